import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { FieldPath } from '../diagnostics';
import { keyText } from './key';
import { isMerge } from './to-json';

/** Where a field stands in a tree. */
export interface Spot {
  /** The key of the field, or of the nearest one around it that is there; undefined in a list and at the root. */
  readonly key: Scalar | undefined;
  readonly value: Node | undefined;
  /** Whether the field itself is there. */
  readonly isThere: boolean;
}

/** Finds fields in the tree of one object. */
export class Places {
  private readonly pairs = new Map<YAMLMap, ReadonlyMap<string, Pair>>();

  /** `start` is where the text of the tree begins in the whole text. */
  constructor(
    private readonly root: Node | undefined,
    private readonly targets: ReadonlyMap<Alias, Node>,
    private readonly start: number,
  ) {}

  /** Those of a part of the object. */
  within(field: FieldPath): Places {
    return new Places(this.find(field).value, this.targets, this.start);
  }

  /** Where a node begins in the whole text. */
  offsetOf(node: Node | undefined): number {
    return this.start + (node?.range?.[0] ?? 0);
  }

  /** Where the value of a field begins in the whole text, or the nearest field around it. */
  offsetOfField(field: FieldPath): number {
    const { key, value, isThere } = this.find(field);
    return this.offsetOf(isThere ? value : (key ?? value));
  }

  /** The field's place, or that of the nearest field around it. */
  find(field: FieldPath): Spot {
    let spot: Spot = { key: undefined, value: this.root, isThere: true };
    for (const part of field) {
      const next = this.step(this.followed(spot.value), part);
      if (next === undefined) return { ...spot, isThere: false };
      spot = next;
    }
    return spot;
  }

  /** The node itself, or what an alias names. */
  followed(node: Node | undefined): Node | undefined {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  private step(node: Node | undefined, part: string | number): Spot | undefined {
    if (isSeq(node)) {
      const item = typeof part === 'number' ? node.items[part] : undefined;
      return item === undefined ? undefined : { key: undefined, value: item as Node, isThere: true };
    }
    const pair = isMap(node) ? this.pairsOf(node).get(String(part)) : undefined;
    if (pair === undefined) return undefined;
    return { key: isScalar(pair.key) ? pair.key : undefined, value: (pair.value ?? undefined) as Node | undefined, isThere: true };
  }

  /** The pairs of a mapping by key, the last of those with one key; what is merged stands at its `<<`. */
  private pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Pair>();
    for (const pair of map.items as Pair[]) {
      const name = keyText(isAlias(pair.key) ? this.targets.get(pair.key) : pair.key);
      if (isMerge(pair.key)) for (const [key, merged] of this.mergedBy(pair)) pairs.set(key, merged);
      else if (name !== undefined) pairs.set(name, pair);
    }
    this.pairs.set(map, pairs);
    return pairs;
  }

  private mergedBy({ value }: Pair): (readonly [string, Pair])[] {
    const source = this.followed(value as Node | undefined);
    const maps = isSeq(source) ? source.items.map((item) => this.followed(item as Node)) : [source];
    return maps.filter(isMap).flatMap((map) => [...this.pairsOf(map)]);
  }
}

import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { FieldPath } from '../diagnostics';
import { keyText } from './key';
import { isMerge } from './to-json';

/** The location of a field in a syntax tree. */
export interface FieldNode {
  /** The key of the field, or of the nearest existing field around it; undefined in an array and at the root. */
  readonly key: Scalar | undefined;
  readonly value: Node | undefined;
  /** Whether the field itself exists. */
  readonly isThere: boolean;
}

/** Finds fields in the syntax tree of one object. */
export class FieldLocator {
  private readonly pairs = new Map<YAMLMap, ReadonlyMap<string, Pair>>();

  /** @param start - the offset of the tree in the file */
  constructor(
    private readonly root: Node | undefined,
    private readonly targets: ReadonlyMap<Alias, Node>,
    private readonly start: number,
  ) {}

  /** The fields of a part of the object. */
  within(field: FieldPath): FieldLocator {
    return new FieldLocator(this.find(field).value, this.targets, this.start);
  }

  /** The offset of a node in the file. */
  offsetOf(node: Node | undefined): number {
    return this.start + (node?.range?.[0] ?? 0);
  }

  /** The offset of a field's value in the file, or of the nearest field around it. */
  offsetOfField(field: FieldPath): number {
    const { key, value, isThere } = this.find(field);
    return this.offsetOf(isThere ? value : (key ?? value));
  }

  /** Finds a field, or the nearest one around it. */
  find(field: FieldPath): FieldNode {
    let found: FieldNode = { key: undefined, value: this.root, isThere: true };
    for (const part of field) {
      const next = this.step(this.followed(found.value), part);
      if (next === undefined) return { ...found, isThere: false };
      found = next;
    }
    return found;
  }

  /** The node itself, or the node that an alias refers to. */
  followed(node: Node | undefined): Node | undefined {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  private step(node: Node | undefined, part: string | number): FieldNode | undefined {
    if (isSeq(node)) {
      const item = typeof part === 'number' ? node.items[part] : undefined;
      return item === undefined ? undefined : { key: undefined, value: item as Node, isThere: true };
    }
    const pair = isMap(node) ? this.pairsOf(node).get(String(part)) : undefined;
    if (pair === undefined) return undefined;
    return { key: isScalar(pair.key) ? pair.key : undefined, value: (pair.value ?? undefined) as Node | undefined, isThere: true };
  }

  /** The pairs of an object by key, the last one of duplicates. Merged fields are located at their `<<`. */
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

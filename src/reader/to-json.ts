import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { quoted } from '../diagnostics';
import { MAX_DEPTH, type ReadError } from './compose';
import { keyText } from './key';
import type { ReadErrorCode } from './read-errors';
import { taggedMeaning } from './tag';

/** A document as JSON, with the information that JSON cannot hold. */
export interface Json {
  /** Undefined when the aliases make it too large. */
  readonly value: unknown;
  readonly readErrors: readonly ReadError[];
  /** The node that each alias refers to. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Converts a tree to JSON as sigs.k8s.io/yaml does: keys become strings, `<<` merges, aliases share the node that they refer to. */
export function toJson(root: unknown, budget: Budget): Json {
  const converter = new Converter(budget);
  const value = converter.convert(root, 0);
  return { value: converter.isTooLarge ? undefined : value, readErrors: converter.readErrors, targets: converter.targets };
}

const MERGE = 'tag:yaml.org,2002:merge';

/** Whether the key is `<<`, which merges another object. */
export function isMerge(key: unknown): key is Scalar {
  if (!isScalar(key) || key.value !== '<<') return false;
  return key.tag === MERGE || (key.tag === undefined && key.type === Scalar.PLAIN);
}

/** The node of an anchor; `size` and `height` count everything in it. */
interface Anchored {
  readonly node: Node;
  readonly value: unknown;
  readonly size: number;
  readonly height: number;
}

// go.yaml.in/yaml/v2 allows 400,000 per document; files with a hundredth of that are rare
const MAX_COPIED = 100_000;

/** The number of values that the aliases of a file may still copy, for all its documents together. */
export class Budget {
  copies = MAX_COPIED;
}

class Converter {
  readonly readErrors: ReadError[] = [];
  readonly targets = new Map<Alias, Node>();
  isTooLarge = false;
  private readonly anchors = new Map<string, Anchored | 'open'>();
  private size = 0;
  /** The height of the node that was converted last. */
  private height = 0;
  private readonly path: (string | number)[] = [];

  constructor(private readonly budget: Budget) {}

  convert(node: unknown, depth: number): unknown {
    if (this.isTooLarge) return null;
    this.size += 1;
    if (isAlias(node)) return this.convertAlias(node, depth);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.convertPlain(node, depth);
    this.anchors.set(anchor, 'open');
    const before = this.size;
    const value = this.convertPlain(node, depth);
    this.anchors.set(anchor, { node: node as Node, value, size: this.size - before + 1, height: this.height });
    return value;
  }

  private convertPlain(node: unknown, depth: number): unknown {
    if (isMap(node)) return this.convertMap(node, depth);
    if (isSeq(node)) return this.convertList(node, depth);
    this.height = 0;
    return isScalar(node) ? this.convertScalar(node) : null;
  }

  private convertScalar(node: Scalar): unknown {
    const meaning = taggedMeaning(node);
    if (meaning === undefined) this.report('TW090', node, `${quoted(node.source)} is not a value of the tag ${quoted(node.tag)}`);
    if (typeof meaning?.value === 'number' && !Number.isFinite(meaning.value)) {
      this.report('TW090', node, `${quoted(node.source)} is not a number in JSON`, 'put it in quotes');
      return null;
    }
    return meaning?.value ?? null;
  }

  private convertList({ items }: YAMLSeq, depth: number): unknown[] {
    let height = 0;
    const list = items.map((item, at) => {
      this.path.push(at);
      const value = this.convert(item, depth + 1);
      this.path.pop();
      height = Math.max(height, this.height);
      return value;
    });
    this.height = height + 1;
    return list;
  }

  private convertMap(map: YAMLMap, depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const firsts = new Map<string, unknown>();
    let height = 0;
    for (const { key, value } of map.items as Pair[]) {
      if (isMerge(key)) this.merge(key, value, depth, { object, firsts });
      else {
        const name = this.convertKey(key, depth);
        this.path.push(name ?? '');
        const part = this.convert(value, depth + 1);
        this.path.pop();
        if (name !== undefined) this.set(name, part, key, { object, firsts });
      }
      height = Math.max(height, this.height);
    }
    this.height = height + 1;
    return object;
  }

  private convertKey(key: unknown, depth: number): string | undefined {
    // converted for its anchor, and for the node of an alias
    if (isAlias(key) || (isScalar(key) && key.anchor !== undefined)) this.convert(key, depth);
    const node = isAlias(key) ? this.targets.get(key) : key;
    const text = keyText(node);
    if (text === undefined && isScalar(node)) this.report('TW090', key, 'a key is empty or null; keys are strings', 'put it in quotes');
    else if (text === undefined && node !== undefined) this.report('TW090', key, 'a key is an array or object; keys are strings');
    return text;
  }

  private set(name: string, part: unknown, key: unknown, { object, firsts }: Target): void {
    if (firsts.has(name)) {
      const place = firsts.get(name) === key ? 'merged from two objects' : 'in the same object twice';
      this.path.push(name);
      this.report('TW091', key, `${quoted(name)} is ${place}`, 'keep one of them');
      this.path.pop();
    } else firsts.set(name, key);
    // a plain assignment to this name would change the prototype
    if (name === '__proto__') Object.defineProperty(object, name, { value: part, enumerable: true, configurable: true, writable: true });
    else object[name] = part;
  }

  /** Merges sources. A later source in an array is applied first, as in go.yaml.in/yaml/v2. */
  private merge(key: Scalar, source: unknown, depth: number, target: Target): void {
    const value = this.convert(source, depth);
    const sources = Array.isArray(value) && !isAlias(source) ? [...value].reverse() : [value];
    for (const one of sources) {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) {
        this.report('TW090', key, '"<<" needs an object or an array of objects');
        continue;
      }
      for (const [name, part] of Object.entries(one)) this.set(name, part, key, target);
    }
  }

  private convertAlias(alias: Alias, depth: number): unknown {
    this.height = 0;
    const target = this.anchors.get(alias.source);
    if (target === undefined || target === 'open') {
      const problem = target === undefined ? 'has no anchor before it' : 'is inside the value that it refers to';
      this.report('TW090', alias, `${quoted(`*${alias.source}`)} ${problem}`);
      return null;
    }
    this.targets.set(alias, target.node);
    this.height = target.height;
    this.size += target.size;
    this.budget.copies -= target.size;
    if (this.budget.copies < 0 || depth + target.height > MAX_DEPTH) {
      this.isTooLarge = true;
      this.report(
        'TW092',
        alias,
        `the aliases up to here copy more than ${MAX_COPIED} values or nest more than ${MAX_DEPTH} deep; use fewer aliases`,
      );
    }
    return target.value;
  }

  private report(code: ReadErrorCode, node: unknown, message: string, fix?: string): void {
    const offset = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
    this.readErrors.push({ code, offset, field: [...this.path], message, ...(fix === undefined ? {} : { fix }) });
  }
}

interface Target {
  readonly object: Record<string, unknown>;
  /** The key node that set each name first. */
  readonly firsts: Map<string, unknown>;
}

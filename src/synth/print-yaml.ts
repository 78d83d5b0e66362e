/**
 * Prints plain data as cdk8s does, which uses the `yaml` package with `lineWidth: 0`, `keepUndefined` and the schema of YAML 1.1.
 * Returns undefined for values that it cannot print in the same way: control characters, strings with unusual line ends, an object that
 * occurs twice (an alias), anything but strings, finite numbers, booleans, null, arrays and plain objects.
 */
export function tryPrintYaml(value: unknown): string | undefined {
  const printer = new Printer();
  if (typeof value !== 'object' || value === null || isEmpty(value)) return undefined;
  const text = printer.print(value, '');
  return printer.isSure ? `${text}\n` : undefined;
}

// a key longer than 1,024 characters in quotes begins with "? "
const MAX_KEY = 500;
const NODE_TYPE = Symbol.for('yaml.node.type');

class Printer {
  isSure = true;
  private readonly seen = new Set<object>();

  /** Prints a value; the lines after the first one begin with `indent`. */
  print(value: object, indent: string): string {
    if (this.seen.has(value) || isSpecial(value)) return this.giveUp();
    this.seen.add(value);
    return Array.isArray(value) ? this.printList(value, indent) : this.printMap(value as Readonly<Record<string, unknown>>, indent);
  }

  private printMap(map: Readonly<Record<string, unknown>>, indent: string): string {
    const inner = `${indent}  `;
    let text = '';
    for (const key of Object.keys(map)) {
      const value = map[key];
      const start = text === '' ? this.printKey(key) : `\n${indent}${this.printKey(key)}`;
      if (typeof value === 'object' && value !== null && !isEmpty(value)) text += `${start}:\n${inner}${this.print(value, inner)}`;
      else text += `${start}: ${this.printScalar(value, inner)}`;
    }
    return text;
  }

  private printList(list: readonly unknown[], indent: string): string {
    const inner = `${indent}  `;
    let text = '';
    for (let at = 0; at < list.length; at++) {
      const value = list[at];
      const start = at === 0 ? '- ' : `\n${indent}- `;
      const isNested = typeof value === 'object' && value !== null && !isEmpty(value);
      text += start + (isNested ? this.print(value, inner) : this.printScalar(value, inner));
    }
    return text;
  }

  private printKey(key: string): string {
    return UNUSUAL_KEY.test(key) || key.length > MAX_KEY ? this.giveUp() : this.printString(key, '');
  }

  private printScalar(value: unknown, indent: string): string {
    if (typeof value === 'string') return this.printString(value, indent);
    if (typeof value === 'boolean' || value === null) return String(value);
    if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (typeof value !== 'object' || isSpecial(value)) return this.giveUp();
    // an alias is written for an empty object, too
    if (this.seen.has(value)) return this.giveUp();
    this.seen.add(value);
    return Array.isArray(value) ? '[]' : '{}';
  }

  private printString(value: string, indent: string): string {
    if (value === '<<' || (NOT_ASCII.test(value) && UNPRINTABLE.test(value))) return this.giveUp();
    if (value.includes('\n')) return BLOCK.test(value) ? printBlock(value, indent) : this.giveUp();
    if (!NOT_PLAIN.test(value) && !(MAYBE_TYPED.test(value) && TYPED.test(value))) return value;
    return value.includes('"') && !value.includes("'") ? `'${value}'` : JSON.stringify(value);
  }

  private giveUp(): string {
    this.isSure = false;
    return '';
  }
}

function printBlock(value: string, indent: string): string {
  const isClipped = value.endsWith('\n');
  const lines = isClipped ? value.slice(0, -1) : value;
  return `|${isClipped ? '' : '-'}\n${indent}${lines.replace(/\n+/g, `$&${indent}`)}`;
}

/** Whether an array or object is empty. */
export function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

/** Whether `yaml` may read the object in another way than key by key. */
function isSpecial(value: object): boolean {
  if (NODE_TYPE in value) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value)
    ? prototype !== Array.prototype
    : (prototype !== Object.prototype && prototype !== null) || Symbol.iterator in value;
}

// keys of several lines, or like a document marker, also after a line separator of Unicode
const UNUSUAL_KEY = /\n|^(?:%|---|\.\.\.)/m;
// tested first, because the pattern below is slow
const NOT_ASCII = /[^\t\n\x20-\x7e]/;
// strings that need quotes with escapes
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern matches control characters
const UNPRINTABLE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u;
// several lines without blanks at the ends, which need no indentation indicator, and at most one line end after the last
const BLOCK = /^\S(?:.*\S)?\n?$/s;
// strings that `yaml` would read as syntax
const NOT_PLAIN = /^[\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|:[ \t]|[\t ]#|[\t :]$/;
const MAYBE_TYPED = /^(?:[-+.~\deEYyNnTtFfOo]|$)/;
// strings that YAML 1.1 reads as null, a boolean, a number, a time or a date
const TYPED = new RegExp(
  [
    '^(?:~|[Nn]ull|NULL)?$',
    '^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON|N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$',
    '^[-+]?(?:0b[0-1_]+|0[0-7_]+|[0-9][0-9_]*|0x[0-9a-fA-F_]+)$',
    '^(?:[-+]?\\.(?:inf|Inf|INF)|\\.nan|\\.NaN|\\.NAN)$',
    '^[-+]?(?:[0-9][0-9_]*)?(?:\\.[0-9_]*)?[eE][-+]?[0-9]+$',
    '^[-+]?(?:[0-9][0-9_]*)?\\.[0-9_]*$',
    '^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?$',
    '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:t|T|[ \\t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\\.[0-9]+)?(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$',
  ].join('|'),
);

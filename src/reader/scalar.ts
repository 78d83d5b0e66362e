/** The type and value of an unquoted scalar in Kubernetes; `float` also for whole numbers such as `1e3`. */
export type Meaning =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number; readonly exact: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'null'; readonly value: null };

/**
 * Returns the type and value of a plain scalar as sigs.k8s.io/yaml reads it (go.yaml.in/yaml/v2 resolve.go): YAML 1.1 without base 60 and
 * without dates, so `yes` is true, `0755` is 493, `1.10` is 1.1, and `12:30` and `2001-12-14` are strings.
 */
export function meaningOf(source: string): Meaning {
  const first = source.charCodeAt(0);
  // a fast path: most strings begin with a letter that begins no keyword and no number
  if (source.length > MAX_NUMBER || (first > 57 && !WORD_STARTS.has(source[0] ?? ''))) return { kind: 'text', value: source };
  return words.get(source) ?? numberOf(source) ?? { kind: 'text', value: source };
}

// longer numbers do not occur, and parsing a megabyte of digits would take too long
const MAX_NUMBER = 4096;
const WORD_STARTS: ReadonlySet<string> = new Set('yYnNtTfFoO~');

const words: ReadonlyMap<string, Meaning> = new Map([
  ...spell(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'], { kind: 'flag', value: true }),
  ...spell(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'], { kind: 'flag', value: false }),
  ...spell(['', '~', 'null', 'Null', 'NULL'], { kind: 'null', value: null }),
  ...spell(['.nan', '.NaN', '.NAN'], { kind: 'float', value: Number.NaN }),
  ...spell(['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'], { kind: 'float', value: Number.POSITIVE_INFINITY }),
  ...spell(['-.inf', '-.Inf', '-.INF'], { kind: 'float', value: Number.NEGATIVE_INFINITY }),
]);

function spell(spellings: readonly string[], meaning: Meaning): [string, Meaning][] {
  return spellings.map((spelling) => [spelling, meaning]);
}

const floatPattern = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const integerPattern = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;

function numberOf(source: string): Meaning | undefined {
  // Go ignores underscores unless the number begins with a point
  const plain = source.startsWith('.') ? source : source.replaceAll('_', '');
  const exact = integerOf(plain);
  if (exact !== undefined) return { kind: 'int', value: Number(exact), exact };
  const value = floatPattern.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? { kind: 'float', value } : undefined;
}

/** Go's strconv.ParseInt and ParseUint with base 0 and 64 bits. */
function integerOf(plain: string): bigint | undefined {
  const match = integerPattern.exec(plain);
  if (match === null) return undefined;
  const [, sign = '', digits = ''] = match;
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const most = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  if (value > most) return undefined;
  return sign === '-' ? -value : value;
}

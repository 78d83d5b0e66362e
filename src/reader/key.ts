import { isScalar } from 'yaml';
import type { Meaning } from './scalar';
import { taggedMeaning } from './tag';

/** A key as it is in JSON; undefined when the value cannot be a key. */
export function keyText(key: unknown): string | undefined {
  const meaning = isScalar(key) ? taggedMeaning(key) : undefined;
  return meaning === undefined ? undefined : textOf(meaning);
}

const LARGEST_INT = 2n ** 63n - 1n;

// sigs.k8s.io/yaml yaml.go convertToJSONableObject
function textOf(meaning: Meaning): string | undefined {
  if (meaning.kind === 'null') return undefined;
  if (meaning.kind === 'float') return floatText(meaning.value);
  // larger unsigned integers are values but not keys
  if (meaning.kind === 'int') return meaning.exact > LARGEST_INT ? undefined : String(meaning.exact);
  return String(meaning.value);
}

const MOST_DIGITS = 9;
const LARGEST_POWER = 6;

/** Go's strconv.FormatFloat(value, 'g', -1, 32): the fewest digits that give the same 32-bit number. */
function floatText(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  let digits = 1;
  while (digits < MOST_DIGITS && Math.fround(Number(single.toPrecision(digits))) !== single) digits += 1;
  const [mantissa = '', exponent = ''] = single.toExponential(digits - 1).split('e');
  const sign = Object.is(single, -0) ? '-' : '';
  const power = Number(exponent);
  if (power >= -4 && power < LARGEST_POWER) return sign + String(Number(`${mantissa}e${power}`));
  return `${sign}${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

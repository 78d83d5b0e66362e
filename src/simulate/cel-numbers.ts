import { CelError, compare } from '../cel';
import { Unsimulated } from './unsimulated';

type Functions = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

function double(value: unknown, of: string): number {
  if (typeof value === 'number') return value;
  throw new CelError(`${of}() takes a double`);
}

function extreme(of: string, sign: number): (...values: readonly unknown[]) => unknown {
  return (...given) => {
    const values = given.length === 1 && Array.isArray(given[0]) ? given[0] : given;
    if (values.length === 0 || values.some((value) => typeof value !== 'number' && typeof value !== 'bigint'))
      throw new CelError(`${of}() takes numbers`);
    return values.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best));
  };
}

const whole = (name: string, change: (value: number) => number) => (value: unknown) => change(double(value, name));

/** The functions of the namespace `math`. @see cel-go ext/math.go */
export const numberNamespaces: Functions = {
  'math.greatest': extreme('math.greatest', 1),
  'math.least': extreme('math.least', -1),
  'math.ceil': whole('math.ceil', Math.ceil),
  'math.floor': whole('math.floor', Math.floor),
  'math.trunc': whole('math.trunc', Math.trunc),
  // halves away from zero
  'math.round': whole('math.round', (value) => Math.sign(value) * Math.round(Math.abs(value))),
  'math.isNaN': (value) => Number.isNaN(double(value, 'math.isNaN')),
  'math.isInf': (value) => Math.abs(double(value, 'math.isInf')) === Number.POSITIVE_INFINITY,
  'math.isFinite': (value) => Number.isFinite(double(value, 'math.isFinite')),
  'math.sqrt': (value) => Math.sqrt(Number(value)),
  'math.abs': (value) => (typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(double(value, 'math.abs'))),
  'math.sign': (value) => (typeof value === 'bigint' ? (value > 0n ? 1n : value < 0n ? -1n : 0n) : Math.sign(double(value, 'math.sign'))),
  ...Object.fromEntries(
    ['bitAnd', 'bitOr', 'bitXor', 'bitNot', 'bitShiftLeft', 'bitShiftRight'].map((name) => [
      `math.${name}`,
      () => {
        throw new Unsimulated(`math.${name}() is not simulated`);
      },
    ]),
  ),
};

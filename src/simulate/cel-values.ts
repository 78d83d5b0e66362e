import { CelError } from '../cel';
import { goJson } from './go-json';

/** Demands a string. @throws CelError */
export function text(value: unknown, of: string): string {
  return typeof value === 'string' ? value : wrongType(of, 'a string');
}

/** Demands a list. @throws CelError */
export function list(value: unknown, of: string): readonly unknown[] {
  return Array.isArray(value) ? value : wrongType(of, 'a list');
}

/** Demands an integer. @throws CelError */
export function integer(value: unknown, of: string): number {
  return typeof value === 'bigint' ? Number(value) : wrongType(of, 'an integer');
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function wrongType(of: string, wanted: string): never {
  throw new CelError(`${of}() takes ${wanted}`);
}

const SAFE = 2n ** 53n;

/**
 * A value of CEL as JSON: integers that a double cannot hold become strings, bytes base64.
 * @see cel-go common/types, conversions to structpb.Value
 */
export function jsonOf(value: unknown): unknown {
  if (typeof value === 'bigint') return value > -SAFE && value < SAFE ? Number(value) : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonOf);
  if (isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, jsonOf(one)]));
  if (typeof value === 'number' && !Number.isFinite(value)) throw new CelError(`${value} is not a number of JSON`);
  return value;
}

/** The function `marshalJSON`. */
export function marshalled(value: unknown): string {
  if (!Array.isArray(value) && !isFields(value)) throw new CelError('marshalJSON() takes a list or an object');
  return goJson(jsonOf(value));
}

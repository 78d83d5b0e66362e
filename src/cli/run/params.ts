import { expectedOneOf, quoted, suggestion } from '../../diagnostics';
import type { Param, ParamSpec, ParamType, ParamValue } from '../../spec';

/** The values of a run's params, and what is wrong with them. */
export interface ReadParams {
  /** In the order of the declaration. */
  readonly params: readonly Param[];
  /** Params without a value and without a default. */
  readonly missing: readonly ParamSpec[];
  readonly problems: readonly string[];
}

/** The type of a param; Tekton derives it from the properties or the default when it is not written (param_types.go SetDefaults). */
function typeOf({ type, properties, default: value }: ParamSpec): ParamType {
  if (type !== undefined) return type;
  if (properties !== undefined) return 'object';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' ? 'object' : 'string';
}

/**
 * Reads `-p NAME=VALUE` options by the declaration of a Pipeline. Arrays are `a,b` or JSON, and a repeated option adds items; objects are
 * `key:value,key:value` or JSON, as for tkn.
 */
export function readParams(given: readonly string[], declared: readonly ParamSpec[]): ReadParams {
  const problems: string[] = [];
  const texts = new Map<string, string[]>();
  for (const option of given) {
    const at = option.indexOf('=');
    const name = at < 0 ? option : option.slice(0, at);
    if (at < 1) problems.push(`-p ${quoted(option)}: expected NAME=VALUE, as in -p revision=main`);
    else if (!declared.some((one) => one.name === name))
      problems.push(
        `-p ${name}: unknown param ${quoted(name)}${suggestion(
          name,
          declared.map((one) => one.name),
        )}`,
      );
    else texts.set(name, [...(texts.get(name) ?? []), option.slice(at + 1)]);
  }
  const params: Param[] = [];
  const missing: ParamSpec[] = [];
  for (const spec of declared) {
    const own = texts.get(spec.name);
    if (own === undefined) {
      if (spec.default === undefined) missing.push(spec);
      continue;
    }
    const value = readValue(own, spec);
    if ('problem' in value) problems.push(`-p ${spec.name}: ${value.problem}`);
    else params.push({ name: spec.name, value: value.value });
  }
  return { params, missing, problems };
}

type Read = { readonly value: ParamValue } | { readonly problem: string };

/** Reads the texts given for one param. */
export function readValue(texts: readonly string[], spec: ParamSpec): Read {
  const type = typeOf(spec);
  if (type === 'array') return arrayOf(texts);
  if (type === 'object') return objectOf(texts, spec);
  const [text = ''] = texts;
  if (texts.length > 1) return { problem: `given ${texts.length} times; expected one string` };
  if (spec.enum !== undefined && !spec.enum.includes(text))
    return { problem: `unknown value ${quoted(text)}${expectedOneOf(text, spec.enum)}` };
  return { value: text };
}

function arrayOf(texts: readonly string[]): Read {
  const items: string[] = [];
  for (const text of texts) {
    if (!text.startsWith('[')) {
      items.push(...(text === '' ? [] : text.split(',')));
      continue;
    }
    const parsed = tryParse(text);
    if (!Array.isArray(parsed) || !parsed.every((one) => typeof one === 'string'))
      return { problem: `${quoted(text)} is not a JSON array of strings, as ["a", "b"]; write items without brackets as a,b` };
    items.push(...(parsed as string[]));
  }
  return { value: items };
}

function objectOf(texts: readonly string[], { properties = {}, default: initial = {} }: ParamSpec): Read {
  const found: Record<string, string> = {};
  for (const text of texts) {
    const part = text.startsWith('{') ? tryParse(text) : pairsOf(text);
    if (typeof part !== 'object' || part === null || Array.isArray(part) || !Object.values(part).every((one) => typeof one === 'string'))
      return { problem: `${quoted(text)} is not an object of strings; expected key:value,key:value or JSON, as {"key": "value"}` };
    Object.assign(found, part);
  }
  const keys = Object.keys(properties);
  const unknown = Object.keys(found).find((key) => keys.length > 0 && !keys.includes(key));
  if (unknown !== undefined) return { problem: `unknown key ${quoted(unknown)}${suggestion(unknown, keys)}` };
  const absent = keys.filter((key) => !(key in found) && !(typeof initial === 'object' && key in initial));
  return absent.length > 0 ? { problem: `missing keys: ${absent.join(', ')}` } : { value: found };
}

function pairsOf(text: string): Record<string, string> | undefined {
  const pairs = text.split(',').map((part) => [part, part.indexOf(':')] as const);
  if (pairs.some(([, at]) => at < 1)) return undefined;
  return Object.fromEntries(pairs.map(([part, at]) => [part.slice(0, at).trim(), part.slice(at + 1)]));
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Describes a param in questions and messages: `url (string): repository to clone`. */
export function describeParam(spec: ParamSpec): string {
  const values = spec.enum === undefined ? typeOf(spec) : spec.enum.join('|');
  return `${spec.name} (${values})${spec.description === undefined ? '' : `: ${spec.description}`}`;
}

import { suggestion, TekwireError } from '../../diagnostics';
import type { ParamSpec, ParamType, ParamValue } from '../../spec';

/**
 * The values of declared params: what is given, else the default. An object is completed by the keys of its default.
 * @throws TekwireError for an unknown param, a missing one, or a value of another type
 */
export function paramsOf(
  declared: readonly ParamSpec[],
  given: Readonly<Record<string, ParamValue | undefined>>,
): ReadonlyMap<string, ParamValue> {
  const names = declared.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TekwireError(`runStep: params: unknown param "${unknown}"${suggestion(unknown, names)}`);
  return new Map(declared.map((param) => [param.name, valueFor(param, given[param.name])]));
}

function valueFor({ name, type, properties, default: value, enum: allowed }: ParamSpec, given: ParamValue | undefined): ParamValue {
  const wanted = type ?? (properties === undefined ? typeOf(value ?? '') : 'object');
  const found = given ?? value;
  if (found === undefined) throw new TekwireError(`runStep: params: param "${name}" is required and missing; it has no default`);
  if (typeOf(found) !== wanted)
    throw new TekwireError(`runStep: params.${name}: expected a value of type ${wanted}, found ${typeOf(found)}`);
  if (allowed !== undefined && !allowed.includes(String(found)))
    throw new TekwireError(`runStep: params.${name}: unknown value "${String(found)}"; expected one of: ${allowed.join(', ')}`);
  return wanted === 'object' ? { ...(value as object), ...(found as Readonly<Record<string, string>>) } : found;
}

function typeOf(value: ParamValue): ParamType {
  return typeof value === 'string' ? 'string' : Array.isArray(value) ? 'array' : 'object';
}

import { TekwireError } from '../diagnostics';
import { goJson, goString, JsonError, parseGoJson } from './go-json';
import { canonicalName, type Headers } from './header';
import { valuesAt } from './json-path';
import { PathError, PathInteger } from './json-path-parser';

/** What a TriggerBinding can read. */
export interface EventData {
  readonly header: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly context: { readonly eventID: string };
}

/** A param of a binding, or of a template after the event has been read. */
export interface BoundParam {
  readonly name: string;
  readonly value: string;
}

/** A param that a TriggerTemplate declares. */
export interface DeclaredParam {
  readonly name: string;
  readonly default?: string;
}

/** Thrown when a param has no value, so that no run starts. */
export class BindingError extends TekwireError {}

/** The event as bindings see it. @throws BindingError when the body is not JSON @see triggers pkg/template/event.go newEvent */
export function eventData(body: string, headers: Headers, extensions: Readonly<Record<string, unknown>>, eventID: string): EventData {
  try {
    return {
      header: Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(',')])),
      body: body === '' ? null : parseGoJson(body),
      extensions,
      context: { eventID },
    };
  } catch (error) {
    if (error instanceof JsonError) throw new BindingError(`the body is not JSON: ${error.message}`);
    throw error;
  }
}

/**
 * The values of the params, sorted by name. Values are escaped as in a string of JSON, because they become part of one.
 * @throws BindingError when a path has no value, and its param no default
 * @see triggers pkg/template/event.go applyEventValuesToParams
 */
export function resolveParams(
  bound: readonly BoundParam[],
  event: EventData,
  declared: readonly DeclaredParam[] | undefined,
): readonly BoundParam[] {
  const values = new Map((declared ?? []).flatMap((one) => (one.default === undefined ? [] : [[one.name, one.default] as const])));
  for (const { name, value } of bound) {
    let text = value;
    for (const { path, original } of expressionsIn(value)) {
      const found = tryTextAt(event, path) ?? values.get(name);
      if (found === undefined) throw new BindingError(`param ${name}: ${value}: ${mistakeOf(event, path)}`);
      text = text.replaceAll(original, () => found);
    }
    values.set(name, text);
  }
  return [...values].map(([name, value]) => ({ name, value })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Expression {
  readonly path: string;
  readonly original: string;
}

/** The parts `$(…)` of a value; names of headers are made canonical. @see triggers pkg/template/jsonpath.go findTektonExpressions */
function expressionsIn(value: string): readonly Expression[] {
  return value
    .split('$(')
    .slice(1)
    .flatMap((part) => {
      const end = endOf(part);
      if (end < 0) return [];
      const raw = part.slice(0, end);
      const path = raw.startsWith('header.') ? `header.${canonicalName(raw.slice('header.'.length))}` : raw;
      return [{ path, original: `$(${raw})` }];
    });
}

/** Offset of the parenthesis that closes the expression; -1 when there is none. */
function endOf(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth < 0) return at;
  }
  return -1;
}

function tryTextAt(event: EventData, path: string): string | undefined {
  try {
    return textAt(event, path);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

function mistakeOf(event: EventData, path: string): string {
  try {
    textAt(event, path);
  } catch (error) {
    if (error instanceof PathError) return error.message;
  }
  return '';
}

const RELAXED = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/;

/** @see triggers pkg/template/jsonpath.go parseJSONPath, getResults */
function textAt(event: EventData, path: string): string {
  if (path === '') return '';
  const [, braced, plain] = RELAXED.exec(path) ?? [];
  // the event is a struct of Go, whose fields are found by their own names, too
  const inner = (braced ?? plain)?.replace(/^(?:Header|Body|Extensions|Context)(?![\w\\-])/, (name) => name.toLowerCase());
  if (inner === undefined) throw new PathError('expected a path such as body.ref');
  const values = valuesAt(event, `.${inner}`).map((value) => (value instanceof PathInteger ? value.value : value));
  if (values.length !== 1) return goJson(values);
  const [value] = values;
  return typeof value === 'string' ? goString(value).slice(1, -1) : goJson(value);
}

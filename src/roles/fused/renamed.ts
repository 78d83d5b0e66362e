import { parseVariable, scan } from '../../refs';
import { paramBody } from '../../task';

/** What replaces a variable of a component in a shared pod; undefined where it keeps its name. */
export type Rename = (body: string) => string | undefined;

/** The value, in whose strings every variable that `rename` knows is replaced. */
export function renamed<T>(value: T, rename: Rename): T {
  if (typeof value === 'string') return renamedText(value, rename) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, rename)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one as unknown, rename)])) as T;
}

function renamedText(text: string, rename: Rename): string {
  let made = '';
  let end = 0;
  for (const { body, at } of scan(text)) {
    const replacement = rename(body);
    if (replacement === undefined) continue;
    made += `${text.slice(end, at)}${replacement}`;
    end = at + body.length + '$()'.length;
  }
  return made + text.slice(end);
}

/** How the values of one component are called in a shared pod. */
export interface Names {
  /** Params by another name. */
  readonly params: Readonly<Record<string, string>>;
  /** Texts that stand for a param, or for each item of an array. */
  readonly texts: Readonly<Record<string, string>>;
  /** The files of results. */
  readonly results: Readonly<Record<string, string>>;
  /** Steps by another name. */
  readonly steps: Readonly<Record<string, string>>;
}

/** The replacements of a component's variables. */
export function renameBy({ params, texts, results, steps }: Names): Rename {
  return (body) => {
    const variable = parseVariable(body);
    if (variable.kind === 'param') {
      const { name, key, index } = variable;
      if (texts[name] !== undefined) return texts[name];
      const other = params[name];
      if (other === undefined || other === name) return undefined;
      return `$(${paramBody(other)}${key === undefined ? '' : `.${key}`}${index === undefined ? '' : `[${index}]`})`;
    }
    if (variable.kind === 'result-path' && body.startsWith('results')) return results[variable.name];
    const [, prefix = '', step = '', rest = ''] = STEP.exec(body) ?? [];
    return steps[step] === undefined ? undefined : `$(steps.${prefix}${steps[step]}${rest})`;
  };
}

const STEP = /^steps\.(step-)?([a-z0-9-]+)(\..*)$/;

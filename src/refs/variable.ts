/** A `$(…)` in a string. */
export interface Occurrence {
  /** The text between the parentheses: `tasks.clone.results.commit`. */
  readonly body: string;
  /** Offset of the `$` in the string. */
  readonly at: number;
}

/** What a `$(…)` refers to. `index` is `*` or a number; `key` is the key of an object. */
export type Variable =
  | { readonly kind: 'param'; readonly name: string; readonly key?: string; readonly index?: string; readonly extra: boolean }
  | {
      readonly kind: 'task-result';
      readonly task: string;
      readonly result: string;
      readonly key?: string;
      readonly index?: string;
      /** Whether Tekton reads it as a reference. Quoted brackets and names with dots are left as they are, without an error. */
      readonly isSeen: boolean;
    }
  | { readonly kind: 'finally-result'; readonly task: string; readonly result: string; readonly key?: string; readonly index?: string }
  | { readonly kind: 'task-status'; readonly task: string; readonly field: string }
  | { readonly kind: 'tasks-status' }
  | { readonly kind: 'matrix-length'; readonly task: string; readonly result?: string }
  | { readonly kind: 'task-artifact'; readonly task: string; readonly direction: string; readonly name: string }
  | { readonly kind: 'result-path'; readonly name: string }
  | { readonly kind: 'step-result'; readonly step: string; readonly result: string; readonly key?: string; readonly index?: string }
  | { readonly kind: 'workspace'; readonly name: string; readonly field: string }
  | { readonly kind: 'context'; readonly path: string }
  /** A variable of Tekton whose bracket is missing; never returned by `parseVariable`. */
  | { readonly kind: 'unclosed'; readonly isRead: boolean }
  /** A variable of Tekton in the brackets of a shell, as `${params.x}`; never returned by `parseVariable`. */
  | { readonly kind: 'braced' }
  | { readonly kind: 'other'; readonly scope: string };

/** Every innermost `$(…)` of the string, in order: of nested ones Tekton replaces only the inner one. Runs in linear time. */
export function scan(text: string): Occurrence[] {
  const found: Occurrence[] = [];
  let end = -1;
  for (let at = text.indexOf('$('); at >= 0; ) {
    if (end < at) end = text.indexOf(')', at);
    if (end < 0) break;
    const next = text.indexOf('$(', at + 2);
    if (next < 0 || next > end) found.push({ body: text.slice(at + 2, end), at });
    at = next;
  }
  return found;
}

const cache = new Map<string, Variable>();
const CACHE_SIZE = 20_000;
const CACHED_LENGTH = 200;

/** Parses the text inside a `$(…)`. Anything outside Tekton's scopes, such as `date` in a script, is `other`. */
export function parseVariable(body: string): Variable {
  const known = cache.get(body);
  if (known !== undefined) return known;
  const variable = tryReadPlain(body) ?? classify(body, split(body));
  if (body.length > CACHED_LENGTH) return variable;
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(body, variable);
  return variable;
}

// the common case; a name without dots and brackets can be read in one way only
const PLAIN = /^(?:params\.([\w-]+)|tasks\.([\w-]+)\.results\.([\w-]+))$/;

function tryReadPlain(body: string): Variable | undefined {
  const [, name, task = '', result = ''] = PLAIN.exec(body) ?? NONE;
  if (name !== undefined) return { kind: 'param', name, extra: false };
  return task === '' ? undefined : { kind: 'task-result', task, result, isSeen: true };
}

const NONE: readonly undefined[] = [];

interface Parts {
  readonly names: readonly string[];
  readonly index?: string;
  /** Whether Tekton reads it as an expression when it looks for results. */
  readonly isSeen: boolean;
}

// resultref.go variableSubstitutionFormat, without the $( and )
const EXPRESSION = /^([_a-zA-Z0-9.-]+)(?:\[([0-9]+|\*)\])?$/;

/** Splits `tasks.a.results['r'][0]` into its names and a last index. A body that is not such a path is returned as one name. */
function split(body: string): Parts {
  const plain = EXPRESSION.exec(body);
  if (plain === null) return splitQuoted(body);
  const names = (plain[1] ?? '').split('.');
  return plain[2] === undefined ? { names, isSeen: true } : { names, index: plain[2], isSeen: true };
}

function splitQuoted(body: string): Parts {
  const names: string[] = [];
  let index: string | undefined;
  const token = /([^.[\]'"]+)|\[(?:'([^']*)'|"([^"]*)"|(\*|[0-9]+))\]|\./y;
  while (token.lastIndex < body.length) {
    const match = token.exec(body);
    // Tekton reads everything that starts with `params.` as a param, although no param can have such a name
    if (match === null) return { names: /^params[.[]/.test(body) ? ['params', body.slice('params.'.length)] : [body], isSeen: false };
    if (match[1] !== undefined) names.push(match[1]);
    else if (match[4] !== undefined) index = match[4];
    else if (match[0] !== '.') names.push(match[2] ?? match[3] ?? '');
  }
  return index === undefined ? { names, isSeen: false } : { names, index, isSeen: false };
}

function classify(body: string, { names, index, isSeen }: Parts): Variable {
  const [scope = body, a, b, c, d] = names;
  const tail = { ...(index === undefined ? {} : { index }) };
  if (scope === 'params' && a !== undefined)
    return { kind: 'param', name: a, ...(b === undefined ? {} : { key: b }), ...tail, extra: names.length > 3 };
  if (scope === 'tasks' && a !== undefined) return taskVariable(body, names, tail, isSeen);
  if (scope === 'finally' && a !== undefined && b === 'results' && c !== undefined)
    return { kind: 'finally-result', task: a, result: c, ...(d === undefined ? {} : { key: d }), ...tail };
  if ((scope === 'results' && a !== undefined && b === 'path') || (scope === 'step' && a === 'results' && b !== undefined && c === 'path'))
    return { kind: 'result-path', name: scope === 'step' ? (b ?? '') : (a ?? '') };
  if (scope === 'steps' && a !== undefined && b === 'results' && c !== undefined)
    return { kind: 'step-result', step: a, result: c, ...(d === undefined ? {} : { key: d }), ...tail };
  if (scope === 'workspaces' && a !== undefined) return { kind: 'workspace', name: a, field: names.slice(2).join('.') };
  if (scope === 'context') return { kind: 'context', path: names.slice(1).join('.') };
  return { kind: 'other', scope };
}

function taskVariable(body: string, names: readonly string[], tail: { index?: string }, isExpression: boolean): Variable {
  const [, task = '', field, name, key] = names;
  if (task === 'status' && field === undefined) return { kind: 'tasks-status' };
  if (field === 'results' && name !== undefined) {
    const isSeen = isExpression && names.length <= 5;
    const result = names.length > 5 ? names.slice(3).join('.') : name;
    return { kind: 'task-result', task, result, ...(key === undefined || names.length > 5 ? {} : { key }), ...tail, isSeen };
  }
  if (field === 'matrix')
    return names.length > 4 && name !== undefined ? { kind: 'matrix-length', task, result: name } : { kind: 'matrix-length', task };
  if ((field === 'outputs' || field === 'inputs') && name !== undefined) return { kind: 'task-artifact', task, direction: field, name };
  const last = names[names.length - 1];
  // pipeline_validation.go containsExecutionStatusRef: whatever begins and ends so is a status, $(tasks.reason) too
  if (last === 'status' || last === 'reason')
    return { kind: 'task-status', task: names.length < 3 ? task : names.slice(1, -1).join('.'), field: last };
  return { kind: 'other', scope: body };
}

const BRACED = /\$\{((?:params|workspaces|results|tasks|context)\.[\w.-]{1,200})\}/g;

/** Every variable of Tekton in a string that is in the brackets of a shell. */
export function scanBraced(text: string): Occurrence[] {
  return [...text.matchAll(BRACED)].map(({ 1: body = '', index: at }) => ({ body, at }));
}

/** A variable of Tekton that is not closed before the next `$(`, or before the end of its line. */
export interface Unclosed {
  /** The text after the `$(`, up to the next variable or line. */
  readonly body: string;
  /** Offset of the `$` in the string. */
  readonly at: number;
  /** Whether Tekton reads on to a bracket further on in the line, and so takes all of that for a name. */
  readonly isRead: boolean;
}

const BEGINNING = /^(?:params|tasks|finally|results|workspaces|context|steps?)[.[]/;
// a shell may nest as it likes, Tekton's own words not: what has no blank between is a variable inside a variable
const NESTED = /^[^()\s"']*$/;

/** Every variable of Tekton in the text whose bracket is missing. Linear, whatever the text. */
export function scanUnclosed(text: string): Unclosed[] {
  const found: Unclosed[] = [];
  let close = -1;
  let line = -1;
  for (let at = text.indexOf('$('); at >= 0; ) {
    const next = text.indexOf('$(', at + 2);
    if (close < at) close = endOf(text, ')', at);
    if (line < at) line = endOf(text, '\n', at);
    const stop = Math.min(line, next < 0 ? text.length : next);
    if (close > stop && BEGINNING.test(text.slice(at + 2, at + 14))) {
      const body = text.slice(at + 2, stop).trimEnd();
      if (stop !== next || !NESTED.test(text.slice(at + 2, stop))) found.push({ body, at, isRead: close < line });
    }
    at = next;
  }
  return found;
}

function endOf(text: string, sign: string, from: number): number {
  const end = text.indexOf(sign, from);
  return end < 0 ? text.length + 1 : end;
}

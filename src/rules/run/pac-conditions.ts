import { CelMistake, type CelNode, type CompiledCel, compile, eachCelNode, PIPELINES_AS_CODE, PIPELINES_AS_CODE_VALUES } from '../../cel';
import { quoted } from '../../diagnostics';
import { textOf } from '../checks/cel-text';
import type { Context } from '../set/context';

/** What is wrong with a condition, in `on-cel-expression`. */
export interface PacMistake {
  readonly message: string;
  readonly fix?: string;
  /** Whether a Repository could make it right. */
  readonly isOpen?: boolean;
}

/** The events by which Pipelines-as-Code calls what happened, in the order of its documentation (pkg/params/triggertype). */
export const PAC_EVENTS: readonly string[] = ['push', 'pull_request', 'incoming'];
const OTHER_EVENTS =
  'pull_request_closed pull_request_labeled comment cancel retest ok-to-test check-run-rerequested check-suite-rerequested'.split(' ');
const FILES: readonly string[] = ['all', 'added', 'deleted', 'modified', 'renamed'];
/** Variables that exist in `{{ }}` only. */
const OF_TEMPLATES: ReadonlySet<string> = new Set(
  Object.keys(PIPELINES_AS_CODE_VALUES.variables).filter((name) => PIPELINES_AS_CODE.variables[name] === undefined),
);
/** More names of a Repository than any condition has. */
const MAX_OPEN = 10;

/** The conditions that were checked: several rules report their mistakes, and many runs have the same condition. */
const checked = new WeakMap<Context, Map<string, readonly PacMistake[]>>();

/** Finds why Pipelines-as-Code cannot evaluate a condition, or why it never holds. */
export function mistakesOfCondition(text: string, context: Context): readonly PacMistake[] {
  const known = checked.get(context) ?? new Map<string, readonly PacMistake[]>();
  checked.set(context, known);
  const mistakes = known.get(text) ?? findMistakes(text, context);
  known.set(text, mistakes);
  return mistakes;
}

function findMistakes(text: string, context: Context): readonly PacMistake[] {
  const open = new Set<string>();
  const { type = 'dyn', mistake, node } = compileOpen(text, open, context);
  if (node === undefined) return [{ message: mistake ?? '' }];
  const found: PacMistake[] = [];
  if (type !== 'dyn' && type !== 'bool')
    found.push({ message: `it is a ${type}, and only true starts the run`, fix: 'compare it with a value' });
  eachCelNode(node, (part) => found.push(...mistakesOfNode(part, context)));
  for (const name of open)
    found.push({
      message: `no variable of Pipelines-as-Code is called ${quoted(name)}; only a Repository with such a param would know it`,
      fix: `write "${name}" in quotes if it is a string`,
      isOpen: true,
    });
  return found;
}

/** Finds why Pipelines-as-Code cannot compute `{{ body.x }}`, `{{ headers['X'] }}`, `{{ files.all }}` or `{{ cel: … }}`; undefined for other variables. */
export function mistakeOfValue(inside: string, context: Context): PacMistake | undefined {
  // a value in double quotes has its own before a backslash
  const [, isCel, expression = ''] = /^\s*(cel:)?\s*(.*?)\s*$/s.exec(inside.replaceAll('\\"', '"')) ?? [];
  if (isCel === undefined && !/^(?:body|headers|files)/.test(expression)) return undefined;
  const { mistake, node: parsed } = compile(expression, PIPELINES_AS_CODE_VALUES);
  if (parsed === undefined) return { message: mistake ?? '' };
  const found: PacMistake[] = [];
  eachCelNode(parsed, (node) => {
    if (node.kind === 'field' || node.kind === 'index') found.push(...mistakesOfKey(node, context, canonical));
  });
  return found[0];
}

/** The form of a header in Go's http.Header: `X-Github-Event`. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}

/** Compiles with the names that a Repository may define, which are collected. */
function compileOpen(text: string, open: Set<string>, context: Context): CompiledCel {
  const variables: Record<string, string> = Object.assign(Object.create(null), PIPELINES_AS_CODE.variables);
  const names = Object.keys(PIPELINES_AS_CODE.variables);
  const undeclared = (name: string) => {
    if (open.size >= MAX_OPEN || context.meant(name, names) !== undefined) return undefined;
    if (OF_TEMPLATES.has(name)) throw new CelMistake(`${quoted(name)} exists only in "{{ }}", not in conditions`);
    variables[name] = 'string';
    open.add(name);
    return 'string';
  };
  return compile(text, { ...PIPELINES_AS_CODE, variables, undeclared });
}

function mistakesOfNode(node: CelNode, context: Context): readonly PacMistake[] {
  if (node.kind === 'field' || node.kind === 'index') return mistakesOfKey(node, context, lowerCase);
  if (node.kind !== 'call' || node.of !== undefined) return [];
  const [left, right] = node.args;
  if (node.name === '==') return [...wrongEvent(left, right, context), ...wrongEvent(right, left, context)];
  if (node.name !== 'in' || right?.kind !== 'list') return [];
  return right.items.flatMap((item) => wrongEvent(left, item, context));
}

/** @param spelt - how the names of headers are spelt there */
function mistakesOfKey(
  node: Extract<CelNode, { kind: 'field' | 'index' }>,
  context: Context,
  spelt: (name: string) => string,
): readonly PacMistake[] {
  const key = node.kind === 'field' ? node.name : textOf(node.at);
  if (node.of.kind !== 'name' || key === undefined) return [];
  if (node.of.name === 'files' && !FILES.includes(key))
    return [{ message: `unknown field ${quoted(key)} of files${context.suggest(key, FILES)}` }];
  if (node.of.name === 'headers' && key !== spelt(key))
    return [{ message: `unknown header ${quoted(key)}; here it is called ${quoted(spelt(key))}`, fix: `write headers['${spelt(key)}']` }];
  return [];
}

function wrongEvent(name: CelNode | undefined, value: CelNode | undefined, context: Context): readonly PacMistake[] {
  if (name?.kind !== 'name' || name.name !== 'event') return [];
  const event = textOf(value);
  if (event === undefined || PAC_EVENTS.includes(event) || OTHER_EVENTS.includes(event)) return [];
  return [{ message: `event is never ${quoted(event)}${context.expect(event, PAC_EVENTS)}` }];
}

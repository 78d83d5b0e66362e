import { quoted } from '../../diagnostics';
import type { Param } from '../../spec';
import type { Report } from '../contract/rule';
import type { PipelineView } from '../view/pipeline-view';
import { type Scope, typeOf } from '../view/scope';
import type { TaskView } from '../view/task-view';
import { items, type Loose } from '../view/view';

/**
 * Reports keys of declared object params that a run or pipeline task does not set. A Task takes missing keys from its default; a
 * Pipeline does not: a value replaces its whole default (measured).
 */
export function reportMissingKeys(
  given: readonly Loose<Param>[] | undefined,
  target: TaskView | PipelineView,
  report: Report,
  allGiven?: ReadonlySet<string>,
  scope?: Scope,
): void {
  const names = new Set<string | undefined>(allGiven);
  for (const { at, item } of items(given)) {
    names.add(item.name);
    const missing = missingKeys(item, target, scope);
    if (missing.length > 0)
      report(
        ['params', at, 'value'],
        `the value of object param ${quoted(item.name)} does not set ${missing.map(quoted).join(', ')}`,
        wayOut(item, target),
      );
  }
  for (const { item } of items(target.spec.params)) {
    const { name = '' } = item;
    const missing = names.has(name) ? [] : incompleteDefault(item, target);
    if (missing.length > 0)
      report(['params'], `object param ${quoted(name)} is not set, and its default does not set ${missing.map(quoted).join(', ')}`);
  }
}

function wayOut({ name = '' }: Loose<Param>, target: TaskView | PipelineView): string | undefined {
  const own = 'tasks' in target ? target.spec.params?.find((item) => item.name === name)?.default : undefined;
  return own === undefined ? undefined : 'set all keys: a value replaces the whole default of a Pipeline';
}

/** Keys of a declared object param that the value (and, for a Task, the default) does not set. */
function missingKeys({ name = '', value }: Loose<Param>, target: TaskView | PipelineView, scope?: Scope): readonly string[] {
  const param = target.params.get(name);
  const keys = param?.type === 'object' ? keysOf(value, scope) : undefined;
  if (param === undefined || keys === undefined) return NONE;
  const own = 'tasks' in target ? undefined : (target.spec.params ?? []).find((item) => item.name === name)?.default;
  const given = new Set([...keys, ...(typeOf(own) === 'object' ? Object.keys(own ?? {}) : [])]);
  return param.keys.filter((key) => !given.has(key));
}

const WHOLE = /^\$\(params\.([\w-]+)\[\*\]\)$/;

/** The keys of an object, or of the pipeline's object param that is passed as a whole; undefined for other values. */
function keysOf(value: unknown, scope: Scope | undefined): readonly string[] | undefined {
  if (typeOf(value) === 'object') return Object.keys(value ?? {});
  const outer = typeof value === 'string' ? scope?.find(WHOLE.exec(value)?.[1] ?? '') : undefined;
  return outer?.type === 'object' && outer.keys.length > 0 ? outer.keys : undefined;
}

/** Keys of an object param that its own default does not set; empty without a default. */
export function incompleteDefault(
  { name = '', default: own }: { readonly name?: string; readonly default?: unknown },
  { params }: Pick<TaskView | PipelineView, 'params'>,
): readonly string[] {
  const param = params.get(name);
  if (param?.type !== 'object' || typeOf(own) !== 'object') return NONE;
  return param.keys.filter((key) => !Object.hasOwn(own as object, key));
}

const NONE: readonly string[] = [];

import { quoted } from '../../diagnostics';
import { parseVariable } from '../../refs';
import { reportMissing } from '../checks/missing';
import { reportMissingKeys } from '../checks/object-value';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { makesEdge, paramAt } from '../set/value-fields';
import { kindOfCalled, type PipelineTaskView, type PipelineUse, type PipelineView } from '../view/pipeline-view';
import { articled, type Typed, typeOf } from '../view/scope';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';

/** Rules about the values that a pipeline task passes to its Task. */
export const pipelineValueRules: readonly Rule[] = [
  {
    code: 'TW208',
    slug: 'result-type-mismatch',
    title: 'result used as another type',
    why: 'the task fails when it starts, or gets the literal reference',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go wrongTypeParamsNames (skips every value with a variable)',
    severity: 'error',
    stricter: 'Tekton checks the type only when the value is available',
    on: 'pipeline-use',
    of: 'task-result',
    check: checkResultType,
  },
  {
    code: 'TW209',
    slug: 'param-type-mismatch',
    title: 'param value of the wrong type for its Task',
    why: 'the run fails at once with PipelineValidationFailed, or the task fails when it starts',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go wrongTypeParamsNames',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['params'],
    check: checkTypes,
  },
  {
    code: 'TW210',
    slug: 'missing-task-param',
    title: 'missing required param of a Task',
    why: 'the run fails at once with PipelineValidationFailed; the run of a nested Pipeline fails with ParameterMissing when it starts',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go missingParamsNames',
    severity: 'error',
    on: 'pipeline-task',
    check: checkMissing,
  },
  {
    code: 'TW211',
    slug: 'unknown-task-param',
    title: 'unknown param of a Task',
    why: 'the value has no effect: usually the name is misspelt, and the intended param keeps its default',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go validateParams (ignores undeclared params)',
    severity: 'error',
    stricter: 'Tekton silently drops params that the Task does not declare',
    on: 'pipeline-task',
    fields: ['params', 'matrix'],
    check: checkSuperfluous,
  },
  {
    code: 'TW244',
    slug: 'incomplete-object-value',
    title: 'object value without a required key',
    why: 'the run fails at once with PipelineValidationFailed',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go MissingKeysObjectParamNames',
    severity: 'error',
    on: 'pipeline-task',
    check: checkKeys,
  },
  {
    code: 'TW261',
    slug: 'path-of-unknown-result',
    title: 'param value with the path of an unknown result',
    why: 'the variable is not replaced, so the step writes to a file called "$(results.name.path)"',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyResults (replaces paths of declared results, also in values)',
    severity: 'error',
    stricter: 'Tekton does not check the variable, and leaves the value as it is',
    on: 'pipeline-use',
    of: 'result-path',
    check: checkPath,
  },
];

type ResultUse = PipelineUse<'task-result'>;

/** Describes a wrong use of an item or key of a result of this type; undefined for a valid use. */
function misuse({ body, isAlone, variable }: ResultUse, { type, keys }: Typed, context: Context): string | undefined {
  const { index, key } = variable;
  if (type === 'string' && (index !== undefined || key !== undefined))
    return `"$(${body})" refers to ${key === undefined ? 'an item' : 'a key'} of a string result`;
  if (type === 'array' && key !== undefined) return `"$(${body})" refers to a key of an array result`;
  if (type === 'array' && index === undefined && !isAlone) return `"$(${body})" is an array; write $(${body}[0]) for one item`;
  if (type !== 'object') return undefined;
  if (key !== undefined) return keys.includes(key) ? undefined : `unknown key ${quoted(key)} of the result${context.suggest(key, keys)}`;
  return index === '*' || (isAlone && index === undefined)
    ? undefined
    : `"$(${body})" is an object; write $(${body}.key) for one of its values`;
}

function checkResultType(use: ResultUse, context: Context, report: Report): void {
  const { variable, owner } = use;
  if (!variable.isSeen || !makesEdge(use)) return;
  const producer = owner.pipeline.byName.get(variable.task);
  const result = producer && context.lookup.taskOf(producer)?.results.get(variable.result);
  // a matrix turns each string result into an array; TW237 checks those
  if (result === undefined || producer?.spec.matrix !== undefined) return;
  const mistake = misuse(use, result, context);
  const isWhole = variable.index === '*' || (variable.index === undefined && variable.key === undefined);
  if (mistake !== undefined) report([], mistake);
  else checkPlace(use, isWhole ? result.type : 'string', context, report);
}

/** Reports a variable of type `given` where the param or the string needs another type. */
function checkPlace(use: ResultUse, given: string, context: Context, report: Report): void {
  const { body, path, isAlone } = use;
  const value = `"$(${body})" is ${articled(given)}`;
  const isItem = isAlone && typeof path[path.length - 1] === 'number';
  if (path[0] === 'params' && path.length === 3) {
    const wanted = wantedType(use, context);
    if (isAlone && wanted !== undefined && wanted !== given) report([], `${value}; the param needs ${articled(wanted)}`);
    if (!isAlone && given !== 'string') report([], `${value}; it cannot be part of a string`);
  } else if (path[0] === 'matrix' && path.length === 4) {
    if (given === 'object') report([], `${value}; a matrix needs arrays`);
  } else if (given === 'object' || (given === 'array' && !isItem)) report([], `${value}; it is not allowed here`);
}

/** The type of the param whose value contains the variable, when the Task is known. */
function wantedType(use: ResultUse, context: Context): string | undefined {
  const { owner } = use;
  const name = owner.spec.params?.[paramAt(use) ?? -1]?.name;
  return name === undefined ? undefined : context.lookup.calledBy(owner)?.params.get(name)?.type;
}

function checkTypes(view: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(view);
  if (called === undefined) return;
  for (const { at, item } of items(view.spec.params)) {
    const { name = '', value } = item;
    const wanted = called.params.get(name)?.type;
    if (wanted === undefined || value === undefined) continue;
    const given = typeof value === 'string' ? typeOfText(value, view) : typeOf(value);
    if (given === undefined || given === wanted) continue;
    const what =
      given === typeOf(value)
        ? `param ${quoted(name)} is ${articled(wanted)}, but the value is ${articled(given)}`
        : `${quoted(value)} is ${articled(given)}; the param needs ${articled(wanted)}`;
    report(['params', at, 'value'], what);
  }
}

/** The type of a string value, which can be that of a pipeline param; undefined when it is known only in the run. */
function typeOfText(text: string, { pipeline }: PipelineTaskView): string | undefined {
  if (!text.includes('$(')) return 'string';
  const isAlone = text.startsWith('$(') && text.indexOf(')') === text.length - 1;
  if (!isAlone) return text.includes('[*])') ? undefined : 'string';
  const variable = parseVariable(text.slice(2, -1));
  if (variable.kind === 'other' || variable.kind === 'context') return 'string';
  if (variable.kind !== 'param') return undefined;
  const type = pipeline.scope.find(variable.name)?.type;
  if (type === undefined || type === 'unknown') return undefined;
  return variable.index === '*' && type !== 'string' ? type : 'string';
}

function checkMissing(view: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(view);
  if (called === undefined) return;
  const { params = [], matrix } = view.spec;
  const owner = kindOfCalled(called);
  const isReported = !isEmbedded(view, called);
  for (const name of called.needed) {
    if (view.given.has(name)) continue;
    const names = { field: 'params', given: [...params, ...(matrix?.params ?? [])], declared: called.params, owner, isReported } as const;
    const message = `required param ${quoted(name)} (${called.params.get(name)?.type}) of the ${owner} is not set`;
    reportMissing(name, message, names, context, report);
  }
}

/** Whether the called spec is embedded: it can use params that it does not declare. */
function isEmbedded(view: PipelineTaskView, called: unknown): boolean {
  return called === view.embedded || view.spec.pipelineSpec !== undefined;
}

function checkSuperfluous(view: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(view);
  if (called === undefined || isEmbedded(view, called)) return;
  const check = (field: readonly (string | number)[], params: PipelineTaskView['spec']['params']) => {
    for (const { at, item } of items(params)) {
      const { name = '' } = item;
      if (name !== '' && !called.params.has(name) && !usesParam(called, name) && !isOfSubPath(item.value, view))
        report(
          [...field, at],
          `unknown param ${quoted(name)} of the ${kindOfCalled(called)}${context.suggest(name, called.params.keys())}`,
        );
    }
  };
  const { params, matrix } = view.spec;
  check(['params'], params);
  if (matrix === undefined) return;
  check(['matrix', 'params'], matrix.params);
  for (const { at, item } of items(matrix.include)) check(['matrix', 'include', at, 'params'], item.params);
}

/** Whether the param only makes Tekton replace a result in the subPath of a workspace (TW272). */
function isOfSubPath(value: unknown, { spec }: PipelineTaskView): boolean {
  return (
    typeof value === 'string' && value.includes('$(tasks.') && items(spec.workspaces).some(({ item }) => item.subPath?.includes(value))
  );
}

/** Whether a Task uses an undeclared param outside its steps, where Tekton replaces it nevertheless. */
function usesParam(called: TaskView | PipelineView, name: string): boolean {
  return 'steps' in called && usesOfTask(called).some(({ variable }) => variable.kind === 'param' && variable.name === name);
}

function checkKeys(view: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(view);
  if (called === undefined || ('hasObject' in called && !called.hasObject)) return;
  reportMissingKeys(view.spec.params, called, report, view.given, view.pipeline.scope);
}

function checkPath({ variable, body, path, owner }: PipelineUse<'result-path'>, context: Context, report: Report): void {
  const called = context.lookup.taskOf(owner);
  if (called === undefined || (path[0] !== 'params' && path[0] !== 'matrix') || !body.startsWith('results.')) return;
  if (!called.results.has(variable.name))
    report([], `unknown result ${quoted(variable.name)} of the Task${context.suggest(variable.name, called.results.keys())}`);
}

import { quoted } from '../../diagnostics';
import { parseVariable } from '../../refs';
import { missingKeys } from '../checks/object-value';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { makesEdge, paramAt } from '../set/place';
import { kindOfCalled, type PipelineTaskView, type PipelineUse } from '../view/pipeline-view';
import { articled, type Typed, typeOf } from '../view/scope';
import { items } from '../view/view';

/** Whether what a pipeline task is given is what its Task asks for. */
export const pipelineValueRules: readonly Rule[] = [
  {
    code: 'TW208',
    slug: 'result-type-mismatch',
    title: 'result used as another type',
    why: 'the task fails when it starts, or gets the text as it is written',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go wrongTypeParamsNames (skips every value with a variable)',
    severity: 'error',
    stricter: 'Tekton compares the type only when the value is there',
    on: 'pipeline-use',
    of: 'task-result',
    check: checkResultType,
  },
  {
    code: 'TW209',
    slug: 'param-type-mismatch',
    title: 'param value of the wrong type for its Task',
    why: 'the run fails at once with PipelineValidationFailed, or the task when it starts',
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
    why: 'the run fails at once with PipelineValidationFailed; that of a Pipeline inside a Pipeline, when it starts, with ParameterMissing',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go missingParamsNames',
    severity: 'error',
    on: 'pipeline-task',
    check: checkMissing,
  },
  {
    code: 'TW211',
    slug: 'unknown-task-param',
    title: 'unknown param of a Task',
    why: 'the value goes nowhere: most often the name is misspelt, and the param keeps its default',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go validateParams (ignores what the Task does not declare)',
    severity: 'error',
    stricter: 'Tekton drops params that the Task does not declare without a word',
    on: 'pipeline-task',
    fields: ['params', 'matrix'],
    check: checkSuperfluous,
  },
  {
    code: 'TW244',
    slug: 'incomplete-object-value',
    title: 'object value lacks a required key',
    why: 'the run fails at once with PipelineValidationFailed',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go MissingKeysObjectParamNames',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['params'],
    check: checkKeys,
  },
  {
    code: 'TW261',
    slug: 'path-of-unknown-result',
    title: 'param value with the path of an unknown result',
    why: 'the step writes to a file called "$(results.name.path)"',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyResults (replaces the paths of results that the Task declares, in values too)',
    severity: 'error',
    stricter: 'Tekton leaves the text of the value as it is written',
    on: 'pipeline-use',
    of: 'result-path',
    check: checkPath,
  },
];

type ResultUse = PipelineUse<'task-result'>;

/** What is wrong with the item or key that is taken of a result of this type; undefined when nothing is. */
function misuse({ body, isAlone, variable }: ResultUse, { type, keys }: Typed, context: Context): string | undefined {
  const { index, key } = variable;
  if (type === 'string' && (index !== undefined || key !== undefined))
    return `"$(${body})" takes ${key === undefined ? 'an item' : 'a key'} of a string result`;
  if (type === 'array' && key !== undefined) return `"$(${body})" takes a key of an array result`;
  if (type === 'array' && index === undefined && !isAlone) return `"$(${body})" is an array; write $(${body}[0]) for one item`;
  if (type !== 'object') return undefined;
  if (key !== undefined) return keys.includes(key) ? undefined : `${quoted(key)} is not a key of the result${context.suggest(key, keys)}`;
  return index === '*' || (isAlone && index === undefined)
    ? undefined
    : `"$(${body})" is an object; write $(${body}.key) for one of its values`;
}

function checkResultType(use: ResultUse, context: Context, report: Report): void {
  const { variable, owner } = use;
  if (!variable.isSeen || !makesEdge(use)) return;
  const producer = owner.pipeline.byName.get(variable.task);
  const result = producer && context.lookup.taskOf(producer)?.results.get(variable.result);
  // a matrix makes an array of each string result; TW237 looks after those
  if (result === undefined || producer?.spec.matrix !== undefined) return;
  const mistake = misuse(use, result, context);
  const isWhole = variable.index === '*' || (variable.index === undefined && variable.key === undefined);
  if (mistake !== undefined) report([], mistake);
  else checkPlace(use, isWhole ? result.type : 'string', context, report);
}

/** Reports a variable of type `given` where the param or the text wants another one. */
function checkPlace(use: ResultUse, given: string, context: Context, report: Report): void {
  const { body, path, isAlone } = use;
  const value = `"$(${body})" is ${articled(given)}`;
  const isItem = isAlone && typeof path[path.length - 1] === 'number';
  if (path[0] === 'params' && path.length === 3) {
    const wanted = wantedType(use, context);
    if (isAlone && wanted !== undefined && wanted !== given) report([], `${value}, the param ${articled(wanted)}`);
    if (!isAlone && given !== 'string') report([], `${value}; it cannot be a part of a text`);
  } else if (path[0] === 'matrix' && path.length === 4) {
    if (given === 'object') report([], `${value}; a matrix takes arrays`);
  } else if (given === 'object' || (given === 'array' && !isItem)) report([], `${value}; it cannot stand here`);
}

/** The type of the param whose value the text is, when the Task is known. */
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
        ? `param ${quoted(name)} is given ${articled(given)}, but is`
        : `${quoted(value)} is ${articled(given)}, the param`;
    report(['params', at, 'value'], `${what} ${articled(wanted)}`);
  }
}

/** The type that a text gives to a param: that of the pipeline's param which it is; undefined for what only the run tells. */
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
  for (const name of called.needed) {
    if (!view.given.has(name))
      report(
        ['params'],
        `param ${quoted(name)} (${called.params.get(name)?.type}) has no value, and the ${kindOfCalled(called)} no default for it`,
      );
  }
}

function checkSuperfluous(view: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(view);
  // what is written into the pipeline may use a param that it does not declare
  if (called === undefined || called === view.embedded || view.spec.pipelineSpec !== undefined) return;
  const check = (field: readonly (string | number)[], params: PipelineTaskView['spec']['params']) => {
    for (const { at, item } of items(params)) {
      const { name = '' } = item;
      if (name !== '' && !called.params.has(name))
        report(
          [...field, at],
          `${quoted(name)} is not a param of the ${kindOfCalled(called)}${context.suggest(name, called.params.keys())}`,
        );
    }
  };
  const { params, matrix } = view.spec;
  check(['params'], params);
  if (matrix === undefined) return;
  check(['matrix', 'params'], matrix.params);
  for (const { at, item } of items(matrix.include)) check(['matrix', 'include', at, 'params'], item.params);
}

function checkKeys(view: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(view);
  if (called === undefined) return;
  for (const { at, item } of items(view.spec.params)) {
    const missing = missingKeys(item, called);
    if (missing.length > 0) report(['params', at, 'value'], `object param ${quoted(item.name)} lacks ${missing.map(quoted).join(', ')}`);
  }
}

function checkPath({ variable, body, path, owner }: PipelineUse<'result-path'>, context: Context, report: Report): void {
  const called = context.lookup.taskOf(owner);
  if (called === undefined || (path[0] !== 'params' && path[0] !== 'matrix') || !body.startsWith('results.')) return;
  if (!called.results.has(variable.name))
    report(
      [],
      `${quoted(variable.name)} is not a result of the Task, which is given its path${context.suggest(variable.name, called.results.keys())}`,
    );
}

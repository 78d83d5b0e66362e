import { type FieldPath, quoted } from '../../diagnostics';
import { MAX_MATRIX_COMBINATIONS } from '../../spec';
import { reportTwice } from '../checks/given-params';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineTaskView, PipelineUse } from '../view/pipeline-view';
import { items } from '../view/view';

/** Rules for tasks with a matrix. */
export const matrixRules: readonly Rule[] = [
  {
    code: 'TW236',
    slug: 'invalid-matrix',
    title: 'invalid matrix',
    why: 'admission refuses the Pipeline, or the run fails at once',
    source: 'pkg/apis/pipeline/v1/matrix_types.go, pkg/reconciler/pipelinerun/resources/validate_params.go ValidateParameterTypesInMatrix',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['matrix'],
    check: checkMatrix,
  },
  {
    code: 'TW237',
    slug: 'matrix-result-reference',
    title: 'single result of a task with a matrix',
    why: 'admission refuses the Pipeline, because a task with a matrix has one result for each combination',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateMatrixedPipelineTaskConsumed, validateStringResults',
    severity: 'error',
    on: 'pipeline-use',
    of: 'task-result',
    check: checkConsumer,
  },
];

function checkMatrix(view: PipelineTaskView, context: Context, report: Report): void {
  const { matrix, params } = view.spec;
  if (matrix === undefined) return;
  const own = new Set(items(params).map(({ item }) => item.name));
  checkList(['matrix', 'params'], matrix.params, own, report);
  for (const { at, item } of items(matrix.params)) {
    const { name = '', value } = item;
    if (Array.isArray(value) || (typeof value === 'string' && WHOLE_ARRAY.test(value))) continue;
    report(['matrix', 'params', at, 'value'], `matrix param ${quoted(name)} is not an array`, 'write an array');
  }
  for (const { at: i, item: include } of items(matrix.include)) {
    const field = ['matrix', 'include', i, 'params'];
    checkList(field, include.params, own, report);
    for (const { at, item } of items(include.params)) {
      if (item.value !== undefined && typeof item.value !== 'string')
        report([...field, at, 'value'], `param ${quoted(item.name)} of an include is not a string`);
    }
  }
  const count = combinations(view);
  const most = Number(context.options.feature('default-max-matrix-combinations-count', String(MAX_MATRIX_COMBINATIONS)));
  if (count > most) report(['matrix'], `the matrix has ${count} combinations; at most ${most} are allowed`);
}

// Tekton replaces only a value that is nothing else by an array: not $$(params.list[*])
const WHOLE_ARRAY = /^\$\([^()$]+\[\*\]\)$/;

type Params = PipelineTaskView['spec']['params'];

/** Reports params that `params` sets, too, or that the array sets twice. */
function checkList(field: FieldPath, list: Params, own: ReadonlySet<string | undefined>, report: Report): void {
  for (const { at, item } of items(list))
    if (own.has(item.name)) report([...field, at], `param ${quoted(item.name)} is set in params and in matrix`, 'remove one of them');
  reportTwice(list, (at) => [...field, at], report);
}

/** How many TaskRuns the matrix creates, as far as the manifest shows its values (matrix_types.go CountCombinations). */
function combinations({ spec: { matrix } }: PipelineTaskView): number {
  const lists = new Map<string, ReadonlySet<string>>();
  let count = 1;
  for (const { item } of items(matrix?.params)) {
    const { name = '', value } = item;
    const list = Array.isArray(value) ? (value as readonly string[]) : [];
    lists.set(name, new Set(list));
    if (list.length > 0) count *= list.length;
  }
  const includes = items(matrix?.include);
  if (lists.size === 0) return includes.length;
  for (const { item: include } of includes) {
    for (const { item } of items(include.params)) {
      const { name = '', value } = item;
      const list = lists.get(name);
      if (list?.has(String(value))) break;
      if (list !== undefined) count++;
    }
  }
  return count;
}

function checkConsumer({ variable, body, path, owner }: PipelineUse<'task-result'>, context: Context, report: Report): void {
  const { task, result, index } = variable;
  const producer = owner.pipeline.byName.get(task);
  if (path[0] !== 'params' || producer?.spec.matrix === undefined) return;
  if (index !== '*')
    report([], `task ${quoted(task)} has a matrix, so "$(${body})" means several results; write $(tasks.${task}.results.${result}[*])`);
  const type = context.lookup.taskOf(producer)?.results.get(result)?.type ?? 'string';
  if (type !== 'string')
    report([], `task ${quoted(task)} has a matrix, and its result ${quoted(result)} is an ${type}; only string results can be combined`);
}

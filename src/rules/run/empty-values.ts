import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { resolved, type Values, valuesIn, valuesOf, valuesOfAction } from '../set/known-values';
import type { PipelineView } from '../view/pipeline-view';
import type { PipelineRunView, RunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import { items } from '../view/view';

/** Rules about values of a run that leave nothing. */
export const emptyValueRules: readonly Rule[] = [
  {
    code: 'TW348',
    slug: 'empty-image-value',
    title: 'param of a run makes an image empty',
    why: 'admission does not know the value; the run fails when Tekton creates the pod: "missing field(s): steps[0].Image"',
    source: 'pkg/reconciler/taskrun/taskrun.go createPod; pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'run',
    check: checkImages,
  },
  {
    code: 'TW349',
    slug: 'empty-matrix-value',
    title: 'matrix over an empty array',
    why: 'the task has no combination: the run fails, or the task never runs',
    source: 'pkg/apis/pipeline/v1/matrix_types.go FanOut; pkg/reconciler/pipelinerun/resources/validate_params.go',
    severity: 'error',
    stricter: 'Tekton accepts the run, and fails it only when the matrix has other params',
    on: 'pipeline-run',
    check: checkMatrices,
  },
];

function checkImages(run: RunView, context: Context, report: Report): void {
  if (run.kind === 'TaskRun') {
    const task = context.lookup.targetOf(run);
    if (task !== undefined && 'steps' in task) checkSteps(task, valuesOf(run, task), '', context, report);
    return;
  }
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return;
  const values = valuesOf(run, pipeline);
  for (const task of pipeline.tasks) {
    const called = context.lookup.taskOf(task);
    if (called !== undefined) checkSteps(called, valuesIn(task, called, values), ` of task ${quoted(task.name)}`, context, report);
  }
}

function checkSteps(task: TaskView, values: Values, place: string, context: Context, report: Report): void {
  const shared = task.spec.stepTemplate?.image ?? '';
  for (const { spec } of task.steps) {
    const action = spec.ref?.resolver ? undefined : context.lookup.stepAction(task.document, spec.ref?.name ?? '');
    const image = action === undefined ? spec.image || shared : action.spec.image;
    const known = action === undefined ? values : valuesOfAction(action, spec, values);
    if (image?.includes('$(params') && resolved(image, known) === '')
      report(['params'], `the image of step ${quoted(spec.name ?? '')}${place}, ${quoted(image)}, becomes empty`);
  }
}

function checkMatrices(run: PipelineRunView, context: Context, report: Report): void {
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return;
  const empty = emptyArrays(run, pipeline);
  for (const { spec, name } of pipeline.tasks) {
    for (const { item } of items(spec.matrix?.params)) {
      const { value } = item;
      const isEmpty = typeof value === 'string' ? empty.has(value) : Array.isArray(value) && isAllEmpty(value, empty);
      if (isEmpty)
        report(['params'], `the matrix of task ${quoted(name)} is empty, because param ${quoted(item.name ?? '')} has no values`);
    }
  }
}

function isAllEmpty(value: readonly unknown[], empty: ReadonlySet<string>): boolean {
  return value.length > 0 && value.every((one) => typeof one === 'string' && empty.has(one));
}

/** The arrays without items, as `$(params.name[*])`. */
function emptyArrays(run: PipelineRunView, pipeline: PipelineView): ReadonlySet<string> {
  const values = new Map<string, unknown>();
  for (const { item } of items(pipeline.spec.params)) values.set(item.name ?? '', item.default);
  for (const { item } of items(run.spec.params)) values.set(item.name ?? '', item.value);
  return new Set([...values].flatMap(([name, value]) => (Array.isArray(value) && value.length === 0 ? [`$(params.${name}[*])`] : [])));
}

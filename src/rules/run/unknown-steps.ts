import { type FieldPath, quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { RunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import { byName, items } from '../view/view';

/** Rules about settings of a run for single steps and sidecars. */
export const unknownStepRules: readonly Rule[] = [
  {
    code: 'TW337',
    slug: 'settings-of-unknown-step',
    title: 'run settings for an unknown step or sidecar',
    why: 'the TaskRun fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go validateStepOverrides, validateSidecarOverrides',
    severity: 'error',
    exception: 'Tekton ignores a breakpoint before an unknown step',
    on: 'run',
    check: checkRun,
  },
];

interface Settings {
  readonly stepSpecs?: readonly { readonly name?: string }[];
  readonly sidecarSpecs?: readonly { readonly name?: string }[];
}

function checkRun(run: RunView, context: Context, report: Report): void {
  if (run.kind === 'TaskRun') {
    const task = context.lookup.targetOf(run);
    if (task === undefined || !('steps' in task) || task.spec.steps === undefined) return;
    checkNames([], run.spec as Settings, task, context, report);
    const { debug } = run.spec as { readonly debug?: { readonly breakpoints?: { readonly beforeSteps?: readonly string[] } } };
    for (const { at, item } of items(debug?.breakpoints?.beforeSteps))
      checkName(['debug', 'breakpoints', 'beforeSteps', at], item, 'step', task, context, report);
    return;
  }
  if (run.spec.taskRunSpecs === undefined) return;
  const pipeline = context.lookup.pipelineOf(run);
  for (const { at, item } of items(run.spec.taskRunSpecs)) {
    const task = pipeline?.byName.get(item.pipelineTaskName ?? '');
    const called = task && context.lookup.taskOf(task);
    if (called?.spec.steps !== undefined) checkNames(['taskRunSpecs', at], item as Settings, called, context, report);
  }
}

function checkNames(field: FieldPath, { stepSpecs, sidecarSpecs }: Settings, task: TaskView, context: Context, report: Report): void {
  for (const { at, item } of items(stepSpecs)) checkName([...field, 'stepSpecs', at, 'name'], item.name, 'step', task, context, report);
  for (const { at, item } of items(sidecarSpecs))
    checkName([...field, 'sidecarSpecs', at, 'name'], item.name, 'sidecar', task, context, report);
}

function checkName(field: FieldPath, name = '', kind: 'step' | 'sidecar', { spec }: TaskView, context: Context, report: Report): void {
  const names = [...byName<{ readonly name?: string }>(kind === 'step' ? spec.steps : spec.sidecars).keys()];
  if (name === '' || names.includes(name)) return;
  const meant = name.replace(/^(?:step|sidecar)-/, '');
  const way = names.includes(meant) ? `; did you mean ${quoted(meant)}?` : context.suggest(name, names);
  report(field, `unknown ${kind} ${quoted(name)} of the Task${way}`);
}

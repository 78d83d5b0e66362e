import { adoptMistakes, demandDuration, demandRecord, isRecord, refuse } from '../synth';
import { demandItems } from '../task';

/** Refuses props of a PipelineRun that are of another kind than their types say. */
export function checkPipelineRun(run: object, props: unknown): void {
  if (!isRecord(props)) refuse(run, 'props', props, 'write { pipeline, params }');
  const { pipeline, timeouts, taskRunSpecs } = props;
  if (!isRecord(pipeline) || !isRecord(pipeline.workspaceBindings))
    refuse(run, 'pipeline', pipeline, 'give a Pipeline, as new Pipeline(...) or Pipeline.fromCluster(name)');
  demandRecord(run, 'timeouts', timeouts, 'write { pipeline: Duration.hours(1) }');
  for (const name in timeouts as object | undefined)
    demandDuration(run, `timeouts.${name}`, (timeouts as Readonly<Record<string, unknown>>)[name]);
  if (taskRunSpecs !== undefined) checkSpecs(run, taskRunSpecs);
  checkBindings(run, props.workspaces);
}

/** Refuses props of a TaskRun that are of another kind than their types say. */
export function checkTaskRun(run: object, props: unknown): void {
  if (!isRecord(props)) refuse(run, 'props', props, 'write { task, params }');
  const { task } = props;
  if (!isRecord(task) || !isRecord(task.surface) || (task.taskRef === undefined && task.taskSpec === undefined))
    refuse(run, 'task', task, 'give a Task, as new Task(...) or Task.fromCluster(name); pipelines are run by a PipelineRun');
  demandDuration(run, 'timeout', props.timeout);
  checkBindings(run, props.workspaces);
}

function checkSpecs(run: object, specs: unknown): void {
  const allowed = 'write a list, as taskRunSpecs: [{ task: built, timeout: Duration.minutes(5) }]';
  demandItems(run, 'taskRunSpecs', specs, allowed);
  for (const [at, one] of (specs as readonly Readonly<Record<string, unknown>>[]).entries()) {
    const { task, timeout } = one;
    if (typeof task !== 'string' && !isRecord(task)) refuse(run, `taskRunSpecs[${at}].task`, task, 'give what add returned, or its name');
    demandDuration(run, `taskRunSpecs[${at}].timeout`, timeout);
  }
}

function checkBindings(run: object, workspaces: unknown): void {
  const allowed = "write what stands behind it, as Workspace.emptyDir() or Workspace.existingClaim('cache')";
  demandRecord(run, 'workspaces', workspaces, allowed);
  for (const name in workspaces as object | undefined) {
    const one = (workspaces as Readonly<Record<string, unknown>>)[name];
    if (one !== undefined && !(isRecord(one) && isRecord(one.source))) refuse(run, `workspaces.${name}`, one, allowed);
    adoptMistakes(run, `workspaces.${name}.`, one);
  }
}

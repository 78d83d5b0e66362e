import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import { foreignTasks, NO_TASK, type PipelineWorkspaces, type RunnablePipeline, wiringDiagnostic } from '../pipeline';
import { adoptMistakes, attempt, demandDuration, demandRecord, isRecord, refuse, withoutRefused } from '../synth';
import { demandItems, type Named, nameOf, type ParamDeclarations } from '../task';

type AnyProps = Readonly<Record<string, unknown>>;

/** The pipeline of a run that names none, which is reported already. */
const NO_PIPELINE: RunnablePipeline<ParamDeclarations, PipelineWorkspaces> = {
  ...NO_TASK,
  pipelineRef: { name: 'unknown' },
  workspaceBindings: {},
};

/** Reports props of a PipelineRun that are of another kind than their types say; returns the others, with a pipeline in any case. */
export function checkedPipelineRun<T extends object>(run: object, props: T): T {
  const kept = checkedProps(run, props, '{ pipeline, params }', {
    pipeline: (pipeline) => {
      if (!isRecord(pipeline) || !isRecord(pipeline.workspaceBindings)) refusePipeline(run, pipeline);
    },
    timeouts: (timeouts) => checkTimeouts(run, timeouts),
    taskRunSpecs: (specs) => checkSpecs(run, specs),
  });
  if (kept === undefined) return { pipeline: NO_PIPELINE } as unknown as T;
  if (kept.pipeline === undefined && (props as AnyProps).pipeline === undefined) attempt(run, () => refusePipeline(run, undefined));
  return { ...kept, pipeline: kept.pipeline ?? NO_PIPELINE } as unknown as T;
}

function refusePipeline(run: object, pipeline: unknown): never {
  return refuse(run, 'pipeline', pipeline, 'a Pipeline, such as new Pipeline(...) or Pipeline.fromCluster(name)');
}

/** Reports props of a TaskRun that are of another kind than their types say; returns the others, with a task in any case. */
export function checkedTaskRun<T extends object>(run: object, props: T): T {
  const kept = checkedProps(run, props, '{ task, params }', {
    task: (task) => {
      if (!isRecord(task) || !isRecord(task.surface) || (task.taskRef === undefined && task.taskSpec === undefined)) refuseTask(run, task);
    },
    timeout: (timeout) => demandDuration(run, 'timeout', timeout),
    stepSpecs: (specs) => demandRecord(run, 'stepSpecs', specs, BY_NAME),
    sidecarSpecs: (specs) => demandRecord(run, 'sidecarSpecs', specs, BY_NAME),
  });
  const none = { ...NO_TASK, taskRef: { name: NO_TASK.name } };
  if (kept === undefined) return { task: none } as unknown as T;
  if (kept.task === undefined && (props as AnyProps).task === undefined) attempt(run, () => refuseTask(run, undefined));
  return { ...kept, task: kept.task ?? none } as unknown as T;
}

function refuseTask(run: object, task: unknown): never {
  return refuse(run, 'task', task, 'a Task, such as new Task(...) or Task.fromCluster(name); for a pipeline use PipelineRun');
}

/** The props that their checks let pass, or undefined where there are none at all. */
function checkedProps(
  run: object,
  props: object,
  allowed: string,
  checks: Readonly<Record<string, (value: unknown) => void>>,
): AnyProps | undefined {
  const given = attempt(run, () => (isRecord(props) ? props : refuse(run, 'props', props, allowed)));
  if (given === undefined) return undefined;
  const kept = withoutRefused(run, given, (key, value) => {
    if (key === 'params' || key === 'liftedParams')
      demandRecord(run, key, value, "an object of values by name, such as { url: 'https://git.acme.example/web' }");
    if (key === 'metadata') demandRecord(run, key, value, "an object such as { labels: { team: 'web' } }");
    if (key === 'serviceAccount' && value !== undefined) nameOf(value as Named, run, key);
    if (value !== undefined) (Object.hasOwn(checks, key) ? checks[key] : undefined)?.(value);
  });
  return kept.workspaces === undefined ? kept : { ...kept, workspaces: checkedBindings(run, kept.workspaces) };
}

function checkTimeouts(run: object, timeouts: unknown): void {
  demandRecord(run, 'timeouts', timeouts, 'an object such as { pipeline: Duration.hours(1) }');
  for (const name in timeouts as object) demandDuration(run, `timeouts.${name}`, (timeouts as AnyProps)[name]);
}

function checkSpecs(run: object, specs: unknown): void {
  const allowed = 'an array, such as taskRunSpecs: [{ task: built, timeout: Duration.minutes(5) }]';
  demandItems(run, 'taskRunSpecs', specs, allowed);
  for (const [at, one] of (specs as readonly Readonly<Record<string, unknown>>[]).entries()) {
    const { task, timeout } = one;
    if (typeof task !== 'string' && !isRecord(task)) refuse(run, `taskRunSpecs[${at}].task`, task, 'a task that add returned, or its name');
    demandDuration(run, `taskRunSpecs[${at}].timeout`, timeout);
    for (const field of RESOURCES) demandRecord(run, `taskRunSpecs[${at}].${field}`, one[field], BY_NAME);
  }
}

const RESOURCES = ['stepSpecs', 'sidecarSpecs'] as const;
const BY_NAME = "an object of resources by the names of the containers, such as { build: { limits: { memory: '1Gi' } } }";

function checkedBindings(run: object, workspaces: unknown): object {
  const allowed = "a Workspace, such as Workspace.emptyDir() or Workspace.existingClaim('cache')";
  const all = attempt(run, () => (isRecord(workspaces) ? workspaces : refuse(run, 'workspaces', workspaces, allowed)));
  return withoutRefused(run, all ?? {}, (name, one) => {
    if (one !== undefined && !(isRecord(one) && isRecord(one.source))) refuse(run, `workspaces.${name}`, one, allowed);
    adoptMistakes(run, `workspaces.${name}.`, one);
  });
}

/** Errors for a Task or Pipeline of another App, and for those in an embedded pipeline. */
export function checkApp(run: IConstruct, used: object): Diagnostic[] {
  return foreignTasks(run.node.root, used, '').map((problem) => wiringDiagnostic(run.node.path, ...problem));
}

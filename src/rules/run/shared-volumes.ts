import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { mayUse } from '../set/used-workspaces';
import { writesInto } from '../set/written-workspaces';
import type { PipelineTaskView, PipelineView } from '../view/pipeline-view';
import type { PipelineRunView, RunView } from '../view/run-view';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';

/** Rules that compare the volume of a workspace with its use by the tasks. */
export const sharedVolumeRules: readonly Rule[] = [
  {
    code: 'TW341',
    slug: 'emptydir-between-tasks',
    title: 'emptyDir for a workspace that passes files between tasks',
    why: 'every task gets an emptyDir of its own, so the second task does not see the files of the first one',
    source: 'docs/workspaces.md "emptyDir"; pkg/workspace/apply.go CreateVolumes',
    severity: 'error',
    stricter: 'Tekton accepts the binding, and each task starts with an empty directory',
    on: 'pipeline-run',
    fields: ['workspaces'],
    check: (run, context, report) => checkEmpty(run, context, report, true),
  },
  {
    code: 'TW537',
    slug: 'emptydir-of-several-tasks',
    title: 'emptyDir for a workspace of several tasks',
    why: 'every task gets an emptyDir of its own, so the tasks share nothing',
    source: 'docs/workspaces.md "emptyDir"; pkg/workspace/apply.go CreateVolumes',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-run',
    fields: ['workspaces'],
    check: (run, context, report) => checkEmpty(run, context, report, false),
  },
  {
    code: 'TW342',
    slug: 'read-only-workspace-written',
    title: 'step writes into a read-only workspace',
    why: 'Secrets, ConfigMaps and workspaces with readOnly are mounted read-only, so the step fails with "Read-only file system"',
    source: 'pkg/workspace/apply.go CreateVolumes; k8s.io/kubernetes pkg/volume/secret',
    severity: 'error',
    stricter: 'Tekton does not check scripts',
    on: 'run',
    check: checkBindings,
  },
];

function checkEmpty(run: PipelineRunView, context: Context, report: Report, isOrdered: boolean): void {
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return;
  for (const { at, item } of items(run.spec.workspaces)) {
    const { name = '', emptyDir } = item;
    if (emptyDir === undefined) continue;
    const users = usersOf(pipeline, name, context);
    if (users.length < 2) continue;
    const pair = orderedPair(pipeline, users, context);
    if ((pair !== undefined) !== isOrdered) continue;
    const [first, second] = pair ?? users;
    report(
      ['workspaces', at, 'emptyDir'],
      pair === undefined
        ? `${users.length} tasks use workspace ${quoted(name)}, but each gets an emptyDir of its own`
        : `task ${quoted(second?.name)} runs after ${quoted(first?.name)} with the same workspace ${quoted(name)}, but each gets an emptyDir of its own`,
      'bind a volumeClaimTemplate or a persistentVolumeClaim',
    );
  }
}

/** The tasks that share the files of the workspace. */
function usersOf(pipeline: PipelineView, name: string, context: Context): readonly PipelineTaskView[] {
  return pipeline.tasks.filter((task) => {
    const given = items(task.spec.workspaces).some(({ item }) => (item.workspace || item.name) === name);
    const called = given || isHandedDown(task, name) ? context.lookup.taskOf(task) : undefined;
    return called !== undefined && ownNames(task, name).some((own) => mayUse(called, own));
  });
}

/** Whether an embedded Task gets the workspace without being given it, because it declares or uses one with that name. */
function isHandedDown({ embedded, spec }: PipelineTaskView, name: string): boolean {
  if (embedded === undefined || items(spec.workspaces).some(({ item }) => item.name === name)) return false;
  return (
    embedded.workspaces.has(name) || usesOfTask(embedded).some(({ variable }) => variable.kind === 'workspace' && variable.name === name)
  );
}

/** The names that the Task of a pipeline task has for a workspace of the pipeline. */
function ownNames(task: PipelineTaskView, name: string): readonly string[] {
  const given = items(task.spec.workspaces).flatMap(({ item }) => ((item.workspace || item.name) === name ? [item.name ?? ''] : []));
  return given.length === 0 ? [name] : given;
}

function orderedPair(
  pipeline: PipelineView,
  users: readonly PipelineTaskView[],
  context: Context,
): readonly [PipelineTaskView, PipelineTaskView] | undefined {
  for (const [at, second] of users.entries()) {
    for (const first of users.slice(0, at)) {
      if (first.isFinal) continue;
      if (second.isFinal || context.memo.order.waitsFor(pipeline, second.name, first.name)) return [first, second];
      if (context.memo.order.waitsFor(pipeline, first.name, second.name)) return [second, first];
    }
  }
  return undefined;
}

function checkBindings(run: RunView, context: Context, report: Report): void {
  for (const { at, item } of items(run.spec.workspaces)) {
    const kind = (['secret', 'configMap', 'projected'] as const).find((one) => item[one] !== undefined);
    if (kind === undefined) continue;
    const { name = '' } = item;
    for (const [task, workspace, place] of tasksWith(run, name, context)) {
      if (!writesInto(task, workspace)) continue;
      report(
        ['workspaces', at, kind],
        `a step${place} writes into workspace ${quoted(name)}, but a ${kind} is read-only`,
        'bind a writable volume',
      );
      break;
    }
  }
}

/** The Tasks that get the workspace of a run, with their own name for it. */
function* tasksWith(run: RunView, name: string, context: Context): Iterable<readonly [TaskView, string, string]> {
  if (run.kind === 'TaskRun') {
    const task = context.lookup.targetOf(run);
    if (task !== undefined && 'steps' in task) yield [task, name, ''];
    return;
  }
  for (const task of context.lookup.pipelineOf(run)?.tasks ?? []) {
    const called = context.lookup.taskOf(task);
    if (called === undefined) continue;
    const given = items(task.spec.workspaces).some(({ item }) => (item.workspace || item.name) === name);
    if (given || isHandedDown(task, name)) for (const own of ownNames(task, name)) yield [called, own, ` of task ${quoted(task.name)}`];
  }
}

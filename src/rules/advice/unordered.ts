import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineTaskView, PipelineView } from '../view/pipeline-view';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';

/** Advice about tasks that share a workspace. */
export const unorderedRules: readonly Rule[] = [
  {
    code: 'TW538',
    slug: 'unordered-workspace',
    title: 'two tasks share a workspace without an order',
    why: 'the tasks run at the same time, so one may read a file before the other has written it. Tasks that declare the workspace as readOnly, or that use their own name or that of their TaskRun for their files, do not write what another one reads',
    source: 'docs/workspaces.md "Specifying Workspace order in a Pipeline"',
    severity: 'warning',
    lint: 'optional',
    on: 'pipeline',
    fields: ['workspaces'],
    check: checkPipeline,
  },
];

interface User {
  readonly task: PipelineTaskView;
  readonly field: readonly (string | number)[];
  /** Whether it may write files that another task reads or writes. */
  readonly isWriter: boolean;
}

function checkPipeline(pipeline: PipelineView, context: Context, report: Report): void {
  const users = new Map<string, User[]>();
  for (const task of pipeline.tasks)
    for (const { at, item } of items(task.spec.workspaces)) {
      const key = `${item.workspace || item.name}\n${item.subPath ?? ''}`;
      const field = [...task.field.slice(pipeline.field.length), 'workspaces', at];
      users.set(key, [...(users.get(key) ?? []), { task, field, isWriter: isWriter(context.lookup.taskOf(task), item.name) }]);
    }
  for (const [key, all] of users) checkUsers(key.split('\n')[0] ?? '', all, { pipeline, context, report });
}

/** Whether the Task may write to the workspace what other tasks read or write there; an external Task may. */
function isWriter(task: TaskView | undefined, workspace: string | undefined): boolean {
  if (task === undefined || workspace === undefined) return true;
  return task.workspaces.get(workspace)?.readOnly !== true && !hasOwnFiles(task);
}

/** Whether a Task uses what no other task of the run has: the name or uid of its TaskRun or pod, or its own name in the pipeline. */
function hasOwnFiles(task: TaskView): boolean {
  const { steps, stepTemplate } = task.spec;
  const variables = [stepTemplate, ...items(steps).map(({ item }) => item)].flatMap((container) => items(container?.env));
  return (
    usesOfTask(task).some(({ variable }) => variable.kind === 'context' && /^taskRun\.(?:name|uid)$/.test(variable.path)) ||
    variables.some(({ item }) => OWN.test(item.valueFrom?.fieldRef?.fieldPath ?? ''))
  );
}

const OWN = /^metadata\.(?:name|uid|labels\['tekton\.dev\/(?:taskRun|taskRunUID|pipelineTask)'\])$/;

/** Reports each task once, with the first earlier task that runs at the same time. */
function checkUsers(
  name: string,
  users: readonly User[],
  { pipeline, context, report }: { readonly pipeline: PipelineView; readonly context: Context; readonly report: Report },
): void {
  const { order } = context.memo;
  for (const [at, { task, field, isWriter }] of users.entries()) {
    const other = users
      .slice(Math.max(0, at - MAX_COMPARED), at)
      .find(
        ({ task: before, isWriter: isOtherWriter }) =>
          (isWriter || isOtherWriter) &&
          before.isFinal === task.isFinal &&
          before !== task &&
          !order.waitsFor(pipeline, task.name, before.name) &&
          !order.waitsFor(pipeline, before.name, task.name),
      );
    if (other !== undefined)
      report(
        field,
        `${quoted(task.name)} and ${quoted(other.task.name)} use workspace ${quoted(name)} at the same time`,
        `add ${quoted(other.task.name)} to runAfter, or use a subPath`,
      );
  }
}

// the number of earlier tasks with which a task is compared
const MAX_COMPARED = 50;

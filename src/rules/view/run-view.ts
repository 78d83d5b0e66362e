import type { FieldPath } from '../../diagnostics';
import type { PipelineRunSpec, PodTemplate, TaskRunSpec } from '../../spec';
import type { Document } from './document';
import { type PipelineView, viewPipeline } from './pipeline-view';
import { givenParams, Scope } from './scope';
import { type TaskView, viewTask } from './task-view';
import { byName, items, type Loose, type View } from './view';

/** A PipelineRun or TaskRun. */
export type RunView = PipelineRunView | TaskRunView;

/** A PipelineRun. */
export interface PipelineRunView extends View {
  readonly kind: 'PipelineRun';
  readonly spec: Loose<PipelineRunSpec>;
  readonly namespace: string;
  /** Its embedded Pipeline. */
  readonly embedded: PipelineView | undefined;
}

/** A TaskRun. */
export interface TaskRunView extends View {
  readonly kind: 'TaskRun';
  readonly spec: Loose<TaskRunSpec>;
  readonly namespace: string;
  /** Its embedded Task. */
  readonly embedded: TaskView | undefined;
}

export function viewPipelineRun(document: Document, field: FieldPath, spec: Loose<PipelineRunSpec>, namespace: string): PipelineRunView {
  const given = { params: givenParams(spec.params), workspaces: new Set(byName(spec.workspaces).keys()) };
  const { pipelineSpec } = spec;
  const embedded = pipelineSpec && viewPipeline(document, [...field, 'pipelineSpec'], pipelineSpec, namespace, given);
  return { document, field, kind: 'PipelineRun', spec, namespace, embedded };
}

export function viewTaskRun(document: Document, field: FieldPath, spec: Loose<TaskRunSpec>, namespace: string): TaskRunView {
  const scope = new Scope(givenParams(spec.params), undefined, true);
  const embedded = spec.taskSpec && viewTask(document, [...field, 'taskSpec'], spec.taskSpec, scope);
  return { document, field, kind: 'TaskRun', spec, namespace, embedded };
}

/** The pod templates of a run, with their field paths. */
export function podTemplatesOf(run: RunView): readonly { readonly field: FieldPath; readonly template: Loose<PodTemplate> | undefined }[] {
  if (run.kind === 'TaskRun') return [{ field: ['podTemplate'], template: run.spec.podTemplate }];
  const { taskRunTemplate, taskRunSpecs } = run.spec;
  const ofTasks = items(taskRunSpecs).map(({ at, item }) => ({ field: ['taskRunSpecs', at, 'podTemplate'], template: item.podTemplate }));
  return [{ field: ['taskRunTemplate', 'podTemplate'], template: taskRunTemplate?.podTemplate }, ...ofTasks];
}

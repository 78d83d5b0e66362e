import type { Param, TaskSpec } from '../../spec';
import type { Document } from '../view/document';
import { type PipelineView, viewPipeline } from '../view/pipeline-view';
import { type TaskView, viewTask } from '../view/task-view';
import type { Loose } from '../view/view';

/** A reference to an object that a resolver fetches. */
export interface ResolverReference {
  readonly resolver?: string;
  readonly params?: readonly Param[];
}

/** The declarations of a Task or Pipeline that a resolver fetches. */
export interface RemoteObject {
  readonly kind: 'Task' | 'Pipeline';
  readonly reference: ResolverReference;
  readonly spec: Pick<TaskSpec, 'params' | 'results' | 'workspaces'>;
}

const NOWHERE: Document = { origin: '', manifest: {} };

/** Finds remote objects by the resolver and params of a reference. The order of the params does not matter. */
export class RemoteObjects {
  private readonly tasks = new Map<string, TaskView>();
  private readonly pipelines = new Map<string, PipelineView>();

  constructor(objects: readonly RemoteObject[]) {
    for (const { kind, reference, spec } of objects) {
      const key = keyOf(reference);
      if (kind === 'Pipeline') this.pipelines.set(key, viewPipeline(NOWHERE, ['spec'], spec as Loose<object>, ''));
      else this.tasks.set(key, viewTask(NOWHERE, ['spec'], spec as Loose<TaskSpec>));
    }
  }

  task(reference: Loose<ResolverReference>): TaskView | undefined {
    return this.tasks.get(keyOf(reference));
  }

  pipeline(reference: Loose<ResolverReference>): PipelineView | undefined {
    return this.pipelines.get(keyOf(reference));
  }
}

function keyOf({ resolver, params = [] }: Loose<ResolverReference>): string {
  const given = params.map((one) => JSON.stringify([one?.name, one?.value])).sort();
  return JSON.stringify([resolver, ...given]);
}

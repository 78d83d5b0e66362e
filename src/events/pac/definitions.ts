import type { PipelineSpec, TaskRef } from '../../spec';
import type { AnyEventRun } from '../event-run';

/** Where a run of Pipelines-as-Code finds its Pipeline and Tasks. */
export type Definitions = 'inline' | 'cluster';

interface Runnable {
  readonly name: string;
  readonly pipelineRef?: { readonly name?: string; readonly resolver?: string };
  readonly pipelineSpec?: PipelineSpec;
  readonly spec?: PipelineSpec;
  readonly tasks?: readonly { readonly name: string; readonly task: unknown }[];
}

/**
 * The Pipeline as the run refers to it or contains it. Pipelines-as-Code writes every Task that is only named into the run, and fails when
 * it is not in `.tekton`; so a named Task becomes its content, or a reference through the resolver `cluster`.
 * @see pipelines-as-code pkg/resolve/resolve.go inlineTasks
 */
export function definitionOf(pipeline: AnyEventRun['pipeline'], definitions: Definitions, namespace: string): object {
  const { pipelineRef, pipelineSpec, spec, tasks = [], name } = pipeline as unknown as Runnable;
  if (pipelineRef?.resolver !== undefined) return { pipelineRef };
  const own = pipelineSpec ?? spec;
  if (own === undefined || (definitions === 'cluster' && pipelineSpec === undefined))
    return { pipelineRef: inCluster('pipeline', pipelineRef?.name ?? name, namespace) };
  const found = (task: string) => tasks.find((one) => one.name === task)?.task as { readonly spec?: object } | undefined;
  const resolved = (list: PipelineSpec['tasks']) =>
    list?.map((one) => {
      const { taskRef, ...rest } = one;
      if (taskRef?.name === undefined || taskRef.resolver !== undefined || !isTekton(taskRef)) return one;
      const taskSpec = definitions === 'inline' ? found(one.name)?.spec : undefined;
      return taskSpec === undefined ? { ...rest, taskRef: inCluster('task', taskRef.name, namespace) } : { ...rest, taskSpec };
    });
  const last = (own as { readonly finally?: PipelineSpec['tasks'] }).finally;
  return { pipelineSpec: { ...own, tasks: resolved(own.tasks), ...(last !== undefined && { finally: resolved(last) }) } };
}

function isTekton({ apiVersion }: TaskRef): boolean {
  return apiVersion === undefined || apiVersion.startsWith('tekton.dev/');
}

function inCluster(kind: string, name: string, namespace: string): object {
  const params = { kind, name, namespace };
  return { resolver: 'cluster', params: Object.entries(params).map(([key, value]) => ({ name: key, value })) };
}

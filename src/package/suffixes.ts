import { createHash } from 'node:crypto';
import { MAX_NAME_LENGTH, type Manifest, type PipelineSpec, type TaskSpec } from '../spec';
import type { Content } from './content';

// 32 bits: names of one Task in a few versions
const LENGTH = 8;

/**
 * Appends the beginning of the hash of its spec to the name of every Task and StepAction, also where others refer to it. So two versions
 * can be installed side by side, and a Pipeline uses the version it was packaged with.
 */
export function withSuffixes({ tasks, pipelines, leftOut }: Content): Content {
  const actions = renamed(tasks, 'StepAction');
  const withActions = tasks.map((manifest) => (manifest.kind === 'Task' ? mapTask(manifest, actions) : manifest));
  const names = renamed(withActions, 'Task');
  return {
    tasks: withActions.map((manifest) => rename(manifest, manifest.kind === 'Task' ? names : actions)),
    pipelines: pipelines.map((manifest) => mapPipeline(manifest, names, actions)),
    leftOut,
  };
}

type Names = ReadonlyMap<string, string>;

function renamed(manifests: readonly Manifest[], kind: string): Names {
  return new Map(
    manifests
      .filter((manifest) => manifest.kind === kind)
      .map(({ metadata, spec }) => {
        const name = metadata?.name ?? '';
        const hash = createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, LENGTH);
        return [name, `${name.slice(0, MAX_NAME_LENGTH - LENGTH - 1)}-${hash}`];
      }),
  );
}

function rename(manifest: Manifest, names: Names): Manifest {
  const name = names.get(manifest.metadata?.name ?? '');
  return name === undefined || !RENAMED.has(manifest.kind ?? '')
    ? manifest
    : { ...manifest, metadata: { ...manifest.metadata, name, annotations: { ...manifest.metadata?.annotations, ...KEPT } } };
}

// an upgrade of the chart would delete the version that Pipelines of the release before still use (helm.sh/docs/howto/charts_tips_and_tricks)
const KEPT = { 'helm.sh/resource-policy': 'keep' };

const RENAMED: ReadonlySet<string> = new Set(['Task', 'StepAction']);

function mapTask(manifest: Manifest, actions: Names): Manifest {
  return { ...manifest, spec: mapSteps(manifest.spec as TaskSpec, actions) };
}

function mapSteps<T extends Partial<Pick<TaskSpec, 'steps'>>>(spec: T, actions: Names): T {
  const steps = spec.steps?.map((step) => {
    const name = step.ref?.name === undefined ? undefined : actions.get(step.ref.name);
    return name === undefined ? step : { ...step, ref: { ...step.ref, name } };
  });
  return steps === undefined ? spec : { ...spec, steps };
}

function mapPipeline(manifest: Manifest, names: Names, actions: Names): Manifest {
  const spec = manifest.spec as PipelineSpec;
  const map = (tasks: PipelineSpec['tasks']) =>
    tasks?.map((task) => {
      const { taskRef, taskSpec } = task;
      const name = taskRef?.resolver === undefined && taskRef?.name !== undefined ? names.get(taskRef.name) : undefined;
      if (name !== undefined) return { ...task, taskRef: { ...taskRef, name } };
      return taskSpec === undefined ? task : { ...task, taskSpec: mapSteps(taskSpec, actions) };
    });
  const last = spec.finally === undefined ? {} : { finally: map(spec.finally) };
  return { ...manifest, spec: { ...spec, tasks: map(spec.tasks), ...last } };
}

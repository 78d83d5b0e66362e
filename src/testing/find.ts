import type { IConstruct } from 'constructs';
import { suggestion, TekwireError } from '../diagnostics';
import type { Manifest, ObjectMeta, PipelineRunSpec, PipelineSpec, StepActionSpec, TaskRunSpec, TaskSpec } from '../spec';
import { manifestsOf } from './testing';

/** An emitted object whose kind and spec are known. */
export interface EmittedObject<S> extends Manifest {
  readonly metadata: ObjectMeta;
  readonly spec: S;
}

/**
 * Returns the Task of that name, as the app emits it: with policies, patches and overrides applied. `name` is `NAMESPACE/NAME` when several
 * namespaces have a Task of that name.
 * @throws TekwireError when the app emits none of that name, or several
 * @example
 * expect(taskNamed(app, 'build').spec.steps[0]?.image).toBe('quay.io/buildah/stable:v1.41.4');
 */
export function taskNamed(construct: IConstruct, name: string): EmittedObject<TaskSpec> {
  return find(construct, 'Task', name) as EmittedObject<TaskSpec>;
}

/**
 * Returns the Pipeline of that name, as the app emits it. `name` is `NAMESPACE/NAME` when several namespaces have one of that name.
 * @throws TekwireError when the app emits none of that name, or several
 */
export function pipelineNamed(construct: IConstruct, name: string): EmittedObject<PipelineSpec> {
  return find(construct, 'Pipeline', name) as EmittedObject<PipelineSpec>;
}

/**
 * Returns the StepAction of that name, as the app emits it. `name` is `NAMESPACE/NAME` when several namespaces have one of that name.
 * @throws TekwireError when the app emits none of that name, or several
 */
export function stepActionNamed(construct: IConstruct, name: string): EmittedObject<StepActionSpec> {
  return find(construct, 'StepAction', name) as EmittedObject<StepActionSpec>;
}

/**
 * Returns the PipelineRun of that name, as the app emits it; of a generated name the part before the last `-`.
 * @throws TekwireError when the app emits none of that name, or several
 * @example
 * expect(pipelineRunNamed(app, 'nightly').spec.taskRunTemplate?.serviceAccountName).toBe('ci-runs');
 */
export function pipelineRunNamed(construct: IConstruct, name: string): EmittedObject<PipelineRunSpec> {
  return find(construct, 'PipelineRun', name) as EmittedObject<PipelineRunSpec>;
}

/**
 * Returns the TaskRun of that name, as the app emits it; of a generated name the part before the last `-`.
 * @throws TekwireError when the app emits none of that name, or several
 */
export function taskRunNamed(construct: IConstruct, name: string): EmittedObject<TaskRunSpec> {
  return find(construct, 'TaskRun', name) as EmittedObject<TaskRunSpec>;
}

/**
 * Returns the object of any kind and of that name, as the app emits it.
 * @throws TekwireError when the app emits none of that name, or several
 * @example
 * expect(objectNamed(app, 'ServiceAccount', 'ci-runs').automountServiceAccountToken).toBe(false);
 */
export function objectNamed(construct: IConstruct, kind: string, name: string): Manifest {
  return find(construct, kind, name);
}

function find(construct: IConstruct, kind: string, name: string): Manifest {
  const all = manifestsOf(construct);
  const same = all.filter((one) => one.kind === kind);
  const found = same.filter((one) => nameOf(one) === name || fullNameOf(one) === name);
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (first !== undefined)
    throw new TekwireError(`${found.length} objects are ${kind} "${name}" (${found.map(fullNameOf).join(', ')}); write NAMESPACE/NAME`);
  const names = same.map(nameOf);
  const kinds = [...new Set(all.map((one) => String(one.kind)))];
  throw new TekwireError(
    same.length === 0
      ? `the app emits no ${kind}${suggestion(kind, kinds)}`
      : `the app emits no ${kind} "${name}"${suggestion(name, [...new Set(names)])}`,
  );
}

function nameOf({ metadata }: Manifest): string {
  return metadata?.name ?? metadata?.generateName?.replace(/-$/, '') ?? '';
}

function fullNameOf(manifest: Manifest): string {
  return `${manifest.metadata?.namespace ?? 'default'}/${nameOf(manifest)}`;
}

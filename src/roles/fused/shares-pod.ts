import type { StepSpec, TaskSpec } from '../../spec';
import { isRecord } from '../../synth';
import { EmbeddedTask } from '../../task';
import type { AnyConsumer, AnyEnricher } from '../contract';
import { componentPod, componentTemplate } from '../hardening';
import type { AnyOptions } from '../placed';

/**
 * Whether the steps of a component may run in the pod of others. It keeps a pod of its own when it has options of its task, permissions, a
 * Secret, a workspace beside the shared one, sidecars or other settings of its pod, and when a step after which others follow can fail, which
 * ends a Task but not the steps of other components.
 */
export function sharesPod(component: AnyEnricher | AnyConsumer, options: AnyOptions): boolean {
  const { spec, surface } = component as (AnyEnricher | AnyConsumer) & { readonly spec?: TaskSpec };
  if (spec === undefined || Object.keys(options).length > 0) return false;
  return hasNoMoreThanSteps(spec) && isUsual(surface, spec) && !holdsSecret([spec.steps, spec.volumes]) && endsWithItsLastStep(spec.steps);
}

function hasNoMoreThanSteps({ sidecars = [], results = [], steps }: TaskSpec): boolean {
  return steps.length > 0 && sidecars.length === 0 && results.every(({ value }) => value === undefined) && !mentionsArtifacts(steps);
}

function mentionsArtifacts(steps: readonly StepSpec[]): boolean {
  return /\$\((?:step\.)?artifacts\.|\$\(steps\.[\w-]+\.(?:in|out)puts\./.test(JSON.stringify(steps));
}

function isUsual(
  { rbac = [], workspaces, podTemplate }: AnyEnricher['surface'] | AnyConsumer['surface'],
  { stepTemplate }: TaskSpec,
): boolean {
  if (rbac.length > 0 || Object.keys(workspaces).join() !== 'source') return false;
  return isSame(podTemplate, componentPod) && isSame(stepTemplate, usualTemplate());
}

let rendered: unknown;

/** The step template of every component, as it is emitted. */
export function usualTemplate(): TaskSpec['stepTemplate'] {
  rendered ??= new EmbeddedTask('template', { stepTemplate: componentTemplate, steps: () => [] }).taskSpec.stepTemplate;
  return rendered as TaskSpec['stepTemplate'];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const SECRETS = new Set(['secretKeyRef', 'secretRef', 'secret', 'projected', 'csi', 'nodePublishSecretRef']);

/** Whether a step reads a Secret, or a volume may hold one. */
function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isRecord(value) && Object.entries(value).some(([key, one]) => SECRETS.has(key) || holdsSecret(one));
}

/** Whether no step but the last can end the Task. */
function endsWithItsLastStep(steps: readonly StepSpec[]): boolean {
  return steps.slice(0, -1).every(({ onError }) => onError === 'continue');
}

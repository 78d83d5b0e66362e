import type { ResourceRequirements, SecurityContext, StepSpec, TaskSpec } from '../spec';
import { located, placeOf } from '../synth';
import { demandGuarded, guardValues } from './guard-values';
import { refuseValuesInPrograms } from './program-values';

/** What of one step is to be other than in the Task it comes from. */
export interface StepChanges {
  readonly image?: string;
  readonly args?: readonly string[];
  /** Variables that are added, or take the place of those of the same name. */
  readonly env?: Readonly<Record<string, string>>;
  readonly computeResources?: ResourceRequirements;
  readonly securityContext?: SecurityContext;
}

/** What is to be other than in the Task it comes from. */
export interface TaskChanges extends StepChanges {
  /** Name of a second Task beside the first. @default - the Task itself is changed */
  readonly name?: string;
  /** Changes by name of the step; they win over those for all steps. @default - none */
  readonly steps?: Readonly<Record<string, StepChanges>>;
}

/** Returns the Task's `spec` with the changes. `env`, resources and security context go to every step, `image` and `args` to the only one. */
export function changeSteps(spec: TaskSpec, changes: TaskChanges, task: object): TaskSpec {
  const path = placeOf(task);
  const { name: _, steps: byName = {}, image, args, ...forAll } = changes;
  const names = spec.steps.map((step) => step.name ?? '');
  const unknown = Object.keys(byName).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`${path}: "${unknown}" is not a step of the Task (it has: ${names.join(', ')})`);
  const isForOne = image !== undefined || args !== undefined;
  if (isForOne && names.length > 1)
    throw new Error(
      `${path}: image and args of a Task with several steps belong to one of them: write steps: { ${names.join(' | ')}: { image, args } }`,
    );
  const general: StepChanges = { ...forAll, ...(image === undefined ? {} : { image }), ...(args === undefined ? {} : { args }) };
  const { stepTemplate } = spec;
  const steps = spec.steps.map((step) => guardValues(change(change(step, general), byName[step.name ?? ''] ?? {}), stepTemplate));
  for (const [at, step] of steps.entries()) {
    located(path, () => demandGuarded(`steps.${step.name}`, step, stepTemplate));
    const isOwn = step.args !== spec.steps[at]?.args;
    if (isOwn) located(`${path} steps.${step.name}:`, () => refuseValuesInPrograms(step, stepTemplate));
  }
  return { ...spec, steps };
}

function change(step: StepSpec, { env = {}, ...fields }: StepChanges): StepSpec {
  const kept = (step.env ?? []).filter(({ name }) => !(name in env));
  const added = Object.entries(env).map(([name, value]) => ({ name, value }));
  const all = [...kept, ...added];
  return { ...step, ...fields, ...(all.length === 0 ? {} : { env: all }) };
}

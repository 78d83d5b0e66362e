import { TekwireError } from '../diagnostics';
import type { ContainerSpec, EnvVar, ResourceRequirements, SecurityContext, StepSpec, TaskSpec } from '../spec';
import { attempt, demandRecord, demandStrings, isRecord, located, pathOf, refuse, withoutRefused } from '../synth';
import { demandGuarded, guardValues } from './guard-values';
import { refuseValuesInPrograms } from './program-values';
import type { Step } from './step';

/** Changes of one step of a Task. */
export interface StepChanges {
  /** Image name with a tag or digest. @default - the image of the Task */
  readonly image?: string;
  /** Arguments, in place of all those of the step. @default - the arguments of the Task */
  readonly args?: readonly string[];
  /** Environment variables that are added, or replace those of the same name. */
  readonly env?: Readonly<Record<string, string>>;
  /** CPU, memory and other resources. @default - those of the Task */
  readonly computeResources?: ResourceRequirements;
  /** Privileges of the container. @default - those of the Task */
  readonly securityContext?: SecurityContext;
}

/** Changes of a Task. */
export interface TaskChanges extends StepChanges {
  /** Name of a second Task with the changes. @default - the Task itself is changed */
  readonly name?: string;
  /** Changes by name of the step; they override those for all steps. @default - none */
  readonly steps?: Readonly<Record<string, StepChanges>>;
}

/** The props of a Task, as far as changes concern them. */
interface Changeable {
  readonly steps: (context: never) => unknown;
  readonly overrides?: Partial<TaskSpec> | undefined;
}

/** The changes of each step by its name. */
type ChangesOf = (name: string) => StepChanges;

/**
 * Returns the props of a Task with the changes, from which it is rendered again. `env`, resources and security context apply to every step,
 * `image` and `args` to the only one. Changes of a step that does not exist, or that could be for several steps, are reported for the Task
 * and left out. Steps that are manifests already, of a file or a StepAction, are changed as such.
 * @param spec - the `spec` of the Task before the changes
 */
export function changedProps<B extends Changeable>(props: B, spec: TaskSpec, changes: TaskChanges, task: object): B {
  const changesOf = changesByStep(spec, changes, task);
  const changeSpec = (step: StepSpec): StepSpec => changedSpec(step, changesOf(step.name ?? ''), spec.stepTemplate, task);
  const changeItem = (step: unknown): unknown => {
    if (!isRecord(step) || typeof step.name !== 'string') return step;
    return 'spec' in step
      ? { ...step, spec: changeSpec(step.spec as StepSpec) }
      : changedStep(step as unknown as Step, changesOf(step.name));
  };
  const steps = (context: never) => {
    const made = props.steps(context);
    return Array.isArray(made) ? made.map(changeItem) : made;
  };
  const { overrides } = props;
  if (!Array.isArray(overrides?.steps)) return { ...props, steps };
  return { ...props, steps, overrides: { ...overrides, steps: overrides.steps.map(changeSpec) } };
}

function changesByStep(spec: TaskSpec, changes: TaskChanges, task: object): ChangesOf {
  const { name: _, steps: byName = {}, image, args, ...forAll } = checkedChanges(task, changes);
  const names = spec.steps.map((step) => step.name ?? '');
  const known = withoutRefused(task, byName, (name) => demandStep(task, name, names));
  const isForOne = image !== undefined || args !== undefined;
  const fits = !isForOne || attempt(task, () => demandOnly(task, names));
  const general: StepChanges = fits ? { ...forAll, ...(image !== undefined && { image }), ...(args !== undefined && { args }) } : forAll;
  return (name) => {
    const own = Object.hasOwn(known, name) ? known[name] : undefined;
    return own === undefined ? general : { ...general, ...own, ...withEnv({ ...general.env, ...own.env }) };
  };
}

function withEnv(env: Readonly<Record<string, string>>): Pick<StepChanges, 'env'> {
  return Object.keys(env).length === 0 ? {} : { env };
}

function changedStep(step: Step, { env, ...fields }: StepChanges): Step {
  const { overrides } = step;
  return {
    ...step,
    ...fields,
    ...(env !== undefined && { env: { ...step.env, ...env } }),
    ...(overrides !== undefined && { overrides: changedOverrides(overrides, { env, ...fields }) }),
  };
}

/** Changes replace what overrides set, because they are made later. */
function changedOverrides(overrides: Partial<StepSpec>, { env = {}, ...fields }: StepChanges): Partial<StepSpec> {
  const kept = Object.fromEntries(Object.entries(overrides).filter(([field]) => !Object.hasOwn(fields, field)));
  return overrides.env === undefined ? kept : { ...kept, env: joinedEnv(overrides.env, env) };
}

function changedSpec(step: StepSpec, { env = {}, ...fields }: StepChanges, template: ContainerSpec | undefined, task: object): StepSpec {
  const all = joinedEnv(step.env ?? [], env);
  const changed = guardValues({ ...step, ...fields, ...(all.length > 0 && { env: all }) }, template);
  const place = `steps.${step.name}`;
  attempt(task, () => demandGuarded(place, changed, template));
  // values that the manifest had before are left to the rules
  const hasOwnArgs = fields.args !== undefined;
  attempt(task, () =>
    located(`${place}:`, () =>
      refuseValuesInPrograms(changed, template, ({ variable, field: [list, index = -1] }) =>
        list === 'env' ? (changed.env?.[index]?.name ?? '') in env : hasOwnArgs || (variable !== undefined && variable.name in env),
      ),
    ),
  );
  return changed;
}

function joinedEnv(own: readonly EnvVar[], env: Readonly<Record<string, string>>): readonly EnvVar[] {
  return [...own.filter(({ name }) => !(name in env)), ...Object.entries(env).map(([name, value]) => ({ name, value }))];
}

/** Reports changes of another kind than their types say; returns the others. */
function checkedChanges(task: object, changes: TaskChanges): TaskChanges {
  const kept = withoutRefused(task, changes, (key, value) => checkChange(task, 'with', key, value));
  return kept.steps === undefined ? kept : { ...kept, steps: checkedSteps(task, kept.steps) };
}

function checkedSteps(task: object, steps: NonNullable<TaskChanges['steps']>): NonNullable<TaskChanges['steps']> {
  const fine = withoutRefused(task, steps, (name, value) => demandRecord(task, `with.steps.${name}`, value ?? null, STEP));
  const entries = Object.entries(fine).map(([name, one]): [string, StepChanges] => [
    name,
    withoutRefused(task, one, (key, value) => checkChange(task, `with.steps.${name}`, key, value)),
  ]);
  return Object.fromEntries(entries);
}

const STEP = "an object of changes, such as { image: 'busybox:1.37.0' }";

function checkChange(task: object, place: string, key: string, value: unknown): void {
  if (key === 'steps')
    demandRecord(task, `${place}.steps`, value, "an object of changes by step, such as steps: { build: { image: 'go:1' } }");
  if (key === 'args') demandStrings(task, `${place}.args`, value, "an array of strings, such as args: ['-v']");
  if (key !== 'env' || value === undefined) return;
  demandRecord(task, `${place}.env`, value, "an object of variables by name, such as env: { LEVEL: 'high' }");
  for (const [name, one] of Object.entries(value as object))
    if (typeof one !== 'string') refuse(task, `${place}.env.${name}`, one, 'a string');
}

function demandStep(task: object, name: string, names: readonly string[]): void {
  if (!names.includes(name)) fail(task, `with steps.${name}`, `unknown step "${name}" of the Task (available: ${names.join(', ')})`);
}

function demandOnly(task: object, names: readonly string[]): true {
  const all = names.join(' | ');
  if (names.length > 1)
    fail(task, 'with', `the Task has several steps, so image and args must name one; write steps: { ${all}: { image, args } }`);
  return true;
}

function fail(task: object, where: string, problem: string): never {
  throw new TekwireError(`${pathOf(task)}: ${problem}`, { code: 'TW288', where, problem });
}

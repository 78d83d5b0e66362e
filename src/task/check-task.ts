import { isText, tryFindTarget } from '../refs';
import { isScript, isShellValue } from '../script';
import {
  adoptMistakes,
  demandDuration,
  demandList,
  demandRecord,
  isRecord,
  known,
  type Owner,
  refuse,
  rendered,
  reportValue,
  shown,
} from '../synth';
import type { Sidecar } from './container';
import type { Step, StepWithResults } from './step';
import type { TaskVolume } from './volume';

const STEPS = 'write a function that returns the list of steps, as steps: ({ params }) => [{ name, image, script }]';
const STEP = "write { name: 'build', image: 'busybox:1.37.0', ... }, or what step() of a StepAction gives";
const WHEN = "write a list of conditions, as when: [params.os.in('linux')]";

interface AnyStep {
  readonly [field: string]: unknown;
}

/** Refuses what is no body of a Task at all. */
export function checkBody(owner: Owner, props: unknown): void {
  if (!isRecord(props)) refuse(owner, 'props', props, STEPS);
  if (typeof props.steps !== 'function') refuse(owner, 'steps', props.steps, STEPS);
  const { sidecars } = props;
  if (sidecars !== undefined && typeof sidecars !== 'function')
    refuse(owner, 'sidecars', sidecars, 'write a function that returns the list of sidecars');
}

/** Refuses steps that cannot be rendered; gives the others without unknown keys. */
export function checkedSteps(owner: Owner, steps: unknown): readonly (Step | StepWithResults)[] {
  if (!Array.isArray(steps)) refuse(owner, 'what steps returns', steps, 'return a list of steps');
  return steps.map((step: unknown, at) => {
    if (!isRecord(step) || 'stepRef' in step) refuse(owner, `steps[${at}]`, step, STEP);
    if (!('spec' in step)) return checkedStep<Step>('Step', owner, placeIn('steps', at, step), step);
    adoptMistakes(owner, `${placeIn('steps', at, step)()}.`, step);
    return step as unknown as StepWithResults;
  });
}

/** Refuses sidecars that cannot be rendered; gives the others without unknown keys. */
export function checkedSidecars(owner: Owner, sidecars: unknown): readonly Sidecar[] | undefined {
  if (sidecars === undefined) return undefined;
  if (!Array.isArray(sidecars)) refuse(owner, 'what sidecars returns', sidecars, 'return a list of sidecars');
  return sidecars.map((one: unknown, at) => {
    if (!isRecord(one)) refuse(owner, `sidecars[${at}]`, one, "write { name: 'db', image: 'postgres:17.5', ... }");
    return checkedStep<Sidecar>('Sidecar', owner, placeIn('sidecars', at, one), one);
  });
}

/** Refuses volumes that cannot be rendered; gives the others without unknown keys. */
export function checkedVolumes(owner: Owner, volumes: readonly TaskVolume[] | undefined): readonly TaskVolume[] | undefined {
  demandList(owner, 'volumes', volumes, "write a list, as volumes: [{ name: 'cache', emptyDir: {} }]");
  for (const [at, one] of (volumes ?? []).entries())
    if (!isRecord(one)) refuse(owner, `volumes[${at}]`, one, "write { name: 'cache', emptyDir: {} }, or a Volume of cdk8s-plus");
  return known('TaskVolume', rendered(volumes, owner, 'volumes'), owner, { where: 'volumes' });
}

/**
 * Refuses fields of a container that are of another kind than their types say; what the rules see in the manifest they tell of. Gives
 * the container without variables that have no value, and without what no manifest can hold.
 */
export function checkedContainer<T extends AnyStep>(owner: Owner, place: () => string, step: T): T {
  const { env, envFrom, script } = step;
  if (script !== undefined && !isScript(script))
    refuse(owner, `${place()}.script`, script, 'write a script tag before the text: sh`echo hello`');
  if (isScript(script)) checkValues(owner, place, script.values);
  if (envFrom !== undefined) demandItems(owner, `${place()}.envFrom`, envFrom, "write a list, as envFrom: [{ secret: 'token' }]");
  const checked = env === undefined ? step : { ...step, env: checkedEnv(owner, place, env) };
  return rendered(checked, owner, place);
}

function placeIn(list: string, at: number, step: AnyStep): () => string {
  return () => (typeof step.name === 'string' ? `${list}.${step.name}` : `${list}[${at}]`);
}

/** Refuses fields that are of another kind than their types say; gives the step or sidecar without unknown keys. */
export function checkedStep<T>(type: 'Step' | 'Sidecar', owner: Owner, place: () => string, step: AnyStep): T {
  const container = checkedContainer(owner, place, step);
  const { when, timeout } = step;
  if (when !== undefined) demandItems(owner, `${place()}.when`, when, WHEN);
  if (timeout !== undefined) demandDuration(owner, `${place()}.timeout`, timeout);
  return known(type, container, owner, { where: place }) as unknown as T;
}

function checkValues(owner: Owner, place: () => string, values: readonly unknown[]): void {
  for (const value of values) {
    if (tryFindTarget(value)?.type === 'array')
      refuse(owner, `${place()}.script`, value, 'write words(params.list), which becomes one argument for each item', 'a list');
    if (
      value === undefined ||
      value === null ||
      (typeof value === 'object' && !isText(value) && !isShellValue(value) && tryFindTarget(value)?.type !== 'string')
    )
      refuse(owner, `${place()}.script`, value, 'write a text, a number, a declared param, or the path of a declared result or workspace');
  }
}

/** The variables that have a value; the others are reported. */
function checkedEnv(owner: Owner, place: () => string, env: unknown): unknown {
  demandRecord(owner, `${place()}.env`, env, "write the variables by name, as env: { LEVEL: 'high' }");
  const variables = env as AnyStep;
  const isValue = (name: string) =>
    typeof variables[name] === 'string' || (typeof variables[name] === 'object' && variables[name] !== null);
  const missing = Object.keys(variables).filter((name) => !isValue(name));
  for (const name of missing)
    reportValue(owner, place, `env.${name}`, `${shown(variables[name])} is given; write a text, a param, or { valueFrom }`);
  return missing.length === 0 ? env : Object.fromEntries(Object.entries(variables).filter(([name]) => !missing.includes(name)));
}

/** Refuses anything but a list of objects. */
export function demandItems(owner: Owner, field: string, list: unknown, allowed: string): void {
  demandList(owner, field, list, allowed);
  for (const item of list as readonly unknown[]) if (!isRecord(item)) refuse(owner, field, item, allowed);
}

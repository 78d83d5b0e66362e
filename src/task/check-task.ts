import { makeAll } from '../diagnostics';
import { isText, tryFindTarget } from '../refs';
import { isScript, isShellValue } from '../script';
import {
  adoptMistakes,
  adoptWithin,
  attempt,
  checkedInPlace,
  demandDuration,
  demandList,
  demandRecord,
  demandStrings,
  isRecord,
  known,
  mistakesOf,
  type Owner,
  refuse,
  reportValue,
  shown,
  withoutRefused,
} from '../synth';
import { type EnvFrom, nameOf, type Sidecar } from './container';
import type { Step, StepWithResults } from './step';
import type { TaskVolume } from './volume';

const STEPS = 'a function that returns an array of steps; write steps: ({ params }) => [{ name, image, script }]';
const STEP = "a step such as { name: 'build', image: 'busybox:1.37.0', ... }, or the result of step() of a StepAction";
const WHEN = "an array of conditions, such as when: [params.os.in('linux')]";

interface AnyStep {
  readonly [field: string]: unknown;
}

/** Reports props that cannot be those of a Task; returns the others, with steps in any case. */
export function checkedBody<T extends object>(owner: Owner, props: T): T {
  const given = attempt(owner, () => (isRecord(props) ? props : refuse(owner, 'props', props, STEPS))) as AnyStep | undefined;
  const kept = withoutRefused(owner, given ?? { steps: noSteps }, (key, value) => {
    if (key === 'metadata') demandRecord(owner, key, value, "an object such as { labels: { team: 'web' } }");
    if (key === 'sidecars' && value !== undefined && typeof value !== 'function')
      refuse(owner, key, value, 'a function that returns an array of sidecars');
  });
  if (typeof kept.steps === 'function') return kept as T;
  attempt(owner, () => refuse(owner, 'steps', kept.steps, STEPS));
  return { ...kept, steps: noSteps } as unknown as T;
}

const noSteps = (): readonly Step[] => [];

/** Reports steps that cannot be rendered; returns the others without unknown keys. */
export function checkedSteps(owner: Owner, steps: unknown): readonly (Step | StepWithResults)[] {
  return itemsOf(owner, 'the return value of steps', steps, 'an array of steps').flatMap(
    (step, at) => attempt(owner, () => checkedItem(owner, step, at)) ?? [],
  );
}

function checkedItem(owner: Owner, step: unknown, at: number): Step | StepWithResults {
  if (!isRecord(step) || 'stepRef' in step) refuse(owner, `steps[${at}]`, step, STEP);
  if (!('spec' in step)) return checkedStep<Step>('Step', owner, placeIn('steps', at, step), step);
  adoptMistakes(owner, `${placeIn('steps', at, step)()}.`, step);
  return step as unknown as StepWithResults;
}

/** Reports sidecars that cannot be rendered; returns the others without unknown keys. */
export function checkedSidecars(owner: Owner, sidecars: unknown): readonly Sidecar[] | undefined {
  if (sidecars === undefined) return undefined;
  const checked = (one: unknown, at: number) => {
    if (!isRecord(one)) refuse(owner, `sidecars[${at}]`, one, "a sidecar such as { name: 'db', image: 'postgres:17.5', ... }");
    return checkedStep<Sidecar>('Sidecar', owner, placeIn('sidecars', at, one), one);
  };
  const items = itemsOf(owner, 'the return value of sidecars', sidecars, 'an array of sidecars');
  return items.flatMap((one, at) => attempt(owner, () => checked(one, at)) ?? []);
}

/** Reports volumes that cannot be rendered; returns the others without unknown keys. */
export function checkedVolumes(owner: Owner, volumes: readonly TaskVolume[] | undefined): readonly TaskVolume[] | undefined {
  if (volumes === undefined) return undefined;
  const items = itemsOf(owner, 'volumes', volumes, "an array, such as volumes: [{ name: 'cache', emptyDir: {} }]");
  const fits = (one: unknown, at: number) =>
    isRecord(one) || refuse(owner, `volumes[${at}]`, one, "a volume such as { name: 'cache', emptyDir: {} }, or a Volume of cdk8s-plus");
  const kept = items.filter((one, at) => attempt(owner, () => fits(one, at))) as readonly TaskVolume[];
  return known('TaskVolume', checkedInPlace(kept, owner, 'volumes'), owner, { where: 'volumes' });
}

/** The items of a list; anything else is reported and has none. */
function itemsOf(owner: Owner, field: string, list: unknown, allowed: string): readonly unknown[] {
  return attempt(owner, () => (Array.isArray(list) ? (list as readonly unknown[]) : refuse(owner, field, list, allowed))) ?? [];
}

type Check = (owner: Owner, place: () => string, value: unknown) => void;

/** Checks of the fields of a container or step that cannot be rendered with a value of another type; the rules check the manifest. */
const CHECKS = new Map<string, Check>([
  ['script', checkScript],
  [
    'env',
    (owner, place, env) => demandRecord(owner, `${place()}.env`, env, "an object of variables by name, such as env: { LEVEL: 'high' }"),
  ],
  ['envFrom', checkEnvFrom],
  [
    'command',
    (owner, place, words) => demandStrings(owner, `${place()}.command`, words, "an array of strings, such as command: ['go', 'test']"),
  ],
  ['args', (owner, place, words) => demandStrings(owner, `${place()}.args`, words, "an array of strings, such as args: ['-v']")],
  ['when', (owner, place, list) => demandConditions(owner, `${place()}.when`, list, WHEN)],
  ['timeout', (owner, place, timeout) => demandDuration(owner, `${place()}.timeout`, timeout)],
]);

/** Throws for anything but an array of conditions, each with an array of values or with an expression of CEL. */
function demandConditions(owner: Owner, field: string, list: unknown, expected: string): void {
  demandItems(owner, field, list, expected);
  for (const [at, one] of (list as readonly { readonly cel?: unknown; readonly values?: unknown }[]).entries())
    if (one.cel === undefined && !Array.isArray(one.values))
      refuse(owner, `${field}[${at}].values`, one.values, "an array, such as values: ['main']");
}

/**
 * Reports fields of a container that are of another kind than their types say. Returns the container without them, without variables that
 * have no value, and without what no manifest can hold.
 */
export function checkedContainer<T extends AnyStep>(owner: Owner, place: () => string, step: T): T {
  const kept = withoutRefused(owner, step, (field, value) => {
    if (value !== undefined) CHECKS.get(field)?.(owner, place, value);
  });
  const { env } = kept;
  return checkedInPlace(env === undefined ? kept : { ...kept, env: checkedEnv(owner, place, env as AnyStep) }, owner, place);
}

function placeIn(list: string, at: number, step: AnyStep): () => string {
  return () => (typeof step.name === 'string' ? `${list}.${step.name}` : `${list}[${at}]`);
}

/** Reports fields that are of another kind than their types say; returns the step or sidecar without them, and without unknown keys. */
export function checkedStep<T>(type: 'Step' | 'Sidecar', owner: Owner, place: () => string, step: AnyStep): T {
  return known(type, checkedContainer(owner, place, step), owner, { where: place }) as unknown as T;
}

function checkEnvFrom(owner: Owner, place: () => string, list: unknown): void {
  const allowed = "an array, such as envFrom: [{ secret: 'token' }]";
  demandItems(owner, `${place()}.envFrom`, list, allowed);
  for (const [at, { secret, configMap }] of (list as readonly EnvFrom[]).entries())
    for (const named of [secret, configMap]) if (named !== undefined) nameOf(named, owner, `${place()}.envFrom[${at}]`);
}

function checkScript(owner: Owner, place: () => string, script: unknown): void {
  if (!isScript(script)) refuse(owner, `${place()}.script`, script, 'a script; write a script tag before the text: sh`echo hello`');
  const where = () => `${place()}.script`;
  if (mistakesOf(script).length > 0) adoptMistakes(owner, where(), script);
  for (const value of script.values) adoptWithin(owner, where, value);
  checkValues(owner, place, script.values);
}

function checkValues(owner: Owner, place: () => string, values: readonly unknown[]): void {
  makeAll(values, (value) => {
    if (tryFindTarget(value)?.type === 'array')
      refuse(owner, `${place()}.script`, value, 'a string; write words(params.list), which becomes one argument for each item', 'an array');
    if (
      value === undefined ||
      value === null ||
      (typeof value === 'object' && !isText(value) && !isShellValue(value) && tryFindTarget(value)?.type !== 'string')
    )
      refuse(owner, `${place()}.script`, value, 'a string, a number, a declared param, or the path of a declared result or workspace');
  });
}

/** The variables that have a value; the others are reported. */
function checkedEnv(owner: Owner, place: () => string, variables: AnyStep): AnyStep {
  const missing = Object.keys(variables).filter((name) => !isVariable(variables[name]));
  for (const name of missing)
    reportValue(owner, place, `env.${name}`, `expected a string, a param, or { valueFrom }, found ${shown(variables[name])}`);
  return missing.length === 0 ? variables : Object.fromEntries(Object.entries(variables).filter(([name]) => !missing.includes(name)));
}

function isVariable(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (!isRecord(value)) return false;
  return isText(value) || tryFindTarget(value) !== undefined || value.value !== undefined || value.valueFrom !== undefined;
}

/** Throws for anything but an array of objects. */
export function demandItems(owner: Owner, field: string, list: unknown, allowed: string): void {
  demandList(owner, field, list, allowed);
  for (const [at, item] of (list as readonly unknown[]).entries())
    if (!isRecord(item)) refuse(owner, field, item, allowed, `${shown(item)} at index ${at}`);
}

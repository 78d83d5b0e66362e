import { isText, tryFindTarget } from '../refs';
import { demandDuration, demandList, demandRecord, isRecord, type Owner, refuse } from './refuse';
import { isScript } from './script';

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

/** Refuses steps that cannot be rendered. */
export function checkSteps(owner: Owner, steps: unknown): void {
  if (!Array.isArray(steps)) refuse(owner, 'what steps returns', steps, 'return a list of steps');
  for (let at = 0; at < steps.length; at++) {
    const step: unknown = steps[at];
    if (!isRecord(step) || 'stepRef' in step) refuse(owner, `steps[${at}]`, step, STEP);
    else if (!('spec' in step)) checkStep(owner, 'steps', at, step);
  }
}

/** Refuses sidecars that cannot be rendered. */
export function checkSidecars(owner: Owner, sidecars: unknown): void {
  if (sidecars === undefined) return;
  if (!Array.isArray(sidecars)) refuse(owner, 'what sidecars returns', sidecars, 'return a list of sidecars');
  for (const [at, one] of sidecars.entries())
    if (isRecord(one)) checkStep(owner, 'sidecars', at, one);
    else refuse(owner, `sidecars[${at}]`, one, "write { name: 'db', image: 'postgres:17.5', ... }");
}

/** Refuses volumes that cannot be rendered. */
export function checkVolumes(owner: Owner, volumes: unknown): void {
  demandList(owner, 'volumes', volumes, "write a list, as volumes: [{ name: 'cache', emptyDir: {} }]");
  for (const [at, one] of ((volumes as readonly unknown[] | undefined) ?? []).entries())
    if (!isRecord(one)) refuse(owner, `volumes[${at}]`, one, "write { name: 'cache', emptyDir: {} }, or a Volume of cdk8s-plus");
}

/** Refuses fields of a container that are of another kind than their types say; what the rules see in the manifest they tell of. */
export function checkContainer(owner: Owner, place: () => string, step: AnyStep): void {
  const { env, envFrom, script } = step;
  if (script !== undefined && !isScript(script))
    refuse(owner, `${place()}.script`, script, 'write a script tag before the text: sh`echo hello`');
  if (isScript(script)) checkValues(owner, place, script.values);
  if (env !== undefined) checkEnv(owner, place, env);
  if (envFrom !== undefined) demandItems(owner, `${place()}.envFrom`, envFrom, "write a list, as envFrom: [{ secret: 'token' }]");
}

function checkStep(owner: Owner, list: string, at: number, step: AnyStep): void {
  const place = () => (typeof step.name === 'string' ? `${list}.${step.name}` : `${list}[${at}]`);
  checkContainer(owner, place, step);
  const { when, timeout } = step;
  if (when !== undefined) demandItems(owner, `${place()}.when`, when, WHEN);
  if (timeout !== undefined) demandDuration(owner, `${place()}.timeout`, timeout);
}

function checkValues(owner: Owner, place: () => string, values: readonly unknown[]): void {
  for (const value of values)
    if (value === undefined || value === null || (typeof value === 'object' && !isText(value) && tryFindTarget(value) === undefined))
      refuse(owner, `${place()}.script`, value, 'write a text, a number, a declared param, or the path of a declared result or workspace');
}

function checkEnv(owner: Owner, place: () => string, env: unknown): void {
  demandRecord(owner, `${place()}.env`, env, "write the variables by name, as env: { LEVEL: 'high' }");
  for (const name in env as object) {
    const value = (env as AnyStep)[name];
    if (typeof value !== 'string' && (typeof value !== 'object' || value === null))
      refuse(owner, `${place()}.env.${name}`, value, 'write a text, a param, or { valueFrom }');
  }
}

/** Refuses anything but a list of objects. */
export function demandItems(owner: Owner, field: string, list: unknown, allowed: string): void {
  demandList(owner, field, list, allowed);
  for (const item of list as readonly unknown[]) if (!isRecord(item)) refuse(owner, field, item, allowed);
}

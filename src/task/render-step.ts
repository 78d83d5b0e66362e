import { ruleError } from '../diagnostics';
import { isText, plain, type Ref, type Text, tryFindTarget } from '../refs';
import type { StepValueScope } from '../script';
import { isScript, renderScript, variableName } from '../script';
import type { ContainerSpec, EnvVar, SidecarSpec, StepSpec } from '../spec';
import { attempt, located } from '../synth';
import { type ContainerProps, type EnvSource, renderEnvFrom, type Sidecar } from './container';
import { goDuration } from './duration';
import { literal } from './guard-values';
import { refuseValuesInPrograms } from './program-values';
import { renderWhen } from './render-when';
import type { Step } from './step';
import type { StepText } from './step-text';

/** Renders a step; a step that refers to a StepAction has no image. */
export function renderStep(step: Partial<Step>): StepSpec {
  const { when, timeout, overrides } = step;
  const spec: { -readonly [k in keyof StepSpec]?: StepSpec[k] } = renderContainer(step, `steps.${step.name}`);
  if (when !== undefined) spec.when = when.map(renderWhen);
  if (timeout !== undefined) spec.timeout = goDuration(timeout);
  return (overrides === undefined ? spec : defined({ ...spec, ...overrides })) as StepSpec;
}

/** Returns what `render` makes of a container. When its script or command line cannot be rendered, that is reported and left out. */
export function renderProgram<C extends object, S>(owner: object, container: C, render: (container: C) => S): S {
  return attempt(owner, () => render(container)) ?? render({ ...container, script: undefined, command: undefined, args: undefined });
}

/** Renders a sidecar. */
export function renderSidecar(sidecar: Sidecar): SidecarSpec {
  return defined({ ...renderContainer(sidecar, `sidecars.${sidecar.name}`), ...sidecar.overrides }) as SidecarSpec;
}

/** Fields that are not written to the manifest unchanged. */
const RENDERED: ReadonlySet<string> = new Set(['script', 'env', 'envFrom', 'when', 'timeout', 'overrides']);

/**
 * Renders the fields that steps, sidecars and the step template have in common, and those of their own that need no rendering.
 * @param place - the container's location in its Task, for errors
 */
export function renderContainer(props: Partial<ContainerProps<StepValueScope>>, place: string): ContainerSpec & { script?: string } {
  const { script, env, envFrom } = props;
  const spec = plainFields(props);
  if (env !== undefined || isScript(script)) located(`${place}.script:`, () => addScript(spec, new Variables(env), script));
  if (envFrom !== undefined) spec.envFrom = envFrom.map(renderEnvFrom);
  located(`${place}:`, () => refuseValuesInPrograms(spec));
  return spec as unknown as ContainerSpec & { script?: string };
}

function plainFields(props: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key in props) {
    const value: unknown = props[key as keyof typeof props];
    if (value !== undefined && !RENDERED.has(key)) fields[key] = plain(value);
  }
  return fields;
}

function addScript(spec: Record<string, unknown>, variables: Variables, script: ContainerProps<StepValueScope>['script']): void {
  if (isScript(script)) {
    const { text, list, takesArguments } = renderScript(script, (value) => variables.nameOf(value));
    if (takesArguments && spec.args !== undefined)
      throw ruleError('TW193', '', 'words() replaces the arguments of the step, which has args too', 'use one of them');
    spec.script = text;
    if (list !== undefined) spec.args = [String(list)];
  }
  const env = variables.rendered();
  if (env.length > 0) spec.env = env;
}

/** The environment of a step: the variables that its script needs, and after them those of the program. */
class Variables {
  private readonly byText = new Map<string, string>();
  private readonly made: EnvVar[] = [];
  private readonly names: Set<string>;

  constructor(private readonly given: Readonly<Record<string, StepText<StepValueScope> | EnvSource>> = {}) {
    this.names = new Set(Object.keys(given));
  }

  /** The variable that holds the value; created at its first use, with a number at the end when the name is taken. */
  nameOf(value: Ref | Text | string): string {
    const known = this.byText.get(String(value));
    if (known !== undefined) return known;
    const wanted = variableName(value);
    let name = wanted;
    for (let i = 2; this.names.has(name); i++) name = `${wanted}_${i}`;
    this.names.add(name);
    this.byText.set(String(value), name);
    this.made.push({ name, value: literal(String(value)) });
    return name;
  }

  rendered(): EnvVar[] {
    return [...this.made, ...Object.entries(this.given).map(([name, value]) => renderVariable(name, value))];
  }
}

function renderVariable(name: string, value: StepText<StepValueScope> | EnvSource): EnvVar {
  if (typeof value === 'string') return { name, value };
  if (isText(value) || tryFindTarget(value) !== undefined) return { name, value: String(value) };
  const { value: literal, valueFrom } = value as EnvSource;
  return valueFrom === undefined ? { name, value: String(literal) } : { name, valueFrom: plain(valueFrom) };
}

/** Removes keys whose value is undefined. */
export function defined<T extends object>(value: T): T {
  const copy: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) copy[key] = value[key];
  return copy as T;
}

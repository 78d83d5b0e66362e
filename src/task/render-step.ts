import { isText, plain, type Ref, type Text, tryFindTarget } from '../refs';
import type { ContainerSpec, EnvVar, SidecarSpec, StepOnError, StepSpec } from '../spec';
import { type ContainerProps, type EnvSource, renderEnvFrom, type Sidecar } from './container';
import { goDuration } from './duration';
import { renderScript, variableName } from './render-script';
import { renderWhen } from './render-when';
import type { StepValueScope } from './scope';
import { isScript } from './script';
import type { Step } from './step';
import type { StepText } from './step-text';

/** A step as the manifest holds it; one that refers to a StepAction has no image. */
export function renderStep(step: Partial<Step>): StepSpec {
  const { name, displayName, when, timeout, onError, overrides, ...container } = step;
  return defined({
    name,
    displayName,
    ...renderContainer(container),
    when: when?.map(renderWhen),
    timeout: timeout && goDuration(timeout),
    onError: onError && (String(onError) as StepOnError),
    ...overrides,
  });
}

/** A sidecar as the manifest holds it. */
export function renderSidecar({ name, overrides, ...container }: Sidecar): SidecarSpec {
  return defined({ name, ...renderContainer(container), ...overrides });
}

/** The fields that steps, sidecars and the step template share, as the manifest holds them. */
export function renderContainer(props: Partial<ContainerProps<StepValueScope>>): ContainerSpec & { script?: string } {
  const { script, env = {}, envFrom, ...rest } = props;
  const variables = new Variables(env);
  const rendered = isScript(script) ? renderScript(script, (value) => variables.nameOf(value)) : undefined;
  const all = variables.rendered();
  return defined({
    ...plain(rest),
    script: rendered,
    env: all.length === 0 ? undefined : all,
    envFrom: envFrom?.map(renderEnvFrom),
  }) as ContainerSpec & { script?: string };
}

/** The environment of a step: what the program gives, and what its script needs. */
class Variables {
  private readonly byText = new Map<string, string>();
  private readonly env: Map<string, StepText<StepValueScope> | EnvSource>;

  constructor(env: Readonly<Record<string, StepText<StepValueScope> | EnvSource>>) {
    this.env = new Map(Object.entries(env));
  }

  /** The variable that holds the value; made at its first use, with a number behind it where the name is taken. */
  nameOf(value: Ref | Text): string {
    const known = this.byText.get(String(value));
    if (known !== undefined) return known;
    const wanted = variableName(value);
    let name = wanted;
    for (let i = 2; this.env.has(name); i++) name = `${wanted}_${i}`;
    this.byText.set(String(value), name);
    this.env.set(name, String(value));
    return name;
  }

  rendered(): EnvVar[] {
    return [...this.env].map(([name, value]) => renderVariable(name, value));
  }
}

function renderVariable(name: string, value: StepText<StepValueScope> | EnvSource): EnvVar {
  if (typeof value === 'string') return { name, value };
  if (isText(value) || tryFindTarget(value) !== undefined) return { name, value: String(value) };
  const { value: literal, valueFrom } = value as EnvSource;
  return valueFrom === undefined ? { name, value: String(literal) } : { name, valueFrom: plain(valueFrom) };
}

/** Without the keys that hold undefined. */
export function defined<T extends object>(value: T): T {
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (item !== undefined) copy[key] = item;
  return copy as T;
}

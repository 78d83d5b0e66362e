import type { ContainerSpec } from '../spec';
import { valuesIn } from './values';

type Container = { readonly [k in 'env' | 'envFrom' | 'command' | 'args']?: ContainerSpec[k] };

/** A value of the run in whose place the kubelet would put a secret if it were `$(NAME)`. */
export interface ExposedValue {
  /** The field of the container that holds it. */
  readonly field: readonly (string | number)[];
  /** What stands between the parentheses, as `params.url`. */
  readonly body: string;
  /** The secret, as `variable "TOKEN"` or `Secret "api"`. */
  readonly secret: string;
}

/**
 * The values of a container that can name one of its secrets: in `env` those behind a variable of a Secret, in `command` and `args` all.
 * @param template - the Task's stepTemplate, whose variables Tekton puts behind those of the step
 * @see Kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables, pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs
 */
export function exposedValues(container: Container, template: Container = {}): readonly ExposedValue[] {
  const found: ExposedValue[] = [];
  const own = container.env ?? [];
  const inherited = (template.env ?? []).filter((usual) => !own.some((entry) => entry?.name === usual?.name));
  let secret = secretOfAll([...(container.envFrom ?? []), ...(template.envFrom ?? [])]);
  for (const [at, entry] of [...own, ...inherited].entries()) {
    const field = at < own.length ? ['env', at, 'value'] : ['env'];
    if (secret !== undefined) for (const { body, isList } of valuesIn(entry?.value)) if (!isList) found.push({ field, body, secret });
    if (entry?.valueFrom?.secretKeyRef !== undefined) secret ??= `variable "${entry.name}"`;
  }
  if (secret === undefined) return found;
  for (const list of ['command', 'args'] as const)
    for (const [at, item] of (container[list] ?? []).entries())
      for (const { body } of valuesIn(item)) found.push({ field: [list, at], body, secret });
  return found;
}

function secretOfAll(sources: NonNullable<Container['envFrom']>): string | undefined {
  const name = sources.find((source) => source?.secretRef !== undefined)?.secretRef?.name;
  return name === undefined ? undefined : `Secret "${name}"`;
}

import type { ContainerSpec } from '../spec';
import { valuesIn } from './values';

type Container = { readonly [k in 'env' | 'envFrom' | 'command' | 'args']?: ContainerSpec[k] };

/** A run-time value in a field in which the kubelet expands `$(NAME)`: such a value could print a secret of the container. */
export interface ExposedValue {
  /** The path of the container's field with the value. */
  readonly field: readonly (string | number)[];
  /** The text between the parentheses, such as `params.url`. */
  readonly body: string;
  /** The secret, as `variable "TOKEN"` or `Secret "api"`. */
  readonly secret: string;
}

/**
 * Returns the values of a container that could read one of its secrets: in `env` those after a variable of a Secret, in `command` and
 * `args` all.
 * @param template - the Task's stepTemplate, whose variables Tekton puts after those of the step
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

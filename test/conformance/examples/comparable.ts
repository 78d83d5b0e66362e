type Fields = Readonly<Record<string, unknown>>;

/**
 * An object as Tekton has defaulted it, reduced to what it means: labels, annotations and the spec, params by their name. In scripts the
 * head line, the shell's safety options and the checks of integers go, variables that hold a `$(…)` become that, and a `$(…)` stands without
 * quotes around it. What a Pipeline says of its runs is an addition of ours.
 */
export function comparable(object: unknown): unknown {
  const { kind, metadata, spec } = object as { readonly kind: string; readonly metadata: Fields; readonly spec: unknown };
  const { labels = {}, annotations: given = {} } = metadata as { readonly labels?: unknown; readonly annotations?: Fields };
  const { 'tekwire.dev/run': _, ...annotations } = given;
  return { kind, labels, annotations, spec: simplified(spec) };
}

/** Places where two values differ, sorted, as `.spec.tasks.0.runAfter`: with what stands here and there. */
export function differences(theirs: unknown, ours: unknown, path = ''): string[] {
  if (isFields(theirs) && isFields(ours) && Array.isArray(theirs) === Array.isArray(ours)) {
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])].sort();
    return keys
      .filter((key) => !isNameOfUnnamed(path, key, theirs))
      .flatMap((key) => differences(theirs[key], ours[key], `${path}.${key}`));
  }
  return JSON.stringify(theirs) === JSON.stringify(ours) ? [] : [`${path}: ${JSON.stringify(theirs)} became ${JSON.stringify(ours)}`];
}

// our API wants every step and sidecar named; Tekton would name these itself
function isNameOfUnnamed(path: string, key: string, theirs: Fields): boolean {
  return key === 'name' && /\.(steps|sidecars)\.\d+$/.test(path) && [undefined, ''].includes(theirs[key] as string | undefined);
}

function simplified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(simplified);
  if (!isFields(value)) return value;
  const { script, env, ...rest } = value;
  const fields = Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [key, key === 'params' && Array.isArray(item) ? byName(item) : simplified(item)]),
  );
  if (typeof script !== 'string') return env === undefined ? fields : { ...fields, env: simplified(env) };
  return { ...fields, ...withoutVariables(script, (env ?? []) as readonly Variable[]) };
}

// their order says nothing
function byName(params: readonly unknown[]): unknown {
  return Object.fromEntries(params.map((param) => [(param as { readonly name: string }).name, simplified(param)]));
}

interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** The script with `$(…)` in place of the variables that hold nothing else, as Tekton would substitute it, and the variables that are left. */
function withoutVariables(script: string, env: readonly Variable[]): Fields {
  let text = script
    .replace(/^#!.*\n/, '')
    .replace(/^(set -euo pipefail|set -eu|import os)\n/, '')
    .replace(/^case .* must be an integer of at most 18 digits .* esac\n/gm, '');
  const left = env.filter(({ name, value = '' }) => {
    const before = text;
    if (/^\$\([^()]+\)$/.test(value)) text = text.replace(useOf(name), () => value);
    return before === text;
  });
  const interpreter = /^#!.*?(\w+)\n/.exec(script)?.[1] ?? 'sh';
  return { interpreter, script: text.replace(/"(\$\([a-z][\w.[\]-]*\))"/g, '$1').trim(), ...(left.length === 0 ? {} : { env: left }) };
}

/** The shell's `$NAME` and `${NAME}`, with the quotes that a script tag puts around it. */
function useOf(name: string): RegExp {
  const use = `\\$(?:\\{${name}\\}|${name}\\b)`;
  return new RegExp(`'"${use}"'|"${use}"|${use}`, 'g');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

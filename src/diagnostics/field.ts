import type { FieldPath } from './diagnostic';

/** Prints a field path as Kubernetes does: `spec.tasks[0].params[1].value`. */
export function fieldText(field: FieldPath): string {
  let text = '';
  for (const part of field) text += typeof part === 'number' ? `[${part}]` : text === '' ? part : `.${part}`;
  return text;
}

/**
 * Prints a field path as the program names it: array items by their name, without `spec` and a trailing `value`, and the task of a
 * pipeline as a part of the path. `['spec', 'tasks', 1, 'params', 0, 'value', 0]` gives `/deduplicate params.producer-result-paths[0]`;
 * the leading `/` means that it continues the construct's path.
 */
export function whereText(manifest: unknown, field: FieldPath): string {
  const names = namedParts(manifest, field);
  if (names[0] === 'spec') names.shift();
  if (field[field.length - 1] === 'value' && names.length > 1) names.pop();
  const isTask = (names[0] === 'tasks' || names[0] === 'finally') && typeof names[1] === 'string' && names[1] !== '';
  if (!isTask) return joined(names);
  const rest = joined(names.slice(2));
  return `/${names[1]}${rest === '' ? '' : ` ${rest}`}`;
}

/** Replaces an index by the item's name and drops the `value` between a named item and an index into it. */
function namedParts(manifest: unknown, field: FieldPath): (string | number)[] {
  const parts: (string | number)[] = [];
  let value = manifest;
  let wasNamed = false;
  field.forEach((part, at) => {
    value = isRecord(value) ? value[part] : undefined;
    const name = typeof part === 'number' && isRecord(value) ? value.name : undefined;
    const isNamed = typeof name === 'string' && name !== '';
    if (!(wasNamed && part === 'value' && at < field.length - 1)) parts.push(isNamed ? name : part);
    wasNamed = isNamed;
  });
  return parts;
}

function joined(parts: readonly (string | number)[]): string {
  return fieldText(parts);
}

function isRecord(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

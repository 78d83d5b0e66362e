import { type FieldPath, fieldText } from '../diagnostics';

/** One field that a policy has changed. @open */
export interface PolicyChange {
  /** Path of the construct that the program made. */
  readonly construct: string;
  /** Kind of the object that is emitted. */
  readonly kind: string;
  /** The field in it, as `spec.steps[0].image`. */
  readonly field: string;
  /** The value before; undefined when there was none. */
  readonly before?: unknown;
  /** The value that the policy gave; undefined when it took the field away. */
  readonly after?: unknown;
  /** The policy's name. */
  readonly policy: string;
}

/** The fields that differ, each with both values; what only one side has is one field, however much is below it. */
export function fieldsThatDiffer(
  before: unknown,
  after: unknown,
  field: FieldPath = [],
): Pick<PolicyChange, 'field' | 'before' | 'after'>[] {
  if (Object.is(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ field: fieldText(field), before, after }];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => fieldsThatDiffer(before[key], after[key], [...field, Array.isArray(after) ? Number(key) : key]));
}

/** A line for each change: `web/build spec.steps[0].image: "busybox:1" → "registry.acme.example/busybox:1" (mirrorImages)`. */
export function printChanges(changes: readonly PolicyChange[]): string {
  return changes
    .map(({ construct, field, before, after, policy }) => `${construct} ${field}: ${shown(before)} → ${shown(after)} (${policy})\n`)
    .join('');
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

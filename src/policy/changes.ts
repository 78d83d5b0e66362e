import { type FieldPath, fieldText } from '../diagnostics';

/** One field that a policy changed. @open */
export interface PolicyChange {
  /** Path of the construct. */
  readonly construct: string;
  /** Kind of the emitted object. */
  readonly kind: string;
  /** The field path in the object, such as `spec.steps[0].image`. */
  readonly field: string;
  /** The value before the change; undefined when the field was absent. */
  readonly before?: unknown;
  /** The value after the change; undefined when the policy removed the field. */
  readonly after?: unknown;
  /** The policy's name. */
  readonly policy: string;
}

/** The fields that differ, each with both values; a subtree that only one side has counts as one field. */
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

/** Prints one line per change: `web/build spec.steps[0].image: "busybox:1" → "registry.acme.example/busybox:1" (mirrorImages)`. */
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

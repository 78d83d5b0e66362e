import { quoted, TekwireError } from '../diagnostics';

/** Whom a mistake is told of: a construct by its path, anything else by its name. */
export type Owner = object;

/**
 * Stops where a value is of another kind than its type says, as only programs have it that no compiler reads. `allowed` says what to
 * write, `told` what was given where that is more than its kind.
 */
export function refuse(owner: Owner, field: string, value: unknown, allowed: string, told = shown(value)): never {
  const place = [placeOf(owner), field].filter((part) => part !== '').join(' ');
  const hints = value === undefined ? (remarks.get(placeOf(owner)) ?? []) : [];
  throw new TekwireError([`${place === '' ? '' : `${place}: `}${told} is given; ${allowed}`, ...hints].join('; '));
}

/** What was wrong with the options of an owner, by its place: what is missing may only be misspelt. */
const remarks = new Map<string, string[]>();

/** Takes note of a mistake in the options of an owner, for the case that it cannot be made at all. */
export function remark(place: string, message: string): void {
  if (place !== '') remarks.set(place, [...(remarks.get(place) ?? []), message]);
}

/** Forgets all remarks: another app has been begun. */
export function forgetRemarks(): void {
  remarks.clear();
}

/** Refuses anything but a list, or nothing at all. */
export function demandList(owner: Owner, field: string, value: unknown, allowed: string): void {
  if (value !== undefined && !Array.isArray(value)) refuse(owner, field, value, allowed);
}

/** Refuses anything but an object that is no list, or nothing at all. */
export function demandRecord(owner: Owner, field: string, value: unknown, allowed: string): void {
  if (value !== undefined && !isRecord(value)) refuse(owner, field, value, allowed);
}

/** Refuses anything but a `Duration` of cdk8s, or nothing at all. */
export function demandDuration(owner: Owner, field: string, value: unknown): void {
  if (value !== undefined && typeof (value as { toMilliseconds?: unknown } | null)?.toMilliseconds !== 'function')
    refuse(owner, field, value, 'write a Duration of cdk8s, as Duration.minutes(5)');
}

/** Whether it is an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names the place in the errors of `make` that have a code, as `TW191 app/build steps.run.script: …`. */
export function located<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error) || !/^TW19\d /.test(error.message)) throw error;
    throw new Error(
      error.message.replace(/^TW19\d /, (code) => `${code}${place} `),
      { cause: error },
    );
  }
}

/** The construct's path, or the name of what is none. */
export function placeOf(owner: Owner): string {
  const { node } = owner as { readonly node?: { readonly path: string } };
  // what has a path may not have a name yet
  return node === undefined ? ((owner as { readonly name?: string }).name ?? '') : node.path;
}

/** The value as a message tells of it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : quoted(value);
}

import { attempt, isRecord, refuse } from '../../synth';

const unread = new WeakSet<object>();

/** Marks an object that could not be read, which has been reported: any result of it can be used, so that the program continues. */
export function markUnread<T extends object>(made: T): T {
  unread.add(made);
  return made;
}

/** Whether the interface of the object is unknown because it could not be read. */
export function isUnread(made: object): boolean {
  return unread.has(made);
}

/** Returns the name; anything else is reported for the owner, which is then called `unknown`. `how` shows the right call. */
export function checkedName(owner: object, name: unknown, how: string): string {
  return (
    attempt(owner, () => (typeof name === 'string' ? name : refuse(owner, 'name', name, `a string, as in ${how}`, found(name)))) ?? UNKNOWN
  );
}

const UNKNOWN = 'unknown';

/** Most often the scope that constructs have as their first argument. */
function found(name: unknown): string | undefined {
  return isRecord(name) && 'node' in name ? 'a construct; leave it out, because this is not a construct' : undefined;
}

/** Returns the interface of an external object; anything but an object is reported for the owner. */
export function checkedInterface<T extends object>(owner: object, surface: T): T {
  return (
    attempt(owner, () =>
      isRecord(surface) ? surface : refuse(owner, 'surface', surface, 'an object such as { params: { url: param.string() } }'),
    ) ?? ({} as T)
  );
}

/** The name for what an address names that could not be read: the one in the options, or the last part of the address. */
export function unreadName(address: unknown, options: { readonly name?: string } | undefined): string {
  const [, last = UNKNOWN] = typeof address === 'string' ? (/([a-z0-9][-a-z0-9]*)(?:\.ya?ml)?$/.exec(address) ?? []) : [];
  return typeof options?.name === 'string' ? options.name : last;
}

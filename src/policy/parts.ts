/** Whether the value is an object of a manifest, not an array or scalar. */
export function isPart(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the part with the field changed if the field is an object, else the part itself. */
export function changePart<T extends object, K extends keyof T>(part: T, key: K, change: (value: NonNullable<T[K]>) => T[K]): T {
  const value = part[key];
  return isPart(value) ? replaced(part, key, change(value as NonNullable<T[K]>)) : part;
}

type ItemOf<L> = L extends readonly (infer I)[] ? I : never;

/** Returns the part with the objects of an array field changed; other items are left for the rules to report. */
export function changeItems<T extends object, K extends keyof T>(
  part: T,
  key: K,
  change: (item: ItemOf<NonNullable<T[K]>>, at: number) => ItemOf<NonNullable<T[K]>>,
): T {
  const list: unknown = part[key];
  if (!Array.isArray(list)) return part;
  const items: readonly unknown[] = list;
  const changed = items.map((item, at) => (isPart(item) ? change(item as ItemOf<NonNullable<T[K]>>, at) : item));
  return changed.every((item, at) => item === items[at]) ? part : { ...part, [key]: changed };
}

/** Returns the part with the field changed if the field is a string. */
export function changeText<T extends object, K extends keyof T>(part: T, key: K, change: (text: string) => string): T {
  const value = part[key];
  return typeof value === 'string' ? replaced(part, key, change(value) as T[K]) : part;
}

function replaced<T extends object, K extends keyof T>(part: T, key: K, value: T[K]): T {
  return value === part[key] ? part : { ...part, [key]: value };
}

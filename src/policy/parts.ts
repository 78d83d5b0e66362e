/** Whether the value is an object of a manifest, neither list nor text. */
export function isPart(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The part with another value in the field, where the field is an object; else the part itself. */
export function changePart<T extends object, K extends keyof T>(part: T, key: K, change: (value: NonNullable<T[K]>) => T[K]): T {
  const value = part[key];
  return isPart(value) ? replaced(part, key, change(value as NonNullable<T[K]>)) : part;
}

type ItemOf<L> = L extends readonly (infer I)[] ? I : never;

/** The part with other objects in a list of its; what is no object stays for the rules to judge. */
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

/** The part with another text in the field, where the field is a text. */
export function changeText<T extends object, K extends keyof T>(part: T, key: K, change: (text: string) => string): T {
  const value = part[key];
  return typeof value === 'string' ? replaced(part, key, change(value) as T[K]) : part;
}

function replaced<T extends object, K extends keyof T>(part: T, key: K, value: T[K]): T {
  return value === part[key] ? part : { ...part, [key]: value };
}

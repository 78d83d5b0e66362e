import { fieldUses } from './field-table';

type Uses = typeof fieldUses;

/** A path or name of a field, as it occurs in the path of a variable. */
type Segment = string | number | undefined;

/** Returns the paths of the fields of a part that have the use, such as `image` and `env.value`. */
export function fieldsWith<C extends keyof Uses>(column: C, part: keyof Uses[C] & string): ReadonlySet<Segment> {
  return new Set(String(fieldsOf(column)[part]).split(' '));
}

/** Returns the names of all fields that have the use, in any part. */
export function namesWith(column: keyof Uses): ReadonlySet<Segment> {
  return new Set(Object.values(fieldsOf(column)).flatMap((paths) => paths.split(' ').map((path) => path.slice(path.lastIndexOf('.') + 1))));
}

function fieldsOf(column: keyof Uses): Readonly<Record<string, string>> {
  return fieldUses[column];
}

/** Whether the path leads to one of the fields, or into it; indexes do not count. */
export function leadsInto(fields: ReadonlySet<Segment>, path: readonly Segment[]): boolean {
  let at = '';
  for (const segment of path) {
    if (typeof segment !== 'string') continue;
    at = at === '' ? segment : `${at}.${segment}`;
    if (fields.has(at)) return true;
  }
  return false;
}

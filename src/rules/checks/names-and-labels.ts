import type { FieldPath } from '../../diagnostics';
import { isRecord } from '../notation/record';

/** A text that becomes a name or the value of a label. */
export interface NameText {
  readonly path: FieldPath;
  readonly text: string;
  /** Whether capitals are allowed. */
  readonly isLabel: boolean;
}

/** The names and labels of an object. */
export function namesOf({ name, generateName, labels }: Readonly<Record<string, unknown>>, start: FieldPath): NameText[] {
  const own = Object.entries({ name, generateName }).map(([key, text]) => ({ path: [...start, key], text, isLabel: false }));
  const more = isRecord(labels) ? Object.entries(labels) : [];
  const all = [...own, ...more.map(([key, text]) => ({ path: [...start, 'labels', key], text, isLabel: true }))];
  return all.flatMap(({ text, ...one }) => (typeof text === 'string' ? [{ ...one, text }] : []));
}

const REFERRED: ReadonlySet<string> = new Set(['claimName', 'secretName', 'serviceAccountName', 'taskServiceAccountName']);
const MAX_DEPTH = 12;

/** The names of other objects in a part of a manifest, and names and labels of what it makes: claims, and pods of embedded Tasks. */
export function namesBelow(value: unknown, path: FieldPath): NameText[] {
  if (typeof value !== 'object' || value === null || path.length > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]): NameText[] => {
    const inner = [...path, Array.isArray(value) ? Number(key) : key];
    if (REFERRED.has(key) && typeof item === 'string') return [{ path: inner, text: item, isLabel: false }];
    return key === 'metadata' && isRecord(item) ? namesOf(item, inner) : namesBelow(item, inner);
  });
}

import { type FieldPath, quoted } from '../../diagnostics';
import type { Report } from '../contract/rule';
import { isLabelKey, isLabelValue } from '../notation/name';
import { isRecord } from '../notation/record';

const KEYS = 'use [prefix/]name, a name of at most 63 letters, digits, "-", "_" and "."';
const VALUES = 'use at most 63 letters, digits, "-", "_" and ".", starting and ending with a letter or digit';

/** Reports labels that the API server refuses. */
export function checkLabels(field: FieldPath, labels: unknown, report: Report): void {
  if (!isRecord(labels)) return;
  for (const [key, value] of Object.entries(labels)) {
    if (!isLabelKey(key)) report([...field, key], `invalid label key ${quoted(key)}; ${KEYS}`);
    if (typeof value === 'string' && !isLabelValue(value)) report([...field, key], `invalid label value ${quoted(value)}; ${VALUES}`);
  }
}

/** Reports keys of annotations that the API server refuses. */
export function checkAnnotationKeys(field: FieldPath, annotations: unknown, report: Report): void {
  if (!isRecord(annotations)) return;
  for (const key of Object.keys(annotations))
    if (!isLabelKey(key.toLowerCase())) report([...field, key], `invalid annotation key ${quoted(key)}; ${KEYS}`);
}

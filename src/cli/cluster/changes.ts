import { type Applied, cleaned, type FieldChange, fieldChanges, idOf, idText } from '../../deploy';

/** What happened, or would happen, to one object. */
export interface ObjectChange {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly change: Applied['change'] | 'deleted';
  readonly fields: readonly FieldChange[];
}

/** The change of an applied object; fields only for an object that existed before. */
export function changeOf({ manifest, before, change }: Applied, namespace: string): ObjectChange {
  const fields = before === undefined || change === 'unchanged' ? [] : fieldChanges(cleaned(before), cleaned(manifest));
  return { ...idOf(manifest, namespace), change, fields };
}

const WORDS: Readonly<Record<ObjectChange['change'], string>> = {
  created: 'created',
  configured: 'configured',
  unchanged: 'unchanged',
  deleted: 'deleted',
};

/** Lines for people. @param isPlan - whether it would happen */
export function changeLines(one: ObjectChange, isPlan: boolean): readonly string[] {
  const space = one.namespace === undefined ? '' : ` in ${one.namespace}`;
  const verb = one.change === 'unchanged' || !isPlan ? WORDS[one.change] : `would be ${WORDS[one.change]}`;
  const fields = one.fields.map(({ field, before, after }) => `  ${field}: ${shown(before)} → ${shown(after)}`);
  return [`${idText(one)}${space} ${verb}`, ...(isPlan ? fields : [])];
}

const WIDTH = 100;

/** A value as JSON, shortened in the middle of long texts such as scripts. */
export function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = JSON.stringify(value);
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH - 20)}… ${text.length} characters`;
}

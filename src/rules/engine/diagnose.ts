import { type Diagnostic, type FieldPath, type RuleText, type TextLocation, whereText } from '../../diagnostics';
import type { View } from '../view/view';

/** The text of a diagnostic. */
export interface Said {
  readonly message: string;
  readonly fix?: string | undefined;
  readonly at?: TextLocation | undefined;
}

/** Builds the diagnostic for a field of a subject; `rest` is the field path relative to the subject. */
export function diagnose(
  { code, severity }: Pick<RuleText, 'code' | 'severity'>,
  { document, field: start }: View,
  rest: FieldPath,
  { message, fix, at }: Said,
): Diagnostic {
  const { origin, index = 0, manifest } = document;
  const field = [...start, ...rest];
  const where = whereText(manifest, field);
  const more = { ...(fix === undefined ? {} : { fix }), ...(at === undefined ? {} : { at }) };
  return { code, severity, origin, index, field, where, message, ...more };
}

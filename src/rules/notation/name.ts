const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PARAM = /^[_a-zA-Z][_a-zA-Z0-9.-]*$/;
const OBJECT_PARAM = /^[_a-zA-Z][_a-zA-Z0-9-]*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** What a DNS label is, for messages. */
export const LABEL_TEXT = 'use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends';

/** Whether the text is a DNS label as Kubernetes reads it: `clone`, `go-1`. */
export function isLabel(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/** Whether the text is a DNS name of labels and dots of at most `limit` characters: `clone.v2`. */
export function isSubdomain(text: string, limit: number): boolean {
  return text.length <= limit && SUBDOMAIN.test(text);
}

/** Whether the text can be a label's value or the last part of its key. Empty is a value, too. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= 63 && QUALIFIED.test(text));
}

/** Whether the text can be the key of a label or annotation: `team`, `example.com/team`. */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return name !== '' && isLabelValue(name) && (slash < 0 || isSubdomain(text.slice(0, slash), 253));
}

/** Whether the text can be a result's name for Tekton (result_validation.go ResultNameFormat). */
export function isResultName(text: string): boolean {
  return QUALIFIED.test(text);
}

/** Whether the text can be the name of a param, or with `isObject` that of an object param or of one of its keys. */
export function isParamName(text: string, isObject: boolean): boolean {
  return (isObject ? OBJECT_PARAM : PARAM).test(text);
}

/** What the name of a param is, for messages. */
export function paramNameText(isObject: boolean): string {
  return isObject
    ? 'for objects use letters, digits, "-" and "_", with a letter or "_" first'
    : 'use letters, digits, "-", "_" and ".", with a letter or "_" first';
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PARAM = /^[_a-zA-Z][_a-zA-Z0-9.-]*$/;
const OBJECT_PARAM = /^[_a-zA-Z][_a-zA-Z0-9-]*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** How a DNS label is written, for messages. */
export const LABEL_TEXT = 'use at most 63 lower-case letters, digits and "-", starting and ending with a letter or digit';

/** Whether the string is a DNS label as Kubernetes defines it: `clone`, `go-1`. */
export function isLabel(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/** Whether the string is a DNS subdomain (labels joined by dots) of at most `limit` characters: `clone.v2`. */
export function isSubdomain(text: string, limit: number): boolean {
  return text.length <= limit && SUBDOMAIN.test(text);
}

/** Whether the string is a valid label value, or a valid last part of a label key. The empty string is a valid value. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= 63 && QUALIFIED.test(text));
}

/** Whether the string is a valid key of a label or annotation: `team`, `example.com/team`. */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  return name !== '' && isLabelValue(name) && (slash < 0 || isSubdomain(text.slice(0, slash), 253));
}

/** Whether Tekton accepts the string as the name of a result (result_validation.go ResultNameFormat). */
export function isResultName(text: string): boolean {
  return QUALIFIED.test(text);
}

/** Whether the string is a valid param name; with `isObject`, a valid name of an object param or of one of its keys. */
export function isParamName(text: string, isObject: boolean): boolean {
  return (isObject ? OBJECT_PARAM : PARAM).test(text);
}

/** How the name of a param is written, for messages. */
export function paramNameText(isObject: boolean): string {
  return isObject
    ? 'for objects use letters, digits, "-" and "_", starting with a letter or "_"'
    : 'use letters, digits, "-", "_" and ".", starting with a letter or "_"';
}

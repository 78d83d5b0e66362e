const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const time = /^(\d{4})-(\d\d)-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const escapes = /%(?![0-9a-f]{2})/i;
const uriCharacters = /^[\w\-.~:/?#@!$&'()*+,;=%]*$/;
const authority = /^[\w\-.~%!$&'()*+,;=]*(?::[\w\-.~%!$&'()*+,;=]*)?@?[\w\-.~%!$&'()*+,;=]*(?::\d*)?$/;

/** Whether a text is a GUID. */
export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** Whether a text is a time of RFC 3339 with its zone. */
export function isTime(text: string): boolean {
  const [, year, month, day] = time.exec(text) ?? [];
  return year !== undefined && isDayOf(Number(year), Number(month), Number(day));
}

const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a day is in the calendar. */
export function isDayOf(year: number, month: number, day: number): boolean {
  const days = daysOfMonths[month - 1];
  if (days === undefined || day < 1 || day > days) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month !== 2 || day !== 29 || isLeap;
}

/** Whether a text is a URI with a scheme; those with brackets are not taken for one. */
export function isUri(text: string): boolean {
  const [, rest] = /^[a-z][a-z0-9+.-]*:(.*)$/is.exec(text) ?? [];
  return rest !== undefined && isRest(rest);
}

/** Whether a text is a URI or a reference that is relative to one. */
export function isUriReference(text: string): boolean {
  if (isUri(text)) return true;
  const [first = ''] = text.split(/[/?#]/, 1);
  return !first.includes(':') && isRest(text);
}

function isRest(text: string): boolean {
  if (!uriCharacters.test(text) || escapes.test(text) || (text.match(/#/g) ?? []).length > 1) return false;
  const [, named] = /^\/\/([^/?#]*)/.exec(text) ?? [];
  return named === undefined || authority.test(named);
}

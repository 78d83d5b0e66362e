import { quoted } from '../diagnostics';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names of the values, from `from` on. */
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: MONTHS },
  { name: 'day of the week', from: 0, to: 6, names: DAYS },
];
const MACROS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/**
 * Returns why Kubernetes refuses a schedule; undefined when it accepts it. A schedule has five fields, `minute hour day month weekday`.
 * @see robfig/cron parser.go ParseStandard
 */
export function cronMistake(schedule: string): string | undefined {
  if (schedule.startsWith('@')) {
    if (MACROS.has(schedule) || /^@every (\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(schedule)) return undefined;
    return `unknown word ${quoted(schedule)}; expected one of: ${[...MACROS].join(', ')}`;
  }
  if (/\bTZ=/.test(schedule)) return 'a time zone belongs into timeZone';
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `it has ${parts.length} fields; expected 5: minute, hour, day of the month, month, day of the week`;
  for (const [at, field] of FIELDS.entries()) {
    const wrong = (parts[at] ?? '').split(',').find((part) => !isRange(part, field));
    if (wrong !== undefined)
      return `${quoted(wrong)} is not a valid ${field.name}; expected ${field.from} to ${field.to}, *, a range or a step such as */15`;
  }
  return undefined;
}

function isRange(part: string, field: Field): boolean {
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  if (range === '' || (step !== undefined && Number(step) < 1)) return false;
  if (range === '*' || range === '?') return true;
  const ends = range.split('-').map((end) => numberOf(end, field));
  if (ends.length > 2 || ends.some((end) => end === undefined || end < field.from || end > field.to)) return false;
  return ends.length === 1 || (ends[0] ?? 0) <= (ends[1] ?? 0);
}

function numberOf(text: string, { from, names = [] }: Field): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const at = names.indexOf(text.toLowerCase());
  return at < 0 ? undefined : at + from;
}

/** Returns why a time zone is not one of the IANA database; undefined when it is. */
export function timeZoneMistake(name: string): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return undefined;
  } catch {
    return `unknown time zone ${quoted(name)}; expected a name such as Europe/Berlin or Etc/UTC`;
  }
}

import { isDayOf } from '../log/formats';
import { isObject, type JsonObject } from '../log/rewrite';

/** The reasons that OpenVEX has for "not affected". */
export const vexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;

/** One accepted group of findings: those that match all of `tool`, `rule`, `path` and `fingerprint` that are given. */
export interface Suppression {
  /** Name of the tool; `*` stands for any characters. */
  readonly tool?: string;
  /** Id of the rule; `*` stands for any characters. */
  readonly rule?: string;
  /** Path relative to the sources: a file, a folder, or a pattern with `*` and `**`. */
  readonly path?: string;
  /** `fingerprints["tekwire/v2"]` of one finding. */
  readonly fingerprint?: string;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it counts, as `2027-01-31`. */
  readonly expires?: string;
  /** Reason for "not affected" in an OpenVEX document. */
  readonly vex?: string;
}

/** The suppressions of a file, or what is wrong with it, one line each. */
export type SuppressionsOutcome =
  | { readonly suppressions: readonly Suppression[]; readonly problems?: undefined }
  | { readonly suppressions?: undefined; readonly problems: readonly string[] };

const fields = ['tool', 'rule', 'path', 'fingerprint', 'reason', 'owner', 'expires', 'vex'] as const;

/** Reads the parsed content of `.tekwire/suppressions.yaml`. One mistake refuses the whole file: what it accepts would not be certain. */
export function readSuppressions(value: unknown): SuppressionsOutcome {
  if (value === null || value === undefined) return { suppressions: [] };
  if (!isObject(value)) return { problems: ['expected an object with the key "suppressions"'] };
  const unknown = Object.keys(value).filter((key) => key !== 'suppressions' && key !== 'version' && key !== '$schema');
  const { suppressions: list = [], version = 1 } = value;
  const problems = [
    ...unknown.map((key) => `unknown key ${JSON.stringify(key)} (available: suppressions, version)`),
    ...(version === 1 ? [] : [`version is ${JSON.stringify(version)}; expected 1`]),
    ...(Array.isArray(list) || list === null ? [] : ['suppressions is not an array']),
    ...(Array.isArray(list) ? list.flatMap((one, at) => problemsOf(one, `suppressions[${at}]`)) : []),
  ];
  return problems.length > 0 ? { problems } : { suppressions: (list ?? []) as readonly Suppression[] };
}

function problemsOf(value: unknown, where: string): readonly string[] {
  if (!isObject(value)) return [`${where} is not an object`];
  const unknown = Object.keys(value).filter((key) => !fields.some((one) => one === key));
  const wrong = fields.filter((key) => value[key] !== undefined && (typeof value[key] !== 'string' || value[key].trim() === ''));
  const hasPattern = [value.rule, value.path, value.fingerprint].some((one) => one !== undefined);
  return [
    ...unknown.map((key) => `${where} has the unknown key ${JSON.stringify(key)} (available: ${fields.join(', ')})`),
    ...wrong.map((key) => `${where}.${key} is not a string with text`),
    ...(hasPattern ? [] : [`${where} needs a rule, a path or a fingerprint`]),
    ...(value.reason === undefined ? [`${where}.reason is missing; write why the finding is accepted`] : []),
    ...(wrong.length > 0 ? [] : [...problemsOfDate(value, where), ...problemsOfVex(value, where)]),
  ];
}

function problemsOfDate({ expires }: JsonObject, where: string): readonly string[] {
  if (typeof expires !== 'string' || isDay(expires)) return [];
  return [`${where}.expires is ${JSON.stringify(expires)}; expected a date as in 2027-01-31`];
}

function problemsOfVex({ vex }: JsonObject, where: string): readonly string[] {
  if (vex === undefined || vexJustifications.some((one) => one === vex)) return [];
  return [`${where}.vex is ${JSON.stringify(vex)}; expected one of: ${vexJustifications.join(', ')}`];
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year !== undefined && isDayOf(Number(year), Number(month), Number(day));
}

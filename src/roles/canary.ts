import { type FutureConstruct, isRecord, known, refuse, withoutRefused } from '../synth';
import type { Step, StepText } from '../task';

/** A weakness that is planted for a scanner in a folder of its pod, outside of the sources, to see that it sees. */
export interface Canary {
  /**
   * Texts of files by their path in the folder; an array of strings is one text in pieces, so that the manifest itself has no secret in it
   * that scanners would find.
   */
  readonly files: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Ids of rules that the scan of these files must report; an array of strings has the names of one rule in several versions. The folder that
   * Semgrep puts before the name of a rule is left out.
   */
  readonly finds: readonly (string | readonly string[])[];
  /**
   * Files of the sources from which the scanner takes its settings when they lie beside what it scans, such as `.gitleaks.toml`: they are
   * copied beside the planted files, so that settings that make it blind do so there, too. @default - none
   */
  readonly settings?: readonly string[];
}

/** The folder with the planted files. */
export const CANARY_ROOT = '/scratch/canary';

/**
 * The volume of that folder. All containers of a pod start together, and a working directory that is missing then is made by the container runtime,
 * for root, so that no step could plant anything in it.
 */
export const canaryVolume = { name: 'canary', emptyDir: {} } as const;

/** The mount of that volume, in the steps that plant and scan. */
export const canaryMount = { name: 'canary', mountPath: CANARY_ROOT } as const;

/** The directory of the reports about them. */
export const CANARY_REPORTS = '/scratch/canary-reports';

const FORM = "{ files: { 'canary.go': text }, finds: ['G103'] }, or false";

/** Reports a canary that cannot be used; returns any other, and undefined for none. */
export function checkedCanary(owner: FutureConstruct, given: unknown): Canary | undefined {
  if (given === undefined || given === false) return undefined;
  const { canary } = withoutRefused(owner, { canary: given } as Readonly<Record<string, unknown>>, (field, value) => {
    if (!isCanary(known('Canary', value as Canary, owner, { where: field }))) refuse(owner, field, value, FORM);
    const { files, settings = [] } = value as Canary;
    const outside = [...Object.keys(files), ...settings].find((path) => path.startsWith('/') || path.split('/').includes('..'));
    if (outside !== undefined) refuse(owner, `${field}.files`, outside, 'paths below the folder of the canary, such as src/canary.go');
  });
  return canary as Canary | undefined;
}

function isCanary(value: unknown): value is Canary {
  const isText = (one: unknown) =>
    typeof one === 'string' || (Array.isArray(one) && one.length > 0 && one.every((part) => typeof part === 'string'));
  if (!isRecord(value) || !isRecord(value.files) || !Array.isArray(value.finds)) return false;
  const { settings } = value;
  if (settings !== undefined && !(Array.isArray(settings) && settings.every((one) => typeof one === 'string'))) return false;
  const texts = Object.values(value.files);
  return texts.length > 0 && texts.every(isText) && value.finds.length > 0 && value.finds.every(isText);
}

/** Variables of the step that plants the canary. */
export function plantingEnv(canary: Canary | undefined): Readonly<Record<string, string>> {
  if (canary === undefined) return {};
  const files = Object.entries(canary.files).map(([path, text]) => [path, [text].flat()]);
  const settings = canary.settings ?? [];
  return {
    ...(settings.length > 0 && { CANARY_SETTINGS: settings.join(',') }),
    CANARY: JSON.stringify(Object.fromEntries(files)),
    CANARY_ROOT,
    CANARY_REPORTS,
  };
}

/** Variables of the step that checks whether the canary was found. */
export function findingEnv(canary: Canary | undefined, report: string, exitCodePath: (step: 'canary') => StepText): Step['env'] {
  if (canary === undefined) return {};
  const finds = canary.finds.map((rule) => [rule].flat());
  return { CANARY_FINDS: JSON.stringify(finds), CANARY_REPORT: report, CANARY_EXIT_CODE_FILE: exitCodePath('canary') };
}

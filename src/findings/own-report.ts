import { markIncomplete } from './failed-run';
import { isObject, type JsonObject } from './rewrite';
import type { SarifLog, SarifRun } from './sarif';
import { collapse } from './text';

/** Tools whose own JSON says what their SARIF leaves out: gosec what it could not read, Semgrep which rules are critical. */
const ownReportFormats = ['gosec', 'semgrep'] as const;

/** A tool whose own JSON is understood. */
type OwnReportFormat = (typeof ownReportFormats)[number];

/** Says whether a text is one of the formats. */
export function isOwnReportFormat(text: string): text is OwnReportFormat {
  return ownReportFormats.some((one) => one === text);
}

const completers: Readonly<Record<OwnReportFormat, (run: SarifRun, report: JsonObject) => SarifRun>> = {
  gosec: (run, report) => {
    const [first, ...others] = gosecErrors(report);
    if (first === undefined) return run;
    return markIncomplete(run, others.length === 0 ? first : `${first} (and ${others.length} more)`);
  },
  semgrep: markCriticalRules,
};

/** The log with what the tool's own JSON says beyond it. A report that cannot be understood makes the log incomplete: nobody knows what it would have said. */
export function addOwnReport(log: SarifLog, format: OwnReportFormat, text: string): SarifLog {
  const report = tryParse(text);
  const complete = (run: SarifRun) =>
    report ? completers[format](run, report) : markIncomplete(run, `${format} left no report of its own that can be read beside its SARIF`);
  return { ...log, runs: log.runs.map(complete) };
}

function tryParse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Sources that do not compile: gosec passes over them (its text says "Golang errors in file", its SARIF nothing). */
function gosecErrors(report: JsonObject): readonly string[] {
  const byFile = report['Golang errors'];
  if (!isObject(byFile)) return [];
  const errors = Object.entries(byFile).flatMap(([file, list]) => (Array.isArray(list) ? list : [list]).map((error) => ({ file, error })));
  // what stands under no file is what the compiler said of the whole package: the same again
  const ofFiles = errors.filter(({ file }) => file !== '');
  return (ofFiles.length > 0 ? ofFiles : errors).map(printError);
}

function printError({ file, error: reported }: { readonly file: string; readonly error: unknown }): string {
  const { line, error } = isObject(reported) ? reported : { line: undefined, error: reported };
  const place = file === '' ? '' : `${[file, line].filter((part) => part !== undefined).join(':')}: `;
  return `sources that do not compile are not scanned: ${place}${collapse(String(error))}`;
}

/** In Semgrep's SARIF CRITICAL is the level `error`, as HIGH is. The other words have levels of their own. */
function markCriticalRules(run: SarifRun, { results }: JsonObject): SarifRun {
  if (!Array.isArray(results)) return run;
  const critical = new Set(results.filter((one) => one?.extra?.severity === 'CRITICAL').map(({ check_id }) => check_id));
  const { driver } = run.tool;
  const rules = driver.rules?.map((rule) =>
    critical.has(rule.id) ? { ...rule, properties: { ...rule.properties, severity: 'CRITICAL' } } : rule,
  );
  return rules ? { ...run, tool: { ...run.tool, driver: { ...driver, rules } } } : run;
}

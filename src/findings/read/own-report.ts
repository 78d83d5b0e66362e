import { markBlind, markIncomplete } from '../log/failed-run';
import { isObject, type JsonObject } from '../log/rewrite';
import type { SarifLog, SarifRun } from '../log/sarif';
import { collapse } from '../log/text';

/** Tools whose own JSON has information that their SARIF lacks: files that gosec could not read, severities of Grype, KICS and Semgrep. */
const ownReportFormats = ['gosec', 'grype', 'kics', 'semgrep'] as const;

/** A tool whose own JSON is supported. */
type OwnReportFormat = (typeof ownReportFormats)[number];

/** Whether a string is one of the formats. */
export function isOwnReportFormat(text: string): text is OwnReportFormat {
  return ownReportFormats.some((one) => one === text);
}

const completers: Readonly<Record<OwnReportFormat, (run: SarifRun, report: JsonObject) => SarifRun>> = {
  gosec: (run, report) => {
    const [first, ...others] = gosecErrors(report);
    if (first === undefined) return run;
    return markIncomplete(run, others.length === 0 ? first : `${first} (and ${others.length} more)`);
  },
  grype: markMatches,
  kics: (run, report) => markUnscannedByKics(markQueries(run, report), report),
  semgrep: (run, report) => markUnscanned(markCriticalRules(run, report), report),
};

/** Adds the information of the tool's own JSON to the log. A report that cannot be parsed makes the log incomplete. */
export function addOwnReport(log: SarifLog, format: OwnReportFormat, text: string): SarifLog {
  const report = tryParse(text);
  const complete = (run: SarifRun) =>
    report ? completers[format](run, report) : markIncomplete(run, `${format} left no readable JSON report beside its SARIF`);
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

/** Sources that do not compile: gosec skips them (its text output says "Golang errors in file", its SARIF nothing). */
function gosecErrors(report: JsonObject): readonly string[] {
  const byFile = report['Golang errors'];
  if (!isObject(byFile)) return [];
  const errors = Object.entries(byFile).flatMap(([file, list]) => (Array.isArray(list) ? list : [list]).map((error) => ({ file, error })));
  // errors without a file are those of the whole package and repeat the others
  const ofFiles = errors.filter(({ file }) => file !== '');
  return (ofFiles.length > 0 ? ofFiles : errors).map(printError);
}

function printError({ file, error: reported }: { readonly file: string; readonly error: unknown }): string {
  const { line, error } = isObject(reported) ? reported : { line: undefined, error: reported };
  const location = file === '' ? '' : `${[file, line].filter((part) => part !== undefined).join(':')}: `;
  return `sources that do not compile are not scanned: ${location}${collapse(String(error))}`;
}

/** Semgrep succeeds when no rule fits any file; only its JSON lists the files that it scanned, and its SARIF the rules that it loaded. */
function markUnscanned(run: SarifRun, { paths }: JsonObject): SarifRun {
  if (!isObject(paths) || !Array.isArray(paths.scanned) || paths.scanned.length > 0) return run;
  const count = run.tool.driver.rules?.length ?? 0;
  const why = count === 0 ? 'it has no rules' : `none of its ${count} ${count === 1 ? 'rule' : 'rules'} is for a language of the sources`;
  return markBlind(run, `it scanned no file: ${why}`);
}

/** In Semgrep's SARIF both CRITICAL and HIGH have the level `error`; the other severities have distinct levels. */
function markCriticalRules(run: SarifRun, { results }: JsonObject): SarifRun {
  if (!Array.isArray(results)) return run;
  const critical = results.filter((one) => one?.extra?.severity === 'CRITICAL').map(({ check_id }) => [check_id, 'CRITICAL'] as const);
  return withSeverities(run, new Map(critical));
}

/** In Grype's SARIF, whose results are its matches in their order, Negligible and Unknown are low. */
function markMatches(run: SarifRun, { matches }: JsonObject): SarifRun {
  if (!Array.isArray(matches)) return run;
  const results = run.results.map((result, at) => {
    const { vulnerability, artifact } = matches[at] ?? {};
    if (result.ruleId !== `${vulnerability?.id}-${artifact?.name}`) return result;
    return { ...result, properties: { ...result.properties, severity: vulnerability.severity } };
  });
  return { ...run, results };
}

/** KICS writes both CRITICAL and HIGH as the level `error` into its SARIF, and INFO as an informational result, although it counts it. */
function markQueries(run: SarifRun, { queries }: JsonObject): SarifRun {
  if (!Array.isArray(queries)) return run;
  const severities = new Map(queries.filter(isObject).map(({ query_id, severity }) => [query_id, severity]));
  const results = run.results.map((result) =>
    result.kind === 'informational' && severities.get(result.ruleId) === 'INFO'
      ? { ...result, kind: 'fail', level: 'note' as const }
      : result,
  );
  return withSeverities({ ...run, results }, severities);
}

/** KICS succeeds when it cannot parse a file, and when the time of a query is up; only its JSON counts these. */
function markUnscannedByKics(run: SarifRun, report: JsonObject): SarifRun {
  const count = (name: string) => (typeof report[name] === 'number' ? report[name] : 0);
  const unparsed = count('files_scanned') - count('files_parsed');
  const unfinished = count('queries_failed_to_execute');
  const gaps = [
    ...(unparsed > 0 ? [`${unparsed} of ${count('files_scanned')} files could not be parsed; its log names them`] : []),
    ...(unfinished > 0 ? [`${unfinished} of its ${count('queries_total')} queries did not end`] : []),
  ];
  return gaps.reduce(markIncomplete, run);
}

/** The run, whose rules have the tool's words for their severities. */
function withSeverities(run: SarifRun, severities: ReadonlyMap<unknown, unknown>): SarifRun {
  const { driver } = run.tool;
  const rules = driver.rules?.map((rule) => {
    const severity = severities.get(rule.id);
    return severity === undefined ? rule : { ...rule, properties: { ...rule.properties, severity } };
  });
  return rules ? { ...run, tool: { ...run.tool, driver: { ...driver, rules } } } : run;
}

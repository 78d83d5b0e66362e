import { ruleFinder } from '../log/rule';
import type { SarifDriver, SarifLog, SarifResult, SarifRule, SarifRun } from '../log/sarif';
import { compareText } from '../log/text';
import { compareSeverity, type FindingSeverity } from '../severity/severity';
import { severityOf } from '../severity/severity-of';

/**
 * What GitHub takes of an upload, and shows of it.
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const limits = { runs: 20, results: 5000, rules: 25_000, tags: 10, locations: 100 } as const;

/** The files for GitHub, and what was done to respect its limits. */
export interface GitHubFiles {
  readonly logs: readonly SarifLog[];
  /** One sentence each; empty when one file fits as it is. */
  readonly remarks: readonly string[];
}

/**
 * Splits a log into files that GitHub code scanning takes and shows whole: at most 20 runs in a file, and of a run with more than 5,000 results
 * several with categories of their own, the most severe rules first, so that a rule stays in one category. Rules keep ten tags, results 100
 * locations.
 */
export function splitForGitHub(log: SarifLog): GitHubFiles {
  const remarks: string[] = [];
  const runs = log.runs.flatMap((run) => splitRun(trimmed(run, remarks), remarks));
  const files = Math.max(1, Math.ceil(runs.length / limits.runs));
  if (files > 1) remarks.push(`${runs.length} runs are in ${files} files, because GitHub takes ${limits.runs} in one`);
  const logs = Array.from({ length: files }, (_, at) => ({ ...log, runs: runs.slice(at * limits.runs, (at + 1) * limits.runs) }));
  return { logs, remarks };
}

function splitRun(run: SarifRun, remarks: string[]): readonly SarifRun[] {
  const { results, tool } = run;
  if (results.length <= limits.results) return [run];
  const parts = partsOf(run);
  remarks.push(
    `the ${results.length} results of ${tool.driver.name} are in ${parts.length} categories, because GitHub shows ${limits.results} of one`,
  );
  return parts.map((part, at) => ({ ...run, automationDetails: { ...run.automationDetails, id: partId(run, at) }, results: part }));
}

/** The id of a part: the category up to the last slash gets a number, the first part keeps its own. */
function partId({ automationDetails, tool }: SarifRun, at: number): string {
  const id = automationDetails?.id ?? `${tool.driver.name}/`;
  if (at === 0) return id;
  const end = id.lastIndexOf('/');
  return end < 0 ? `${id}-${at + 1}` : `${id.slice(0, end)}-${at + 1}${id.slice(end)}`;
}

/** The results by rule, the most severe rules first; a rule with more results than a part holds goes on in the next. */
function partsOf(run: SarifRun): readonly (readonly SarifResult[])[] {
  const findRule = ruleFinder(run);
  const groups = new Map<string, { severity: FindingSeverity; readonly results: SarifResult[] }>();
  for (const result of run.results) {
    const rule = findRule(result);
    const severity = severityOf(result, rule, run.tool.driver.name);
    const id = result.ruleId ?? rule?.id ?? '';
    const group = groups.get(id);
    if (!group) groups.set(id, { severity, results: [result] });
    else {
      group.results.push(result);
      if (compareSeverity(severity, group.severity) < 0) group.severity = severity;
    }
  }
  const sorted = [...groups].sort(([a, left], [b, right]) => compareSeverity(left.severity, right.severity) || compareText(a, b));
  const parts: SarifResult[][] = [];
  for (const [, { results }] of sorted) {
    for (const result of results) {
      const last = parts.at(-1);
      if (last && last.length < limits.results) last.push(result);
      else parts.push([result]);
    }
  }
  return parts;
}

function trimmed(run: SarifRun, remarks: string[]): SarifRun {
  const cut = { tags: 0, locations: 0 };
  const results = run.results.map((result) => {
    if ((result.locations?.length ?? 0) <= limits.locations) return result;
    cut.locations += 1;
    return { ...result, locations: result.locations?.slice(0, limits.locations) };
  });
  const withTags = (rule: SarifRule): SarifRule => {
    const { tags } = rule.properties ?? {};
    if (!Array.isArray(tags) || tags.length <= limits.tags) return rule;
    cut.tags += 1;
    return { ...rule, properties: { ...rule.properties, tags: tags.slice(0, limits.tags) } };
  };
  const component = (one: SarifDriver): SarifDriver => (one.rules ? { ...one, rules: one.rules.map(withTags) } : one);
  const { driver, extensions } = run.tool;
  const tool = { ...run.tool, driver: component(driver), ...(extensions && { extensions: extensions.map(component) }) };
  const count = driver.rules?.length ?? 0;
  if (cut.tags > 0) remarks.push(`${cut.tags} rules of ${driver.name} keep ${limits.tags} tags, as many as GitHub takes`);
  if (cut.locations > 0)
    remarks.push(`${cut.locations} results of ${driver.name} keep ${limits.locations} locations, as many as GitHub shows`);
  if (count > limits.rules) remarks.push(`${driver.name} has ${count} rules, and GitHub takes ${limits.rules} in a run`);
  return { ...run, tool, results };
}

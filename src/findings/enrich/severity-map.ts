import { matchesPath, matchesText } from '../log/glob';
import { pathOf } from '../log/location';
import { ruleIdOf } from '../log/rule';
import type { SarifLog } from '../log/sarif';
import { type FindingSeverity, findingSeverities, severityProperty } from '../severity/severity';
import { severityOf } from '../severity/severity-of';
import { mapResults, withProperties } from './each-finding';

/** A severity for the findings that match all of `tool`, `rule` and `path` that are given; `*` stands for any characters. */
export interface SeverityRule {
  readonly tool?: string;
  readonly rule?: string;
  /** A file, a folder or a pattern, relative to the sources. */
  readonly path?: string;
  readonly severity: FindingSeverity;
}

/** Property of a result whose severity was replaced: the severity by its tool. */
const toolSeverityProperty = 'tekwire/severityOfTool';

/** Replaces the severities of findings; the first rule that matches counts. The severity by the tool is kept in a property. */
export function mapSeverities(log: SarifLog, rules: readonly SeverityRule[]): SarifLog {
  return mapResults(log, ({ result, rule, tool }) => {
    const id = ruleIdOf(result, rule);
    const path = pathOf(result);
    const found = rules.find(
      (one) =>
        (one.tool === undefined || matchesText(one.tool.toLowerCase(), tool.toLowerCase())) &&
        (one.rule === undefined || matchesText(one.rule, id)) &&
        (one.path === undefined || matchesPath(one.path, path)),
    );
    const before = severityOf(result, rule, tool);
    if (!found || found.severity === before) return result;
    return withProperties(result, {
      [severityProperty]: found.severity,
      [toolSeverityProperty]: result.properties?.[toolSeverityProperty] ?? before,
    });
  });
}

/** What is wrong with a list of severity rules; undefined when it is right. */
export function severityRulesProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'the rules are not an array';
  for (const [at, one] of value.entries()) {
    if (typeof one !== 'object' || one === null) return `rules[${at}] is not an object`;
    const { severity, ...rest } = one as Record<string, unknown>;
    if (!findingSeverities.some((known) => known === severity))
      return `rules[${at}].severity is ${JSON.stringify(severity)}; expected one of: ${findingSeverities.join(', ')}`;
    const unknown = Object.keys(rest).find((key) => !['tool', 'rule', 'path'].includes(key));
    if (unknown !== undefined) return `rules[${at}] has the unknown key "${unknown}" (available: tool, rule, path, severity)`;
    const wrong = Object.entries(rest).find(([, text]) => typeof text !== 'string' || text === '');
    if (wrong) return `rules[${at}].${wrong[0]} is not a string with text`;
    if (Object.keys(rest).length === 0) return `rules[${at}] needs a tool, a rule or a path`;
  }
  return undefined;
}

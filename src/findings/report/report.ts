import { completionWords } from '../log/completion';
import { byteLength, firstLine } from '../log/text';
import { findingSeverities } from '../severity/severity';
import type { FindingCounts } from './count';
import { noToolRan } from './gate';

/** Maximum numbers of rules and of suppressions in a Markdown report; the rest are only counted. */
const listedRules = 20;
const listedSuppressions = 20;

/** Prints counts by severity, tool and rule as Markdown tables, after the scans that did not finish or are incomplete. */
export function printMarkdownReport(counts: FindingCounts): string {
  const { total, known, suppressed, bySeverity, byTool, byRule, failures, suppressions } = counts;
  const severities = findingSeverities.map((severity) => [severity, String(bySeverity[severity])]);
  const tools = byTool.map(({ tool, count, state }) => [tool, String(count), state === 'finished' ? state : `**${state}**`]);
  const rules = byRule.slice(0, listedRules).map(({ rule, severity, count }) => [rule, severity, String(count)]);
  const omitted = byRule.length - rules.length;
  return [
    '# Findings',
    `${total} ${total === 1 ? 'finding' : 'findings'}, ${known} of them known, ${suppressed} suppressed`,
    ...(byTool.length === 0 ? [`**${noToolRan}**`] : []),
    ...failures.map(({ tool, state, description }) => `- **${cell(tool)}** ${completionWords[state]}: ${cell(description, 400)}`),
    ...listed('expired suppression, its findings are open again', suppressions.expired),
    ...listed('unused suppression, it matches no finding', suppressions.unused),
    ...table(['Severity', 'Findings'], severities),
    ...table(['Tool', 'Findings', 'State'], tools),
    ...table(['Rule', 'Severity', 'Findings'], rules),
    ...(omitted > 0 ? [`and ${omitted} more ${omitted === 1 ? 'rule' : 'rules'}`] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

function listed(what: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const omitted = lines.length - listedSuppressions;
  const items = lines.slice(0, listedSuppressions).map((line) => `- ${what}: ${cell(line, 300)}`);
  return [[...items, ...(omitted > 0 ? [`- and ${omitted} more`] : [])].join('\n')];
}

/** Prints the counts as indented JSON. */
export function printJsonReport(counts: FindingCounts): string {
  return `${JSON.stringify(counts, null, 2)}\n`;
}

/**
 * Prints the counts as JSON on one line of at most `maximumBytes`, the limit of a Tekton result: names are cut, then rules, tools and
 * failures are omitted from the end, and `omitted` counts them.
 */
export function printCompactReport(counts: FindingCounts, maximumBytes: number): string {
  const { byRule, byTool, failures, suppressions, ...others } = counts;
  const totals = { ...others, suppressions: { expired: suppressions.expired.length, unused: suppressions.unused.length } };
  const lists = {
    failures: failures.map(({ tool, state, exitCode }) => ({ tool: firstLine(tool, 60), state, exitCode })),
    byTool: byTool.map(({ tool, count }) => ({ tool: firstLine(tool, 60), count })),
    byRule: byRule.map(({ rule, severity, count }) => ({ rule: firstLine(rule, 60), severity, count })),
  };
  const kept = { failures: 0, byTool: 0, byRule: 0 };
  const print = () => {
    const omitted = { failures: failures.length - kept.failures, tools: byTool.length - kept.byTool, rules: byRule.length - kept.byRule };
    const shown = { failures: lists.failures.slice(0, kept.failures), byTool: lists.byTool.slice(0, kept.byTool) };
    return JSON.stringify({ ...totals, ...shown, byRule: lists.byRule.slice(0, kept.byRule), omitted });
  };
  for (const name of ['failures', 'byTool', 'byRule'] as const) {
    while (kept[name] < lists[name].length) {
      kept[name] += 1;
      if (byteLength(print()) <= maximumBytes) continue;
      kept[name] -= 1;
      break;
    }
  }
  return print();
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map((text) => (text.startsWith('**') ? text : cell(text))))];
  return [lines.map((line) => `| ${line.join(' | ')} |`).join('\n')];
}

/** Escapes a name for a table cell: names are untrusted and must not add columns, markup, links, mentions or HTML. */
export function cell(text: string, limit = 120): string {
  return firstLine(text, limit)
    .replace(/[\\|`*_<>[\]~#!]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/:\/\//g, ':\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.');
}

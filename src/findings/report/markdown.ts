import type { SarifLog } from '../log/sarif';
import { byteLength, compareText, firstLine } from '../log/text';
import { compareSeverity } from '../severity/severity';
import { countFindings } from './count';
import { type FindingDetail, listDetails } from './finding';
import { headlineOf } from './headline';
import { cell, printMarkdownReport } from './report';

/**
 * Prints the counts and then a table of the findings as Markdown of at most `maximumBytes`: the most severe first, and how many are left
 * out. Texts of tools cannot add markup, links, mentions or HTML.
 */
export function printMarkdownFindings(log: SarifLog, maximumBytes: number): string {
  const head = printMarkdownReport(countFindings(log));
  const rows = [...listDetails(log)].filter(({ state }) => state !== 'suppressed').sort(compare);
  const table = '\n| Severity | Location | Rule | Tool | Finding |\n| --- | --- | --- | --- | --- |\n';
  if (rows.length === 0) return cut(head, maximumBytes);
  let size = byteLength(head) + byteLength(table);
  const kept: string[] = [];
  for (const row of rows) {
    const line = printRow(row);
    size += byteLength(line);
    if (size + byteLength(omitted(rows.length)) > maximumBytes) break;
    kept.push(line);
  }
  const left = rows.length - kept.length;
  if (kept.length === 0) return cut(head, maximumBytes);
  return `${head}${table}${kept.join('')}${left > 0 ? omitted(left) : ''}`;
}

function omitted(count: number): string {
  return `\nand ${count} more ${count === 1 ? 'finding' : 'findings'}\n`;
}

function printRow({ severity, path, line, rule, tool, alsoFoundBy, message, state }: FindingDetail): string {
  const location = path === '' ? '' : cell(line === undefined ? path : `${path}:${line}`, 200);
  const cells = [
    `${severity}${state === 'known' ? ' (known)' : ''}`,
    location,
    cell(rule, 100),
    cell([tool, ...alsoFoundBy].join(', ')),
    cell(headlineOf(message, 200), 200),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** Cuts whole lines from the end. */
function cut(text: string, maximumBytes: number): string {
  if (byteLength(text) <= maximumBytes) return text;
  const lines = text.split('\n');
  while (lines.length > 0 && byteLength(`${lines.join('\n')}\n\u2026\n`) > maximumBytes) lines.pop();
  return firstLine(lines[0] ?? '', 200) === '' ? '' : `${lines.join('\n')}\n\u2026\n`;
}

function compare(left: FindingDetail, right: FindingDetail): number {
  return (
    compareSeverity(left.severity, right.severity) ||
    compareText(left.state === 'new' ? '' : left.state, right.state === 'new' ? '' : right.state) ||
    compareText(left.path, right.path) ||
    (left.line ?? 0) - (right.line ?? 0)
  );
}

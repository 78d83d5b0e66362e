import { completionWords } from '../log/completion';
import type { SarifLog } from '../log/sarif';
import { compareText, firstLine } from '../log/text';
import { compareSeverity, type FindingSeverity, findingSeverities } from '../severity/severity';
import { countFindings, type FindingCounts } from './count';
import { type FindingDetail, listAbsent, listDetails } from './finding';
import { frameOf, frameOfSnippet } from './frame';
import { noToolRan } from './gate';
import { headlineOf } from './headline';

/** How a report for people is printed. */
export interface TextReportOptions {
  /** The lines of a source file by its path; undefined when it is not at hand. @default - snippets of the tools are shown */
  readonly linesOf?: (path: string) => readonly string[] | undefined;
  /** @default false */
  readonly isColoured?: boolean;
  /** Whether known findings are listed, too. @default true */
  readonly showsKnown?: boolean;
}

const colours: Readonly<Record<FindingSeverity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36', none: '90' };

/**
 * Prints the findings for people, grouped by file, each with its lines; then those that are gone since the baseline, the scans that did not
 * finish, and a line with the counts. A line that may hold a secret is not shown.
 */
export function printTextReport(log: SarifLog, options: TextReportOptions = {}): string {
  const { showsKnown = true } = options;
  const details = listDetails(log).filter(({ state }) => state === 'new' || (state === 'known' && showsKnown));
  const counts = countFindings(log);
  const paint = painter(options.isColoured === true);
  return [
    ...[...byFile(details)].flatMap(([path, group]) => [paint('1;4', printPath(path)), ...printGroup(group, options, paint), '']),
    ...printAbsent(listAbsent(log), paint),
    ...printFailures(counts, paint),
    ...printSuppressions(counts, paint),
    printCounts(counts),
  ]
    .join('\n')
    .concat('\n');
}

/** A path that begins like a command for the log of GitHub or Azure gets a harmless start. */
function printPath(path: string): string {
  return path === '' ? '(no file)' : firstLine(path, 240).replace(/^(?=\s*(?:::|##))/, './');
}

type Paint = (code: string, text: string) => string;

function painter(isColoured: boolean): Paint {
  return (code, text) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
}

function byFile(details: readonly FindingDetail[]): ReadonlyMap<string, readonly FindingDetail[]> {
  const groups = new Map<string, FindingDetail[]>();
  const sorted = [...details].sort(
    (a, b) =>
      compareText(a.path, b.path) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compareSeverity(a.severity, b.severity) ||
      compareText(a.rule, b.rule),
  );
  for (const one of sorted) {
    const group = groups.get(one.path);
    if (group) group.push(one);
    else groups.set(one.path, [one]);
  }
  return groups;
}

/** Findings of the same lines share a frame. */
function printGroup(group: readonly FindingDetail[], options: TextReportOptions, paint: Paint): readonly string[] {
  return group.flatMap((finding, at) => {
    const next = group[at + 1];
    const sharesFrame =
      next !== undefined && next.line === finding.line && next.endLine === finding.endLine && next.isSecret === finding.isSecret;
    return [printHead(finding, paint), ...printExpired(finding, paint), ...(sharesFrame ? [] : printFrame(finding, options, paint))];
  });
}

function printExpired({ expiredSuppression }: FindingDetail, paint: Paint): readonly string[] {
  if (expiredSuppression === undefined) return [];
  return [paint('33', `${' '.repeat(10)}its suppression has expired: ${firstLine(expiredSuppression, 200)}`)];
}

function printHead({ line, column, severity, rule, tool, message, state, alsoFoundBy, firstSeen }: FindingDetail, paint: Paint): string {
  const position = line === undefined ? '-' : `${line}${column === undefined ? '' : `:${column}`}`;
  const tools = [tool, ...alsoFoundBy].map((name) => firstLine(name, 60)).join(', ');
  const known = state === 'known' ? paint('90', `  [known${firstSeen ? ` since ${firstLine(firstSeen, 40).slice(0, 10)}` : ''}]`) : '';
  return `  ${position.padEnd(7)} ${paint(colours[severity], severity.padEnd(8))} ${headlineOf(message, 200)}  ${paint('90', `${firstLine(rule, 100)} (${tools})`)}${known}`;
}

function printFrame(
  { path, line, endLine, snippet, isSecret }: FindingDetail,
  { linesOf }: TextReportOptions,
  paint: Paint,
): readonly string[] {
  if (line === undefined) return [];
  if (isSecret) return [paint('90', `  ${' '.repeat(8)}(the line is not shown: it may hold a secret)`)];
  const source = linesOf?.(path);
  const frame = source ? frameOf(source, line, endLine) : frameOfSnippet(snippet ?? '', line);
  const lines = frame?.lines ?? [];
  if (lines.every(({ text }) => text.trim() === '')) return [];
  const width = String(lines.at(-1)?.number ?? 0).length;
  return lines.map(({ number, text, isMarked }) => {
    const gutter = `    ${isMarked ? '>' : ' '} ${String(number).padStart(width)} |`;
    return isMarked ? `${paint('1', gutter)} ${text}` : paint('90', `${gutter} ${text}`);
  });
}

function printAbsent(absent: readonly FindingDetail[], paint: Paint): readonly string[] {
  if (absent.length === 0) return [];
  const lines = absent.map(
    ({ path, line, rule, severity }) =>
      `  ${severity.padEnd(8)} ${firstLine(rule, 100)}  ${firstLine(path, 160)}${line === undefined ? '' : `:${line}`}`,
  );
  return [paint('1;4', 'no longer found'), ...lines.map((line) => paint('32', line)), ''];
}

function printFailures({ failures, byTool }: FindingCounts, paint: Paint): readonly string[] {
  if (byTool.length === 0) return [paint('31', noToolRan)];
  return failures.map(({ tool, state, description }) =>
    paint('31', `- ${firstLine(tool, 120)} ${completionWords[state]}: ${firstLine(description, 400)}`),
  );
}

function printSuppressions({ suppressions: { expired, unused } }: FindingCounts, paint: Paint): readonly string[] {
  const print = (what: string, lines: readonly string[]) => lines.map((line) => paint('33', `- ${what}: ${firstLine(line, 300)}`));
  return [...print('expired suppression, its findings are open again', expired), ...print('unused suppression', unused)];
}

function printCounts({ total, known, suppressed, bySeverity, byTool }: FindingCounts): string {
  const severities = findingSeverities.filter((one) => bySeverity[one] > 0).map((one) => `${bySeverity[one]} ${one}`);
  const details = [...severities, ...(known > 0 ? [`${known} known`] : [])].join(', ');
  const tools = byTool.length === 1 ? '1 tool' : `${byTool.length} tools`;
  return `${total} ${total === 1 ? 'finding' : 'findings'}${details === '' ? '' : ` (${details})`} of ${tools}${suppressed > 0 ? `, ${suppressed} suppressed` : ''}`;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingSeverity } from '../../src/findings';

/** What a tool tells its own users, by the words that it shows them; `all` where it shows none. */
type OwnCounts = Readonly<Record<string, number>>;

/** How a tool's own report is read, and what its words are in ours, written by hand. */
interface OwnReport {
  /** @default - the tool's name with .json */
  readonly file?: string;
  readonly count: (text: string) => OwnCounts;
  readonly meaning: Readonly<Record<string, FindingSeverity>>;
}

const plain = { CRITICAL: 'critical', HIGH: 'high', MEDIUM: 'medium', LOW: 'low' } as const;

/** Reports with other words, or in another form, than `severityWords`. */
const ownReports: Readonly<Record<string, OwnReport>> = {
  semgrep: json({ ...plain, ERROR: 'high', WARNING: 'medium', INFO: 'low' }, ({ results }) =>
    results.map(({ extra }: Any) => extra.severity),
  ),
  trivy: json(plain, ({ Results }) =>
    Results.flatMap(({ Misconfigurations = [], Secrets = [], Vulnerabilities = [] }: Any) => [
      ...Misconfigurations,
      ...Secrets,
      ...Vulnerabilities,
    ]).map(({ Severity }: Any) => Severity),
  ),
  // what it does not rate is at least a note
  grype: json({ Critical: 'critical', High: 'high', Medium: 'medium', Low: 'low', Negligible: 'none', Unknown: 'low' }, ({ matches }) =>
    matches.map(({ vulnerability }: Any) => vulnerability.severity),
  ),
  // gitleaks weighs nothing; the component says error
  gitleaks: json({ all: 'medium' }, (leaks) => leaks.map(() => 'all')),
  'gitleaks-history': json({ all: 'medium' }, (leaks) => leaks.map(() => 'all')),
  // without an account of its vendor, checkov weighs nothing and writes error
  checkov: { file: 'checkov.txt', meaning: { all: 'high' }, count: (text) => ({ all: sum(text, /Failed checks: (\d+)/g) }) },
  hadolint: json({ error: 'high', warning: 'medium', info: 'low', style: 'low' }, (remarks) => remarks.map(({ level }: Any) => level)),
  testssl: json(plain, (entries) =>
    entries.map(({ severity }: Any) => severity).filter((word: string) => !['OK', 'INFO', 'WARN', 'DEBUG'].includes(word)),
  ),
  nuclei: json({ critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'none', unknown: 'medium' }, (events) =>
    events.map(({ info }: Any) => info.severity),
  ),
  // the numbers that it prints
  kics: { meaning: { ...plain, INFO: 'none', TRACE: 'none' }, count: (text) => JSON.parse(text).severity_counters },
  // a line of JSON for each; it rates those that it has not verified as warnings
  trufflehog: {
    meaning: { true: 'high', false: 'medium' },
    count: (text) =>
      countWords(
        text
          .trim()
          .split('\n')
          .map((line) => String(JSON.parse(line).Verified)),
      ),
  },
  // info and style are both notes
  shellcheck: {
    file: 'shellcheck.txt',
    meaning: { error: 'high', warning: 'medium', note: 'low' },
    count: (text) => countWords([...text.matchAll(/^[^:]+:\d+:\d+: (\w+):/gm)].map(([, word = '']) => word)),
  },
  zizmor: json({ High: 'high', Medium: 'medium', Low: 'low', Informational: 'none' }, (findings) =>
    findings.filter(({ ignored }: Any) => !ignored).map(({ determinations }: Any) => determinations.severity),
  ),
  // the scores beside mobsfscan's words: 9.0 for ERROR, 5.5 for WARNING
  mobsfscan: json({ ERROR: 'critical', WARNING: 'medium', INFO: 'low' }, ({ results }) =>
    Object.values(results).flatMap(({ files = [{}], metadata }: Any) => files.map(() => metadata.severity)),
  ),
  eslint: json({ 2: 'high', 1: 'medium' }, (files) => files.flatMap(({ messages }: Any) => messages.map(({ severity }: Any) => severity))),
  // its own line of numbers; Go's advisories have no score: it says nothing of their severity, and writes warning
  'osv-scanner': {
    file: 'osv-scanner.txt',
    meaning: { Critical: 'critical', High: 'high', Medium: 'medium', Low: 'low', Unknown: 'medium' },
    count: (text) =>
      Object.fromEntries(
        [...text.matchAll(/(\d+) (Critical|High|Medium|Low|Unknown)\b/g)].map(([, count, word = '']) => [word, Number(count)]),
      ),
  },
  // called, imported, required
  govulncheck: {
    file: 'govulncheck.txt',
    meaning: { called: 'high', imported: 'medium', required: 'low' },
    count: (text) => ({
      called: sum(text, /affected by (\d+) vulnerabilit/g),
      imported: sum(text, /found (\d+) vulnerabilit(?:y|ies) in packages/g),
      required: sum(text, /and (\d+)\svulnerabilit/g),
    }),
  },
};

// biome-ignore lint/suspicious/noExplicitAny: reports of a dozen tools, each of its own shape
type Any = any;

function json(meaning: OwnReport['meaning'], words: (report: Any) => readonly (string | number)[]): OwnReport {
  return { meaning, count: (text) => countWords(words(JSON.parse(text)).map(String)) };
}

/** Most tools: in their JSON, each finding has a severity in one of the usual words. */
const usual = json({ ...plain, critical: 'critical', high: 'high', medium: 'medium', low: 'low' }, severityWords);

function severityWords(value: Any): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^(?:issue_)?severity$/i.test(key) && typeof inner === 'string' ? [inner] : severityWords(inner),
  );
}

function countWords(words: readonly string[]): OwnCounts {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function sum(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
}

/** The counts of a tool's own report in a folder, in our severities. */
export function readOwnCounts(folder: string, tool: string): Partial<Record<FindingSeverity, number>> {
  const report = ownReports[tool] ?? usual;
  const counts: Partial<Record<FindingSeverity, number>> = {};
  for (const [word, count] of Object.entries(report.count(readFileSync(join(folder, report.file ?? `${tool}.json`), 'utf8')))) {
    const severity = report.meaning[word];
    if (!severity)
      throw new Error(
        `${tool}: unknown severity "${word}"; expected one of: ${Object.keys(report.meaning).join(', ')}; write a row in own-counts.ts`,
      );
    if (count > 0) counts[severity] = (counts[severity] ?? 0) + count;
  }
  return counts;
}

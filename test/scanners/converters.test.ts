import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertReport, countFindings, listFailures, listFindings, readSarif, type SarifLog } from '../../src/findings';
import { resultsOf } from '../findings/build';
import { folder, readRecorded } from './recorded';

const sarifOfBandit = join(folder, 'bandit.sarif');

(existsSync(sarifOfBandit) ? it : it.skip)(
  "Bandit's JSON becomes what its SARIF extra writes: the same rules, severities and places",
  () => {
    const { log } = readSarif(readFileSync(sarifOfBandit, 'utf8'), { file: 'bandit', sourceRoots: ['/workspace/source'] });
    const shape = (one: SarifLog) =>
      listFindings(one).map(({ rule, severity, path, line, message }) => ({ rule, severity, path, line, message }));

    const byPlace = (one: SarifLog) =>
      shape(one)
        .map((finding) => JSON.stringify(finding))
        .sort();
    expect(byPlace(readRecorded('bandit'))).toEqual(byPlace(log as SarifLog));
    expect(resultsOf(readRecorded('bandit')).map(({ properties }) => properties)).toEqual(
      resultsOf(log as SarifLog).map(({ properties }) => properties),
    );
  },
);

it('a file that Bandit could not parse makes the scan incomplete', () => {
  const text = JSON.stringify({ results: [], errors: [{ filename: './old.py', reason: 'syntax error while parsing AST from file' }] });

  const { log } = convertReport('bandit', text, 'the report');

  expect(listFailures(log as SarifLog).map(({ state, description }) => `${state}: ${description}`)).toEqual([
    'incomplete: ./old.py is not scanned: syntax error while parsing AST from file',
  ]);
});

it.each([
  ['bandit', '', 'the report is not that of bandit: the file is empty'],
  ['bandit', '[]', 'the report is not that of bandit: expected an object with "results"'],
  ['bandit', '{}', 'the report is not that of bandit: "results" is not an array'],
  ['shellcheck', '{"comments":7}', 'the report is not that of shellcheck: "comments" is not an array'],
  ['testssl', '{}', 'the report is not that of testssl: "the report" is not an array'],
] as const)('a report that is not of the tool is a problem: %s %s', (tool, text, problem) => {
  expect(convertReport(tool, text, 'the report')).toEqual({ problem });
});

it('ShellCheck that ran several times wrote a line each', () => {
  const line = (code: number) =>
    JSON.stringify({
      comments: [{ file: './a.sh', line: 1, endLine: 1, column: 1, endColumn: 2, level: 'error', code, message: 'm', fix: null }],
    });

  const { log } = convertReport('shellcheck', `${line(2086)}\n${line(2046)}\n`, 'the report');

  expect(countFindings(log as SarifLog).bySeverity.high).toBe(2);
});

import {
  countFindings,
  decideGate,
  deduplicate,
  failedLog,
  listFailures,
  listFindings,
  mergeLogs,
  printCompactReport,
  printMarkdownReport,
  printSarif,
  readSarif,
  type SarifLog,
} from '../../src/findings';
import { resultAt } from './build';
import { schemaProblems } from './schema';

const finding = resultAt('G1', 'a.go', 3, { level: 'error' });

function read(run: object, more: object = {}): SarifLog {
  const text = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'tool' } }, ...run }], ...more });
  const { log, problem } = readSarif(text, { file: 'x.sarif' });
  if (!log) throw new Error(problem);
  return log;
}

/** What becomes of a log on the way through the pipeline: read, merged with another tool's, deduplicated, written, read again. */
function pass(log: SarifLog): SarifLog {
  const other: SarifLog = { version: '2.1.0', runs: [{ tool: { driver: { name: 'other' } }, results: [finding] }] };
  return readSarif(printSarif(deduplicate(mergeLogs([other, log]))), { file: 'merged.sarif' }).log as SarifLog;
}

const error = { level: 'error', message: { text: 'a.go could not be parsed' } };
const silence = 'its report has no results array; the report of a clean scan has an empty one';
const guid = '00000000-0000-4000-8000-000000000001';
const outside = 'its results are in other files, which are not read';

const incomplete: readonly (readonly [title: string, log: SarifLog, reason: string])[] = [
  ['an error of execution', run({ executionSuccessful: true, toolExecutionNotifications: [error] }), 'a.go could not be parsed'],
  ['an error of configuration', run({ executionSuccessful: true, toolConfigurationNotifications: [error] }), 'a.go could not be parsed'],
  ['an error without a word of success', run({ toolExecutionNotifications: [error] }), 'a.go could not be parsed'],
  ['two errors', run({ toolExecutionNotifications: [error, error] }), 'a.go could not be parsed (and 1 more)'],
  ['an error without words', run({ toolExecutionNotifications: [{ level: 'ERROR' }] }), 'it did not say why'],
  ['an error in Markdown', run({ toolExecutionNotifications: [{ level: 'error', message: { markdown: '*no*' } }] }), '*no*'],
  ['results in other files', read({ results: [finding], externalPropertyFileReferences: { results: [{ itemCount: 2, guid }] } }), outside],
];

const unfinished: readonly (readonly [title: string, log: SarifLog, reason: string])[] = [
  ['no word of why', run({ executionSuccessful: false }), 'it did not say why'],
  ['a description', run({ executionSuccessful: false, exitCode: 2, exitCodeDescription: 'panic' }), 'panic'],
  ['an error', run({ executionSuccessful: false, toolConfigurationNotifications: [error] }), 'a.go could not be parsed'],
  ['results that are null', read({ results: null }), silence],
  ['no results', read({}), silence],
  ['no results, though it says that all is well', read({ invocations: [{ executionSuccessful: true }] }), silence],
  ['an exit code without a word of success', run({ exitCode: 2, exitCodeDescription: 'out of memory' }), 'out of memory'],
  ['a signal beside success', run({ executionSuccessful: true, exitSignalName: 'SIGKILL' }), 'it was ended by signal SIGKILL'],
  ['the number of a signal', run({ executionSuccessful: true, exitSignalNumber: 9 }), 'it was ended by signal 9'],
  ['a process that did not start', run({ executionSuccessful: true, processStartFailureMessage: 'no such file' }), 'no such file'],
];

function run(invocation: object): SarifLog {
  return read({ invocations: [invocation], results: [finding] });
}

describe.each([
  ['incomplete', 'is incomplete', incomplete],
  ['did not finish', 'did not finish', unfinished],
] as const)('a scan that %s', (state, words, cases) => {
  it.each(cases)('with %s is never clean, and keeps all findings', (_title, log, reason) => {
    const passed = pass(log);
    const findings = listFindings(log).length;

    expect(listFailures(passed)).toMatchObject([{ tool: 'tool', state, description: reason }]);
    expect(decideGate(passed, 'critical').reasons).toEqual([expect.stringMatching(new RegExp(`^tool ${words}[^:]*: `))]);
    expect(printMarkdownReport(countFindings(passed))).toContain(`- **tool** ${words}: `);
    expect(JSON.parse(printCompactReport(countFindings(passed), 2048)).failures).toMatchObject([{ tool: 'tool', state }]);
    // the same finding of the other tool is counted in it
    expect(passed.runs.flatMap(({ results }) => results).reduce((sum, { occurrenceCount = 1 }) => sum + occurrenceCount, 0)).toBe(
      findings + 1,
    );
    expect(schemaProblems(JSON.parse(printSarif(log)))).toEqual([]);
  });

  it.each(cases)('with %s stays so after reading it several times', (_title, log) => {
    expect(listFailures(pass(pass(log))).filter(({ tool }) => tool === 'tool')).toHaveLength(1);
  });
});

it.each([
  ['no invocations', undefined],
  ['an empty list of them', []],
  ['an invocation that says nothing', [{}]],
  ['an exit code that the tool itself calls a success', [{ executionSuccessful: true, exitCode: 1 }]],
  ['a warning', [{ toolExecutionNotifications: [{ level: 'warning', message: { text: 'x' } }, { message: { text: 'y' } }] }]],
  ['the number 0 as signal', [{ exitSignalNumber: 0, exitSignalName: '' }]],
])('a scan with %s has finished', (_title, invocations) => {
  const log = read({ invocations, results: [] });

  expect(listFailures(log)).toEqual([]);
  expect(decideGate(log, 'low').failed).toBe(false);
  expect(countFindings(log).byTool).toEqual([{ tool: 'tool', count: 0, state: 'finished' }]);
});

it('of contradicting invocations the worst counts, in any order', () => {
  const invocations = [
    { executionSuccessful: true },
    { executionSuccessful: false },
    { executionSuccessful: true, toolExecutionNotifications: [error] },
  ];

  for (const order of [invocations, [...invocations].reverse()]) {
    const log = read({ invocations: order, results: [] });
    expect(countFindings(pass(log)).byTool.find(({ tool }) => tool === 'tool')?.state).toBe('did not finish');
    expect(listFailures(log)).toHaveLength(2);
  }
});

it('of contradicting runs of one tool the worst counts, in any order', () => {
  const logs = [read({ results: [] }), read({ results: null }), read({ invocations: [{ executionSuccessful: true }], results: [finding] })];

  for (const order of [logs, [...logs].reverse()]) {
    expect(countFindings(mergeLogs(order)).byTool).toEqual([{ tool: 'tool', count: 1, state: 'did not finish' }]);
  }
});

it('nuclei reports a failure and open findings: both are shown', () => {
  const nuclei = { driver: { name: 'Nuclei' } };
  const log = read({ tool: nuclei, invocations: [{ executionSuccessful: false }], results: [{ ...finding, kind: 'open' }] });

  expect(decideGate(log, 'high').reasons).toEqual(['Nuclei did not finish: it did not say why', '1 new finding at or above "high"']);
});

it('a report without a tool is not clean', () => {
  expect(printMarkdownReport(countFindings({ version: '2.1.0', runs: [] }))).toContain('**no tool has run, so nothing was scanned**');
});

it('a log of an unfinished tool is readable by other programs, too', () => {
  const log = failedLog({ tool: 'gosec', exitCode: 2, description: 'panic' });

  expect(log.runs[0]?.invocations).toMatchObject([
    { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text: 'panic' } }] },
  ]);
});

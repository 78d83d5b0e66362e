import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { logOf, resultAt, resultsOf } from '../../findings/build';
import { schemaProblems } from '../../findings/schema';
import { Pod } from './step';

let pod: Pod;
beforeEach(() => {
  pod = new Pod();
  pod.write('workspace/source/main.go', 'package main\n');
  pod.write('scratch/report.sarif', logOf('gosec', []));
});
afterEach(() => pod.remove());

/** Runs the last step of a producer whose canary is found by G103 and by DS-0002 or DS002; returns its log. */
function produce(exitCode: string | undefined = '0', env: Readonly<Record<string, string>> = {}): string {
  const { code, stdout } = pod.run('producer', {
    TOOL: 'gosec',
    REPORT: join(pod.root, 'scratch/report.sarif'),
    EXIT_CODE_FILE: pod.write('steps/scan/exitCode', '0'),
    SOURCE_ROOT: join(pod.workspace, 'source'),
    WORKSPACE: pod.workspace,
    FINDINGS: 'findings/gosec.sarif',
    RESULT: pod.result,
    CANARY_FINDS: '[["G103"],["DS-0002","DS002"]]',
    CANARY_REPORT: join(pod.root, 'scratch/canary-reports/report.sarif'),
    CANARY_EXIT_CODE_FILE: exitCode === undefined ? join(pod.root, 'none') : pod.write('steps/canary/exitCode', exitCode),
    ...env,
  });
  expect(code).toBe(0);
  expect(schemaProblems(pod.findings('findings/gosec.sarif'))).toEqual([]);
  return stdout;
}

function report(...rules: readonly string[]): void {
  pod.write(
    'scratch/canary-reports/report.sarif',
    logOf(
      'gosec',
      rules.map((rule) => resultAt(rule, 'canary.go', 3)),
    ),
  );
}

function gate(env: Readonly<Record<string, string>> = {}): string {
  return pod.run('gate', { WORKSPACE: pod.workspace, FAIL_ON: 'critical', ...env }, ['findings/gosec.sarif']).stdout;
}

it('the canary is planted outside of the sources, its texts put together, with the settings of the sources', () => {
  pod.write('workspace/source/.scanner.toml', 'rules = 1');
  pod.write('outside.toml', 'rules = 2');
  const { code } = pod.run('before', {
    WORKSPACE: pod.workspace,
    SOURCE_PATH: 'source',
    BEFORE: join(pod.directory('scratch'), 'before.json'),
    CANARY_ROOT: join(pod.root, 'scratch/canary'),
    CANARY_REPORTS: join(pod.root, 'scratch/reports'),
    CANARY: '{"a/canary.env":["ghp","_","x\\n"]}',
    CANARY_SETTINGS: '.scanner.toml,none.toml,../outside.toml',
  });

  expect(code).toBe(0);
  expect(pod.read('scratch/canary/a/canary.env')).toBe('ghp_x\n');
  expect(pod.read('scratch/canary/.scanner.toml')).toBe('rules = 1');
  expect(readdirSync(join(pod.root, 'scratch')).sort()).toEqual(['before.json', 'canary', 'report.sarif', 'reports']);
});

it('a scanner that finds its canary has a clean scan, and the canary is in no report', () => {
  report('G103', 'rules.DS002', 'G999');

  expect(produce()).toBe('gosec: 0 findings in findings/gosec.sarif\n');
  expect(resultsOf(pod.findings('findings/gosec.sarif'))).toEqual([]);
  expect(pod.findings('findings/gosec.sarif').runs[0]).toMatchObject({ properties: { 'tekwire/canary': ['G103', 'DS002'] } });
  expect(gate()).toContain('gate passed');
});

it.each([
  ['finds nothing in it', () => report(), '0', '("G103", "DS-0002"): it reported nothing there (exit code 0)'],
  ['finds a part of it', () => report('G103', 'G7'), '1', '("DS-0002"): it reported only G103, G7 there (exit code 1)'],
  [
    'leaves no report',
    () => undefined,
    '7',
    '("G103", "DS-0002"): it left no report there: ENOENT: no such file or directory (exit code 7)',
  ],
  ['leaves an empty report', () => pod.write('scratch/canary-reports/report.sarif', ''), '1', 'the report of gosec: the file is empty'],
])('a scanner that %s is blind, which fails the gate and is in the summary', (_title, write, exitCode, reason) => {
  write();

  produce(exitCode);

  const line = `gosec is blind: it does not find the weakness that was planted for it ${reason}`;
  expect(gate()).toContain(reason.startsWith('(') ? `- ${line}` : '- gosec is blind: it does not find the weakness');
  expect(gate()).toContain(reason);
  const { stdout } = pod.run('summary', { WORKSPACE: pod.workspace, RESULT: pod.result }, ['findings/gosec.sarif']);
  expect(stdout).toContain('**blind**');
});

it('a canary whose step did not end is not found', () => {
  report();

  produce(undefined);

  expect(gate()).toContain('gosec is blind: ');
}, 20_000);

it('a scan that did not finish keeps its reason', () => {
  pod.write('scratch/report.sarif', '');

  produce();

  expect(gate()).not.toContain('blind');
  expect(gate()).toContain('gosec did not finish');
});

it('the age of the database is in the run, and an old one fails the gate that has a limit', () => {
  report('G103', 'DS002');
  produce('0', { DATABASE_FILE: pod.write('scratch/db/metadata.json', { Version: 2, UpdatedAt: '2020-01-01T00:00:00Z' }) });

  expect(pod.findings('findings/gosec.sarif').runs[0]).toMatchObject({ properties: { 'tekwire/databaseTime': '2020-01-01T00:00:00Z' } });
  expect(gate()).toContain('gate passed');
  expect(gate({ MAXIMUM_DATABASE_HOURS: '24' })).toMatch(/gosec is incomplete: its database is \d+ days old \(2020-01-01\)/);

  produce('0', { DATABASE_FILE: pod.write('scratch/db/all.zip', 'new') });
  expect(gate({ MAXIMUM_DATABASE_HOURS: '24' })).toContain('gate passed');

  // a Feed's note of when it fetched rules that do not tell it; an image may have lost the times of its files
  produce('0', { DATABASE_FILE: pod.write('scratch/db/.fetched', { databaseDate: '2020-01-01T00:00:00.000Z' }) });
  expect(gate({ MAXIMUM_DATABASE_HOURS: '24' })).toMatch(/gosec is incomplete: its database is \d+ days old \(2020-01-01\)/);
});

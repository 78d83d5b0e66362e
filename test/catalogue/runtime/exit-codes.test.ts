import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFailures, listFindings } from '../../../src/findings';
import { Pod } from './step';

let pod: Pod;

beforeEach(() => {
  pod = new Pod();
});

afterEach(() => pod.remove());

function produce(env: Readonly<Record<string, string>>, exitCode: number) {
  const { stdout } = pod.run('producer', {
    TOOL: 'osv-scanner',
    REPORT: join(pod.root, 'scratch/report.sarif'),
    EXIT_CODE_FILE: pod.write('exit-code', String(exitCode)),
    SOURCE_ROOT: join(pod.workspace, 'source'),
    WORKSPACE: pod.workspace,
    FINDINGS: 'findings.sarif',
    RESULT: pod.result,
    EXIT_CODES: JSON.stringify({ 127: 'its database is missing', 128: 'there is no lockfile' }),
    ...env,
  });
  return { stdout, log: pod.findings('findings.sarif') };
}

it('a tool that says that there is nothing to scan has succeeded, and the log says why there are no findings', () => {
  const { stdout, log } = produce({ NOTHING_EXIT_CODES: '128' }, 128);

  expect(listFailures(log)).toEqual([]);
  expect(listFindings(log)).toEqual([]);
  expect(stdout).toContain('osv-scanner: nothing to scan: there is no lockfile\n');
});

it('any other exit code without a report is a scan that did not finish, and the message says what the tool means by it', () => {
  pod.write('scratch/report.sarif', { version: '2.1.0', runs: [{ tool: { driver: { name: 'osv-scanner' } }, results: [] }] });

  const { log } = produce({ NOTHING_EXIT_CODES: '128' }, 127);

  expect(listFailures(log).map(({ description }) => description)).toEqual([
    'osv-scanner ended with exit code 127: its database is missing',
  ]);
});

it('a missing report does not hide what the exit code means', () => {
  const { log } = produce({ NOTHING_EXIT_CODES: '128' }, 127);

  expect(listFailures(log).map(({ description }) => description)).toEqual([
    'osv-scanner ended with exit code 127: its database is missing; osv-scanner left no report: ENOENT: no such file or directory',
  ]);
});

it('nor does a report that cannot be read', () => {
  pod.write('scratch/report.sarif', '');

  const { log } = produce({}, 127);

  expect(listFailures(log).map(({ description }) => description)).toEqual([
    'osv-scanner ended with exit code 127: its database is missing; the report of osv-scanner: the file is empty; expected SARIF 2.1.0',
  ]);
});

it('the JSON of a tool without SARIF becomes findings', () => {
  const recorded = readFileSync(join(__dirname, '../../scanners/recorded/bandit.json'), 'utf8');
  const report = pod.write('scratch/report.json', recorded);

  const { log } = produce({ TOOL: 'Bandit', REPORT: report, CONVERTER: 'bandit' }, 0);

  expect(listFailures(log)).toEqual([]);
  expect(listFindings(log)).toHaveLength(20);
});

it('JSON that is not of the tool is a scan that did not finish', () => {
  const report = pod.write('scratch/report.json', '{"results": 1}');

  const { log } = produce({ TOOL: 'Bandit', REPORT: report, CONVERTER: 'bandit' }, 0);

  expect(listFailures(log).map(({ description }) => description)).toEqual([
    'the report of Bandit is not that of bandit: "results" is not an array',
  ]);
});

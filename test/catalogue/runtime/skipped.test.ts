import { Pod } from './step';

let pod: Pod;
beforeEach(() => {
  pod = new Pod();
});
afterEach(() => pod.remove());

const uid = '11111111-1111-4111-8111-111111111111';
const conditions = (...parts: readonly string[]) => `/?when=${['', ...parts].join(`|${uid}|`)}`;
const gate = (...paths: readonly string[]) => pod.run('gate', { WORKSPACE: pod.workspace, FAIL_ON: 'high', RESULT: pod.result }, paths);

const clean = { version: '2.1.0', runs: [{ tool: { driver: { name: 'gitleaks' } }, results: [] }] };

describe('a scanner whose conditions did not hold', () => {
  beforeEach(() => pod.write('workspace/gitleaks.sarif', clean));

  it.each([
    ['a language that is absent', ['notin', '1', 'false', 'false']],
    ['none of two languages', ['notin', '1', 'falsefalse', 'falsefalse']],
    ['a value that is not in the list', ['in', '2', 'c', 'a', 'b']],
    ['the second of two conditions', ['in', '1', 'a', 'a', 'in', '1', 'b', 'a']],
    ['an empty value', ['in', '1', '', 'a']],
  ])('has not failed: %s', (_, parts) => {
    const { code, stdout } = gate('gitleaks.sarif', `gosec.sarif${conditions(...parts)}`);

    expect(stdout).toContain('gosec: not run, because its conditions did not hold');
    expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'gate passed: no new finding at or above "high", every tool finished']);
  });

  it.each([
    ['conditions that held', ['notin', '1', 'true', 'false']],
    ['a value that looks like another condition', ['notin', '1', 'a|in|1|b|c', 'b']],
    ['parts that are missing', ['in', '2', 'c', 'a']],
    ['an operator that Tekton does not have', ['near', '1', 'c', 'a']],
  ])('fails the gate when there is no file in spite of %s', (_, parts) => {
    const { code, stdout } = gate('gitleaks.sarif', `gosec.sarif${conditions(...parts)}`);

    expect(stdout).toContain('gosec did not finish: it left no findings file');
    expect(code).toBe(1);
  });

  it('counts with its findings when it has run all the same', () => {
    pod.write('workspace/gosec.sarif', {
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'gosec' } }, results: [], invocations: [{ executionSuccessful: false }] }],
    });

    expect(gate('gitleaks.sarif', `gosec.sarif${conditions('in', '1', 'a', 'b')}`)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('gosec did not finish'),
    });
  });

  it('is in the summary without findings, also behind other enrichers', () => {
    const paths = ['gitleaks.sarif', `gosec.sarif${conditions('in', '1', 'a', 'b')}`];
    const env = { WORKSPACE: pod.workspace, ISSUES_PATH: 'all.sarif', FINDINGS: 'findings/a.sarif', RESULT: pod.result };
    expect(pod.run('deduplicate', env, paths).code).toBe(0);

    expect(gate('all.sarif').code).toBe(0);
    expect(pod.run('summary', { WORKSPACE: pod.workspace, RESULT: pod.result }, ['all.sarif']).stdout).toContain('gosec');
  });
});

it('a run whose scanners were all skipped has scanned nothing, and fails the gate', () => {
  const { code, stdout } = gate(`gosec.sarif${conditions('in', '1', 'a', 'b')}`, `bandit.sarif${conditions('in', '1', 'a', 'b')}`);

  expect(stdout).toContain('no tool has run, so nothing was scanned');
  expect(code).toBe(1);
});

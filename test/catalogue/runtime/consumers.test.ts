import { readFileSync } from 'node:fs';
import { failedLog } from '../../../src/findings';
import { logOf, resultAt } from '../../findings/build';
import { type Ended, Pod } from './step';

const WHY = 'its pod ran out of memory or time, was evicted or stopped, its image was not pulled, its disk was full, or it was skipped';
const LABEL = 'tekton.dev/pipelineTask';

let pod: Pod;

beforeEach(() => {
  pod = new Pod();
  pod.write(
    'workspace/findings/gosec.sarif',
    logOf('gosec', [resultAt('G204', 'main.go', 12, { level: 'error' }), resultAt('G104', 'main.go', 7)]),
  );
  pod.write('workspace/findings/failed.sarif', failedLog({ tool: 'gitleaks', exitCode: 1, description: 'gitleaks left no report' }));
});

afterEach(() => pod.remove());

describe('the gate', () => {
  function gate(failOn: string, ...paths: readonly string[]): Ended {
    return pod.run('gate', { WORKSPACE: pod.workspace, FAIL_ON: failOn }, paths);
  }

  it('fails on findings at or above the severity and shows them', () => {
    const { code, stdout } = gate('high', 'findings/gosec.sarif');

    expect(code).toBe(1);
    expect(stdout).toBe('gate failed:\n- 1 new finding at or above "high"\n  high  G204  main.go:12  G204 matched\n');
  });

  it('passes with only lower ones', () => {
    expect(gate('critical', 'findings/gosec.sarif')).toEqual({
      code: 0,
      stdout: 'gate passed: no new finding at or above "critical", every tool finished\n',
      stderr: '',
    });
  });

  it('fails when a tool did not finish', () => {
    const { code, stdout } = gate('critical', 'findings/gosec.sarif', 'findings/failed.sarif');

    expect([code, stdout]).toEqual([1, 'gate failed:\n- gitleaks did not finish (exit code 1): gitleaks left no report\n']);
  });

  it('fails when a scan is incomplete, although the tool reports success', () => {
    const toolExecutionNotifications = [{ level: 'error', message: { text: 'a.py could not be parsed' } }];
    const run = { tool: { driver: { name: 'semgrep' } }, invocations: [{ executionSuccessful: true, toolExecutionNotifications }] };
    pod.write('workspace/findings/part.sarif', { version: '2.1.0', runs: [{ ...run, results: [] }] });

    const { code, stdout } = gate('critical', 'findings/part.sarif');

    expect([code, stdout]).toEqual([1, 'gate failed:\n- semgrep is incomplete: a.py could not be parsed\n']);
  });

  it.each([
    ['has no runs', [], 'findings/silent.sarif did not finish: the findings file has no runs'],
    [
      'has no results',
      [{ tool: { driver: { name: 'gosec' } }, results: null }],
      'gosec did not finish: its report has no results array; the report of a clean scan has an empty one',
    ],
  ])('fails when a findings file next to a valid one %s', (_title, runs, reason) => {
    pod.write('workspace/findings/silent.sarif', { version: '2.1.0', runs });

    const { code, stdout } = gate('critical', 'findings/gosec.sarif', 'findings/silent.sarif');

    expect([code, stdout]).toEqual([1, `gate failed:\n- ${reason}\n`]);
  });

  it('fails when a tool left no findings file, and names the log with the reason', () => {
    const { code, stdout } = gate('critical', 'findings/gosec.sarif', 'findings/none.sarif');

    expect(code).toBe(1);
    expect(stdout).toBe(
      `gate failed:\n- none did not finish: it left no findings file: ${WHY}; see kubectl describe taskrun -l ${LABEL}=none\n`,
    );
  });

  it('names the run of a tool that left no findings file', () => {
    const env = { WORKSPACE: pod.workspace, FAIL_ON: 'critical', PIPELINE_RUN: 'scan-x7k2p' };

    const { stdout } = pod.run('gate', env, ['findings/none.sarif']);

    expect(stdout).toContain(`see kubectl describe taskrun -l ${LABEL}=none,tekton.dev/pipelineRun=scan-x7k2p\n`);
  });

  it('fails when a findings file cannot be read', () => {
    pod.directory('workspace/findings/directory.sarif');

    const { code, stdout } = gate('critical', 'findings/directory.sarif');

    expect(code).toBe(1);
    expect(stdout).toBe(
      'gate failed:\n- findings/directory.sarif did not finish: cannot read the findings file: EISDIR: illegal operation on a directory\n',
    );
  });

  it('fails when a run of a matrix left no findings file', () => {
    pod.write('workspace/findings/uid/scan/run-scan-0.sarif', logOf('scan', []));
    pod.write('workspace/findings/uid/scan/run-scan-2.sarif', logOf('scan', []));

    expect(gate('critical', 'findings/uid/scan/?files=2').code).toBe(0);
    expect(gate('critical', 'findings/uid/scan/?files=3')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('- scan did not finish: 1 of its 3 runs left no findings file: '),
    });
    expect(gate('critical', 'findings/uid/none/?files=2').stdout).toContain(
      '- none did not finish: 2 of its 2 runs left no findings file: ',
    );
    expect(gate('critical', 'findings/uid/scan/?files=$(tasks.scan.matrix.length)').code).toBe(1);
  });

  it('leaves its verdict as a result', () => {
    const verdict = (...paths: readonly string[]) => {
      pod.run('gate', { WORKSPACE: pod.workspace, FAIL_ON: 'critical', RESULT: pod.result }, paths);
      return readFileSync(pod.result, 'utf8');
    };

    expect(verdict('findings/gosec.sarif')).toBe('passed');
    expect(verdict('findings/gosec.sarif', 'findings/failed.sarif')).toBe('gitleaks did not finish (exit code 1): gitleaks left no report');
    const many = verdict(...Array.from({ length: 100 }, (_, index) => `findings/none-${index}.sarif`));
    expect(Buffer.byteLength(many)).toBeLessThanOrEqual(2048);
    expect(many).toMatch(/^none-0 did not finish: .*\nand \d+ more$/s);
  });

  it('fails when nothing was scanned', () => {
    expect(gate('critical')).toMatchObject({
      code: 1,
      stdout: 'gate failed:\n- no tool has run, so nothing was scanned\n',
    });
  });

  it('shows at most 20 findings', () => {
    const results = Array.from({ length: 25 }, (_, index) => resultAt('G1', 'a.go', index + 1));
    pod.write('workspace/findings/many.sarif', logOf('gosec', results));

    const { stdout } = gate('low', 'findings/many.sarif');

    expect(stdout.match(/^ {2}medium/gm)).toHaveLength(20);
    expect(stdout).toMatch(/\n {2}and 5 more\n$/);
  });

  it.each([['High'], ['severe'], ['none']])('refuses the threshold %j', (failOn) => {
    const { code, stderr } = gate(failOn, 'findings/gosec.sarif');

    expect([code, stderr]).toEqual([1, `FAIL_ON: unknown severity "${failOn}"; expected one of: critical, high, medium, low\n`]);
  });
});

describe('the summary', () => {
  function summarise(...paths: readonly string[]): Ended {
    return pod.run('summary', { WORKSPACE: pod.workspace, RESULT: pod.result }, paths);
  }

  it('prints Markdown, then JSON, and leaves the counts as its result', () => {
    const { code, stdout } = summarise('findings/gosec.sarif', 'findings/failed.sarif');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^# Findings\n\n2 findings, 0 of them known, 0 suppressed\n\n- \*\*gitleaks\*\* did not finish/);
    expect(JSON.parse(stdout.slice(stdout.indexOf('\n{')))).toMatchObject({ total: 2, bySeverity: { high: 1, medium: 1 } });
    expect(JSON.parse(readFileSync(pod.result, 'utf8'))).toMatchObject({
      total: 2,
      byTool: [
        { tool: 'gitleaks', count: 0 },
        { tool: 'gosec', count: 2 },
      ],
      failures: [{ tool: 'gitleaks', state: 'did not finish', exitCode: 1 }],
    });
  });

  it('its result stays within 2048 bytes, for any number of rules', () => {
    const results = Array.from({ length: 2000 }, (_, index) => resultAt(`a-rule-with-a-long-name-${index}`, 'a.go', 1));
    pod.write('workspace/findings/many.sarif', logOf('semgrep', results));

    summarise('findings/many.sarif');

    const text = readFileSync(pod.result, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
    const { byRule, omitted } = JSON.parse(text);
    expect(byRule.length + omitted.rules).toBe(2000);
  });
});

import { systemClock } from '../../../src/cli/run/reflector';
import { ClusterError } from '../../../src/deploy';
import type { PipelineSpec } from '../../../src/spec';
import { Scenario } from './scenario';

const spec: PipelineSpec = {
  tasks: [
    { name: 'build', taskRef: { name: 'build' } },
    { name: 'test', taskRef: { name: 'test' }, runAfter: ['build'] },
  ],
  finally: [{ name: 'notify', taskRef: { name: 'notify' } }],
};
const time = (second: number, text: string) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.5Z ${text}`;
const unreachable = () => new ClusterError('unreachable', 'https://api: no answer (ECONNREFUSED)');

/** Starts a run whose task build has run its first step. */
async function started(options = {}, scenario = new Scenario(spec)): Promise<{ scenario: Scenario; code: Promise<number> }> {
  const code = scenario.start(options);
  await scenario.until('watch TaskRun');
  scenario.task('build', { compile: 'running' });
  scenario.cluster.log(scenario.pod('build'), 'step-compile', time(1, 'compiling'));
  await scenario.until('compiling');
  return { scenario, code };
}

describe('a run that is watched', () => {
  it('leaves no timer behind, so that a program that called the command can end', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    const before = timers();
    const scenario = new Scenario(spec);
    scenario.clock = systemClock;
    const { code } = await started({}, scenario);
    scenario.cluster.endLog(scenario.pod('build'), 'step-compile');
    scenario.task('build', { compile: 0 });
    scenario.end('True', 'Succeeded');

    expect([await code, timers()]).toEqual([0, before]);
  });

  it('is shown task by task with the logs of the steps, and ends with its results and the exit code 0', async () => {
    const { scenario, code } = await started();
    scenario.cluster.endLog(scenario.pod('build'), 'step-compile');
    scenario.task('build', { compile: 0 });
    scenario.task('test', { unit: 'running', report: 'running' });
    scenario.cluster.log(scenario.pod('test'), 'step-unit', time(2, 'ok 1'));
    scenario.cluster.log(scenario.pod('test'), 'step-report', time(3, '1 passed'));
    await scenario.until('ok 1');
    scenario.cluster.endLog(scenario.pod('test'), 'step-unit');
    scenario.cluster.endLog(scenario.pod('test'), 'step-report');
    scenario.task('test', { unit: 0, report: 0 });
    await scenario.until('test succeeded');
    scenario.end('True', 'Succeeded', {
      results: [{ name: 'digest', value: 'sha256:abc' }],
      skippedTasks: [{ name: 'notify', reason: 'When Expressions evaluated to false' }],
    });

    expect(await code).toBe(0);
    const lines = scenario.out;
    expect(lines.filter((line) => !line.startsWith('['))).toEqual([
      '▶ build running (compile)',
      '✓ build succeeded in 12 s',
      '▶ test running (unit)',
      '✓ test succeeded in 12 s',
      '- notify skipped: When Expressions evaluated to false',
      'results:',
      '  digest: sha256:abc',
      `PipelineRun "${scenario.name}" succeeded in 1 min 5 s`,
    ]);
    expect(lines.filter((line) => line.startsWith('['))).toEqual([
      '[build : compile] compiling',
      '[test : unit] ok 1',
      '[test : report] 1 passed',
    ]);
    expect(scenario.err).toEqual([`PipelineRun "${scenario.name}" created in ci`]);
  });

  it('that fails has the exit code 1, and says which task failed and why', async () => {
    const { scenario, code } = await started();
    scenario.cluster.endLog(scenario.pod('build'), 'step-compile');
    scenario.task('build', { compile: 1 });
    scenario.end('False', 'Failed');

    expect(await code).toBe(1);
    expect(scenario.out).toContain('✗ build failed in 12 s: "step-x" exited with code 1');
    expect(scenario.out.at(-1)).toBe(`PipelineRun "${scenario.name}" failed in 1 min 5 s (build)`);
  });

  it('that Tekton refuses says its reason', async () => {
    const { scenario, code } = await started();
    scenario.end('False', 'CouldntGetTask', {
      conditions: [{ type: 'Succeeded', status: 'False', reason: 'CouldntGetTask', message: 'no Task "test"' }],
    });

    expect([await code, scenario.out.at(-1)]).toEqual([
      1,
      `PipelineRun "${scenario.name}" failed in 1 min 5 s: CouldntGetTask: no Task "test"`,
    ]);
  });

  it('shows findings and the verdict of the gate of a security pipeline', async () => {
    const { scenario, code } = await started();
    const summary = { total: 6, bySeverity: { critical: 1, high: 2, medium: 3, low: 0 }, failures: [{ tool: 'gosec', state: 'failed' }] };
    scenario.task('build', { compile: 0 }, { results: [{ name: 'summary', value: JSON.stringify(summary) }] });
    scenario.task('test', { gate: 1 }, { results: [{ name: 'verdict', value: '3 findings at or above high\ngosec did not finish\n' }] });
    scenario.end('False', 'Failed');

    await code;
    expect(scenario.out).toEqual(
      expect.arrayContaining([
        'findings (build): 6 (1 critical, 2 high, 3 medium); did not finish: gosec',
        'gate (test): 3 findings at or above high; gosec did not finish',
      ]),
    );
  });

  it.each([
    ['breaks', (scenario: Scenario) => scenario.cluster.breakWatches()],
    ['is too old (410)', (scenario: Scenario) => scenario.cluster.compact()],
    [
      'breaks, while the server is away for a moment',
      (scenario: Scenario) => {
        for (let at = 0; at < 4; at++) scenario.cluster.faults.push({ of: 'snapshot', error: unreachable() });
        scenario.cluster.breakWatches();
      },
    ],
  ])('goes on when the watch %s, without a line lost or repeated', async (_, fault) => {
    const { scenario, code } = await started();
    scenario.cluster.log(scenario.pod('build'), 'step-compile', time(1, 'same second'), time(2, 'more'));
    await scenario.until('more');
    fault(scenario);
    scenario.cluster.log(scenario.pod('build'), 'step-compile', time(2, 'more'), time(3, 'linked'));
    scenario.cluster.endLog(scenario.pod('build'), 'step-compile');
    scenario.task('build', { compile: 0 });
    await scenario.until('build succeeded');
    await scenario.until('linked');
    scenario.end('True', 'Succeeded');

    expect(await code).toBe(0);
    expect(scenario.out.filter((line) => line.startsWith('['))).toEqual(
      ['compiling', 'same second', 'more', 'more', 'linked'].map((line) => `[build : compile] ${line}`),
    );
  });

  it('is left with the exit code 3 when the server stays away, and the message says how to watch it again', async () => {
    const { scenario, code } = await started();
    for (let at = 0; at < 500; at++) scenario.cluster.faults.push({ of: 'snapshot', error: unreachable() });
    scenario.cluster.breakWatches();

    expect(await code).toBe(3);
    expect(scenario.err.slice(1).join('\n')).toBe(
      [
        'https://api: no answer (ECONNREFUSED); trying again for 5 minutes',
        'https://api: no answer (ECONNREFUSED)',
        `the run goes on in the cluster; watch it with tekwire watch -n ci ${scenario.name}`,
      ].join('\n'),
    );
  }, 20_000);

  it('that is deleted ends with the exit code 1', async () => {
    const { scenario, code } = await started();
    scenario.cluster.remove({ apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', namespace: 'ci', name: scenario.name });

    expect([await code, scenario.err.at(-1)]).toEqual([
      1,
      `PipelineRun "${scenario.name}" was deleted while it was watched, and its pods with it`,
    ]);
  });

  it('is read again and again where watching is not allowed', async () => {
    const scenario = new Scenario(spec);
    const forbidden = () => new ClusterError('forbidden', 'watch is forbidden');
    scenario.cluster.faults.push({ of: 'watch PipelineRun', error: forbidden() }, { of: 'watch TaskRun', error: forbidden() });
    const { code } = await started({}, scenario);
    scenario.end('True', 'Succeeded');

    expect([await code, scenario.err.at(-1)]).toEqual([0, 'watching PipelineRun is not allowed, so it is read every 2 s']);
  });

  it('is shown without logs where they may not be read', async () => {
    const scenario = new Scenario(spec);
    scenario.cluster.faults.push({ of: 'logs', error: new ClusterError('forbidden', 'pods/log is forbidden') });
    const code = scenario.start();
    await scenario.until('watch TaskRun');
    scenario.task('build', { compile: 'running' });
    await scenario.until('logs are not shown');
    scenario.end('True', 'Succeeded');

    expect([await code, scenario.err.at(-1)]).toEqual([0, 'logs are not shown: pods/log is forbidden']);
  });

  it('prints the logs of failed tasks only, at the end, with --logs failed', async () => {
    const scenario = new Scenario(spec);
    const code = scenario.start({ logs: 'failed' });
    await scenario.until('watch TaskRun');
    for (const [task, exitCode] of [
      ['build', 0],
      ['test', 1],
    ] as const) {
      scenario.cluster.log(scenario.pod(task), 'step-run', time(1, `log of ${task}`));
      scenario.cluster.endLog(scenario.pod(task), 'step-run');
      scenario.task(task, { run: exitCode });
    }
    scenario.end('False', 'Failed');

    expect(await code).toBe(1);
    expect(scenario.out.filter((line) => line.startsWith('['))).toEqual(['[test : run] log of test']);
  });

  it('is JSON for programs: one event per line', async () => {
    const { scenario, code } = await started({ output: 'json' });
    scenario.task('build', { compile: 0 }, { results: [{ name: 'digest', value: 'sha256:abc' }] });
    await scenario.until('"state":"succeeded"');
    scenario.cluster.endLog(scenario.pod('build'), 'step-compile');
    scenario.end('True', 'Succeeded');

    await code;
    const events = scenario.out.map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual(['created', 'task', 'log', 'task', 'run']);
    expect(events[2]).toEqual({ type: 'log', task: 'build', step: 'compile', text: 'compiling' });
    expect(events.at(-1)).toMatchObject({ name: scenario.name, state: 'succeeded', taskResults: { build: { digest: 'sha256:abc' } } });
  });

  it('shows no control sequence of a log', async () => {
    const { scenario, code } = await started();
    scenario.cluster.log(
      scenario.pod('build'),
      'step-compile',
      time(2, '\u001b[2J\u001b]0;title\u0007\u001b[31mred\u001b[0m 10%\r100%\u0008'),
    );
    await scenario.until('100%');
    scenario.cluster.endLog(scenario.pod('build'), 'step-compile');
    scenario.task('build', { compile: 0 });
    scenario.end('True', 'Succeeded');

    await code;
    expect(scenario.out).toContain('[build : compile] 100%');
  });
});

describe('Ctrl-C', () => {
  it('without a terminal leaves the run alone: exit code 130', async () => {
    const { scenario, code } = await started();
    scenario.pressCtrlC();

    expect([await code, scenario.err.at(-1)]).toEqual([
      130,
      `the run goes on in the cluster; watch it with tekwire watch -n ci ${scenario.name}`,
    ]);
    expect(scenario.cluster.requests.filter((one) => one.startsWith('change'))).toEqual([]);
  });

  it('at a terminal asks, and cancels after yes; finally still runs: exit code 130', async () => {
    const scenario = new Scenario(spec);
    scenario.answers = ['y'];
    const { code } = await started({}, scenario);
    scenario.pressCtrlC();
    await scenario.until('change PipelineRun');
    scenario.end('False', 'Cancelled');

    expect(await code).toBe(130);
    expect(scenario.questions).toEqual([`\ncancel PipelineRun "${scenario.name}"? [y] cancel, [n] keep watching, [l] leave it running: `]);
    expect(scenario.cluster.requests).toContain(`change PipelineRun "${scenario.name}" {"spec":{"status":"CancelledRunFinally"}}`);
  });

  it('at a terminal goes on after no', async () => {
    const scenario = new Scenario(spec);
    scenario.answers = ['n'];
    const { code } = await started({}, scenario);
    scenario.pressCtrlC();
    scenario.cluster.endLog(scenario.pod('build'), 'step-compile');
    scenario.task('build', { compile: 0 });
    await scenario.until('build succeeded');
    scenario.end('True', 'Succeeded');

    expect([await code, scenario.cluster.requests.filter((one) => one.startsWith('change'))]).toEqual([0, []]);
  });

  it.each([['l'], [undefined]])('at a terminal leaves the run after %s', async (answer) => {
    const scenario = new Scenario(spec);
    scenario.answers = [answer];
    const { code } = await started({}, scenario);
    scenario.pressCtrlC();

    expect([await code, scenario.cluster.requests.filter((one) => one.startsWith('change'))]).toEqual([130, []]);
  });
});

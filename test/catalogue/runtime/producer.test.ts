import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { logOf, resultAt, resultsOf } from '../../findings/build';
import { schemaProblems } from '../../findings/schema';
import { type Ended, Pod } from './step';

let pod: Pod;

beforeEach(() => {
  pod = new Pod();
});

afterEach(() => pod.remove());

function produce(env: Readonly<Record<string, string>> = {}, exitCode = '0'): Ended {
  return pod.run('producer', {
    TOOL: 'gosec',
    REPORT: join(pod.root, 'scratch/report.sarif'),
    EXIT_CODE_FILE: pod.write('steps/scan/exitCode', exitCode),
    SOURCE_ROOT: join(pod.workspace, 'source'),
    WORKSPACE: pod.workspace,
    FINDINGS: 'findings/gosec.sarif',
    RESULT: pod.result,
    ...env,
  });
}

function invocations() {
  return pod.findings('findings/gosec.sarif').runs.map((run) => run.invocations);
}

it('the report of a scanner becomes findings with paths relative to the sources', () => {
  const path = join(pod.workspace, 'source/cmd/main.go');
  pod.write('scratch/report.sarif', logOf('gosec', [resultAt('G1', `file://${path}`, 3), resultAt('G1', path, 4)]));

  const { code, stdout } = produce();

  expect(code).toBe(0);
  expect(stdout).toBe('gosec: 2 findings in findings/gosec.sarif\n');
  const log = pod.findings('findings/gosec.sarif');
  expect(resultsOf(log).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual([
    'cmd/main.go',
    'cmd/main.go',
  ]);
  expect(resultsOf(log).map(({ partialFingerprints }) => partialFingerprints?.['tekwire/v1']?.slice(-2))).toEqual([':1', ':2']);
  expect(schemaProblems(log)).toEqual([]);
});

it('sources reached through a link are the same sources', () => {
  const real = pod.directory('real');
  symlinkSync(real, join(pod.workspace, 'source'));
  pod.write('scratch/report.sarif', logOf('gosec', [resultAt('G1', join(real, 'main.go'), 3)]));

  produce();

  expect(resultsOf(pod.findings('findings/gosec.sarif'))[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('main.go');
});

it('a finding has the identities that stores use, from the content of its line', () => {
  pod.write('workspace/source/app.py', 'x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n');
  symlinkSync('/etc/hostname', join(pod.workspace, 'source/link.py'));
  pod.write(
    'scratch/report.sarif',
    logOf('gosec', [resultAt('G1', 'app.py', 2), resultAt('G1', 'link.py', 1), resultAt('G1', 'none.py', 1)]),
  );

  produce();

  const log = pod.findings('findings/gosec.sarif');
  expect(log.runs[0]?.automationDetails).toEqual({ id: 'gosec/' });
  expect(resultsOf(log).map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash)).toEqual([
    'bb609acbe9138d60:1',
    undefined,
    undefined,
  ]);
  expect(new Set(resultsOf(log).map(({ fingerprints }) => fingerprints?.['tekwire/v2'])).size).toBe(3);
});

it('the result is the path of the findings, without a newline', () => {
  pod.write('scratch/report.sarif', logOf('gosec', []));

  produce();

  expect(readFileSync(pod.result, 'utf8')).toBe('findings/gosec.sarif');
});

it('a scanner that crashed without a report is a run that did not finish', () => {
  const { code, stdout } = produce({}, '2');

  expect(code).toBe(0);
  expect(stdout).toBe(
    'gosec: 0 findings in findings/gosec.sarif, did not finish: gosec ended with exit code 2; gosec left no report: ENOENT: no such file or directory\n',
  );
  const description = 'gosec ended with exit code 2; gosec left no report: ENOENT: no such file or directory';
  expect(invocations()).toEqual([
    [
      {
        executionSuccessful: false,
        exitCode: 2,
        exitCodeDescription: description,
        toolExecutionNotifications: [{ level: 'error', message: { text: description } }],
      },
    ],
  ]);
  expect(schemaProblems(pod.findings('findings/gosec.sarif'))).toEqual([]);
});

it.each([
  ['is empty', '', 'the report of gosec: the file is empty; expected SARIF 2.1.0'],
  ['breaks off', '{"version":"2.1.0","runs":[{', 'the report of gosec: line 1, column 29: invalid JSON, unexpected end of file'],
  ['is other JSON', '{"Issues":[]}', 'the report of gosec: "runs" is missing; the file is JSON but not SARIF 2.1.0'],
  ['has no runs', '{"version":"2.1.0","runs":[]}', 'the report of gosec has no runs'],
])('a report that %s is a run that did not finish, although the scanner reports success', (_title, report, description) => {
  pod.write('scratch/report.sarif', report);

  expect(produce().code).toBe(0);
  expect(invocations()).toMatchObject([[{ executionSuccessful: false, exitCode: 0, exitCodeDescription: description }]]);
});

it('the results of a failed scanner are kept', () => {
  pod.write('scratch/report.sarif', logOf('gosec', [resultAt('G1', 'a.go', 3)]));

  produce({}, '137');

  expect(resultsOf(pod.findings('findings/gosec.sarif'))).toHaveLength(1);
  expect(invocations()).toEqual([[{ executionSuccessful: false, exitCode: 137, exitCodeDescription: 'gosec ended with exit code 137' }]]);
});

it('configured exit codes count as success', () => {
  pod.write('scratch/report.sarif', logOf('gosec', []));

  produce({ OK_EXIT_CODES: '0, 1' }, '1');

  expect(invocations()).toEqual([undefined]);
});

it('an exit code that means findings counts as success only with findings', () => {
  const env = { FINDINGS_EXIT_CODES: '1' };
  pod.write('scratch/report.sarif', logOf('gosec', [resultAt('G1', 'a.go', 3)]));
  produce(env, '1');
  const withFindings = invocations();

  pod.write('scratch/report.sarif', logOf('gosec', []));
  produce(env, '1');

  expect(withFindings).toEqual([undefined]);
  expect(invocations()).toMatchObject([[{ executionSuccessful: false, exitCode: 1 }]]);
});

describe('a report in its own format next to the SARIF', () => {
  const errors = { 'cmd/a.go': [{ line: 9, column: 2, error: 'undefined: x' }], 'cmd/b.go': [{ line: 1, column: 1, error: 'no package' }] };

  function produceWith(own: unknown, exitCode = '0'): Ended {
    pod.write('scratch/report.sarif', logOf('gosec', [resultAt('G1', 'a.go', 3)]));
    const env = { OWN_REPORT_FORMAT: 'gosec', OWN_REPORT: pod.write('scratch/report.json', own as string), FINDINGS_EXIT_CODES: '1' };
    return produce(env, exitCode);
  }

  it('shows what gosec could not scan, which its SARIF and exit code do not show', () => {
    const { stdout } = produceWith({ 'Golang errors': errors, Issues: [] }, '1');

    expect(stdout).toBe(
      'gosec: 1 findings in findings/gosec.sarif, incomplete: sources that do not compile are not scanned: cmd/a.go:9: undefined: x (and 1 more)\n',
    );
    expect(resultsOf(pod.findings('findings/gosec.sarif'))).toHaveLength(1);
  });

  it('changes nothing when it has no errors', () => {
    expect(produceWith({ 'Golang errors': {}, Issues: [] }).stdout).toBe('gosec: 1 findings in findings/gosec.sarif\n');
  });

  it.each([[''], ['{"Golang err'], ['[]']])('makes the scan incomplete when it contains %j', (own) => {
    expect(produceWith(own).stdout).toMatch(/, incomplete: gosec left no readable JSON report beside its SARIF\n$/);
  });

  it('makes the scan incomplete when it is missing', () => {
    pod.write('scratch/report.sarif', logOf('gosec', []));

    const { stdout } = produce({ OWN_REPORT_FORMAT: 'gosec', OWN_REPORT: join(pod.root, 'scratch/none.json') });

    expect(stdout).toMatch(/, incomplete: /);
  });
});

it('a killed scanner leaves no exit code', () => {
  pod.write('scratch/report.sarif', logOf('gosec', []));

  produce({}, 'killed');

  const description = 'the exit code of gosec is not known; it may have been killed';
  expect(invocations()).toEqual([[{ executionSuccessful: false, exitCodeDescription: description }]]);
});

it('a scanner that was ended by a signal was killed', () => {
  pod.write('scratch/report.sarif', logOf('gosec', []));

  produce({}, '-1');

  const description = 'gosec was killed by a signal; it may have run out of memory';
  expect(invocations()).toEqual([[{ executionSuccessful: false, exitCode: -1, exitCodeDescription: description }]]);
});

it('the findings are written to the file that the pipeline chooses', () => {
  pod.write('scratch/report.sarif', logOf('gosec', []));

  produce({ ISSUES_PATH: 'uid/findings/gosec.sarif', RUN_UID: 'uid', PIPELINE_TASK: 'gosec' });

  expect(readFileSync(pod.result, 'utf8')).toBe('uid/findings/gosec.sarif');
  expect(pod.findings('uid/findings/gosec.sarif').runs).toHaveLength(1);
});

it('findings of an earlier run are replaced completely, and no temporary file is left', () => {
  pod.write('workspace/findings/gosec.sarif', 'x'.repeat(100_000));
  pod.write('scratch/report.sarif', logOf('gosec', []));

  produce();

  expect(pod.findings('findings/gosec.sarif').runs).toHaveLength(1);
  expect(readdirSync(join(pod.workspace, 'findings'))).toEqual(['gosec.sarif']);
});

it.each([['/etc/findings.sarif'], ['../findings.sarif'], ['findings/../../x.sarif']])(
  'findings are not written to %s, outside the workspace',
  (path) => {
    pod.write('scratch/report.sarif', logOf('gosec', []));

    const { code, stderr } = produce({ FINDINGS: path });

    expect(code).toBe(1);
    expect(stderr).toBe(`"${path}" is outside the workspace; expected a relative path\n`);
  },
);

it('findings are not written through a link out of the workspace', () => {
  symlinkSync(pod.directory('elsewhere'), join(pod.workspace, 'findings'));
  pod.write('scratch/report.sarif', logOf('gosec', []));

  const { code, stderr } = produce();

  expect(code).toBe(1);
  expect(stderr).toBe('"findings/gosec.sarif" is outside the workspace\n');
  expect(readdirSync(join(pod.root, 'elsewhere'))).toEqual([]);
});

it('a step with a missing variable names it', () => {
  const { code, stderr } = produce({ TOOL: '' });

  expect([code, stderr]).toEqual([1, 'environment variable TOOL is not set\n']);
});

it('findings that cannot be written fail the step', () => {
  // a file where the directory should be: to root, no directory is read-only
  pod.write('workspace/findings', '');
  pod.write('scratch/report.sarif', logOf('gosec', []));

  const { code, stderr } = produce();

  expect(code).toBe(1);
  expect(stderr).toMatch(/^E[A-Z]+: .*workspace\/findings'\n$/);
});

it('the error message of a tool is one line of the log without terminal escapes', () => {
  const toolExecutionNotifications = [{ level: 'error', message: { text: '\u001b[2Jno rules\ngate passed' } }];
  const run = { tool: { driver: { name: 'gosec' } }, invocations: [{ executionSuccessful: true, toolExecutionNotifications }] };
  pod.write('scratch/report.sarif', { version: '2.1.0', runs: [{ ...run, results: [] }] });

  expect(produce().stdout).toMatch(/^gosec: 0 findings in [^ ]+, incomplete: \[2Jno rules\n$/);
});

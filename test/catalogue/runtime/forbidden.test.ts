import { chmodSync, chownSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { logOf } from '../../findings/build';
import { type Ended, Pod } from './step';

const NOBODY = 65534;
/** Only root can start a step as another user; anybody else takes the right to write from himself. */
const user = process.getuid?.() === 0 ? NOBODY : undefined;

let pod: Pod;

beforeEach(() => {
  pod = new Pod();
  // temporary folders are private to the user who made them
  if (user !== undefined) chmodSync(dirname(pod.root), 0o711);
  chmodSync(pod.root, 0o777);
});

afterEach(() => {
  chmodSync(pod.workspace, 0o755);
  pod.remove();
});

const steps: Readonly<Record<string, () => Ended>> = {
  'the report of a producer': () =>
    pod.run(
      'producer',
      {
        TOOL: 'gosec',
        REPORT: pod.write('scratch/report.sarif', logOf('gosec', [])),
        EXIT_CODE_FILE: pod.write('steps/scan/exitCode', '0'),
        SOURCE_ROOT: join(pod.workspace, 'source'),
        WORKSPACE: pod.workspace,
        FINDINGS: 'findings/gosec.sarif',
        RESULT: pod.result,
      },
      [],
      user,
    ),
  'the findings of an enricher': () =>
    pod.run(
      'deduplicate',
      { WORKSPACE: pod.workspace, FINDINGS: 'findings/deduplicate.sarif', RESULT: pod.result },
      ['findings/gosec.sarif'],
      user,
    ),
  'the copy of what an enricher left': () =>
    pod.run(
      'hand-on',
      {
        WORKSPACE: pod.workspace,
        ISSUES_PATH: 'findings/uid/judge.sarif',
        FINDINGS: 'findings/judge.sarif',
        RESULT: pod.write('results/issues', 'judged.sarif'),
      },
      [],
      user,
    ),
};

describe.each(Object.entries(steps))('%s', (_, run) => {
  it('ends with the reason where the volume is not writable, as one that ignores fsGroup', () => {
    pod.write('workspace/judged.sarif', logOf('gosec', []));
    chmodSync(pod.workspace, 0o555);
    const owner = user === undefined ? process.getuid?.() : 0;
    if (user !== undefined) chownSync(pod.workspace, 0, 0);

    const { code, stderr } = run();

    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `EACCES: permission denied: user ${user ?? owner} cannot write to the workspace, it belongs to ${owner}:\\d+ with mode 555; the run has no fsGroup, or the volume ignores it\\n$`,
      ),
    );
    expect([stderr.split('\n').length, existsSync(pod.result)]).toEqual([2, false]);
  });

  it('ends well where the volume belongs to the group of the step', () => {
    pod.write('workspace/judged.sarif', logOf('gosec', []));
    if (user !== undefined) chownSync(pod.workspace, 0, NOBODY);
    chmodSync(pod.workspace, 0o775);

    expect(run().code).toBe(0);
  });
});

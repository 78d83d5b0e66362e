import { symlinkSync } from 'node:fs';
import { logOf } from '../../findings/build';
import { type Ended, Pod } from './step';

let pod: Pod;

beforeEach(() => {
  pod = new Pod();
});

afterEach(() => pod.remove());

function handOn(result: string, env: Readonly<Record<string, string>> = {}): Ended {
  const path = pod.write('results/issues', result);
  return pod.run('hand-on', {
    WORKSPACE: pod.workspace,
    ISSUES_PATH: 'findings/uid/judge.sarif',
    FINDINGS: 'findings/judge.sarif',
    RESULT: path,
    ...env,
  });
}

it('the file of the result is copied to the path that the pipeline expects', () => {
  pod.write('workspace/findings/judged.sarif', logOf('gosec', []));

  const { code, stdout } = handOn('findings/judged.sarif\n');

  expect([code, stdout]).toEqual([0, 'findings/judged.sarif copied to findings/uid/judge.sarif\n']);
  expect(pod.findings('findings/uid/judge.sarif')).toEqual(logOf('gosec', []));
});

it('an existing file is kept, and a Task that runs alone copies nothing', () => {
  pod.write('workspace/findings/uid/judge.sarif', logOf('gosec', []));

  expect(handOn('./findings/uid/judge.sarif')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(handOn('findings/none.sarif', { ISSUES_PATH: '' })).toEqual({ code: 0, stdout: '', stderr: '' });
});

it.each([
  ['', 'the result "issues" is empty; an earlier step must write the path of its SARIF file to it\n'],
  ['findings/none.sarif', /^cannot read the findings file findings\/none.sarif that the result "issues" names: ENOENT: /],
  ['../outside.sarif', /is outside the workspace/],
  ['findings/link.sarif', /is outside the workspace/],
])('the result %j fails the step', (result, message) => {
  symlinkSync(pod.write('outside.sarif', '{}'), `${pod.directory('workspace/findings')}/link.sarif`);

  const { code, stderr } = handOn(result);

  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { write } from './run';

// they run the built program, on machines that have other things to do
jest.setTimeout(60_000);

const task = (step: string) => `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec:\n  steps:\n    - ${step}\n`;
const good = write('good.yaml', task('image: busybox'));
const bad = write('bad.yml', task('name: run'));

describe('tekwire as a process', () => {
  const program = join(__dirname, '../../dist/lib/cli/main.js');
  const tekwire = (args: string[], input = '', env = {}) =>
    spawnSync(process.execPath, [program, ...args], { input, encoding: 'utf8', env: { ...process.env, ...env } });

  it('reads standard input, such as a List of kubectl get -o yaml', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: tekton.dev/v1, kind: Task, metadata: {name: x}, spec: {}}\n';
    const { stdout, stderr, status } = tekwire(['validate', '-'], list);

    expect({ stdout, stderr, status }).toEqual({
      stdout:
        '-:4:64  error TW101  steps: the Task has no steps; it needs at least one\n"tekwire explain TW101" describes the rule and shows examples.\n',
      stderr: '1 object checked, 1 error\n',
      status: 1,
    });
  });

  it('writes data to stdout, and the rest to stderr', () => {
    const { stdout, stderr, status } = tekwire(['validate', '-o', 'json', good]);

    expect(JSON.parse(stdout)).toMatchObject({ file: good, ok: true });
    expect(stderr).toBe('1 object checked, 0 errors\n');
    expect(status).toBe(0);
  });

  it('prints colours only to a terminal, unless forced', () => {
    expect(tekwire(['validate', bad], '', { FORCE_COLOR: undefined }).stdout).not.toContain('\u001b');
    expect(tekwire(['validate', bad], '', { FORCE_COLOR: '1', NO_COLOR: undefined }).stdout).toContain('\u001b');
    expect(tekwire(['validate', bad], '', { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
  });
});

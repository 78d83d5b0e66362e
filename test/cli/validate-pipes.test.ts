import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { folder, run, write } from './run';

const valid = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: [{image: busybox}]}\n';

function pipe(name: string): string {
  const path = join(folder, name);
  spawnSync('mkfifo', [path]);
  return path;
}

describe('named pipes and devices', () => {
  it.each([
    ['validate', (path: string) => ['validate', path]],
    ['graph', (path: string) => ['graph', path]],
    ['the config', (path: string) => ['validate', '--config', path, write('pipe-good.yaml', valid)]],
  ])('%s refuses a named pipe, which would wait for ever', (name, args) => {
    const path = pipe(`${name.replace(' ', '-')}.yaml`);
    const { code, err } = run(...args(path));

    expect([code, err.join('\n')]).toEqual([3, expect.stringContaining(`${path}: is a named pipe, which may wait for ever; pass - and`)]);
  });

  it('a link to a named pipe in a folder is refused, and the other files are checked', () => {
    const inner = join(folder, 'with-link');
    mkdirSync(inner);
    symlinkSync(pipe('linked'), join(inner, 'link.yaml'));
    write('with-link/good.yaml', valid);

    expect(run('validate', inner)).toMatchObject({
      code: 3,
      err: [expect.stringContaining('link.yaml: is a named pipe'), '1 object checked, 0 errors'],
    });
  });

  it('a device without an end is refused', () => {
    expect(run('validate', '/dev/zero')).toMatchObject({
      code: 3,
      err: [expect.stringContaining('/dev/zero: is a device'), expect.anything()],
    });
  });

  it('the pipe of a shell, as in <(kustomize build), is read', () => {
    const program = join(__dirname, '../../dist/lib/cli/main.js');
    const call = `"$0" "$1" validate <(cat "$2") && "$0" "$1" validate /dev/stdin < "$2"`;
    const { status, stderr } = spawnSync('bash', ['-c', call, process.execPath, program, write('pipe-good.yaml', valid)], {
      encoding: 'utf8',
    });

    expect([status, stderr]).toEqual([0, '1 object checked, 0 errors\n1 object checked, 0 errors\n']);
  });
});

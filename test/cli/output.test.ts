import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, write } from './run';

const program = join(__dirname, '../../dist/lib/cli/main.js');
const bad = write('output/bad.yaml', 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: []}\n');
const good = write(
  'output/good.yaml',
  'apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\nspec: {tasks: [{name: a, taskRef: {name: a}}]}\n',
);

/** Pages that together fill every buffer of a pipe. */
const MUCH = 'TW203 '.repeat(200).trim();

/** What a shell sees: the exit code of the command itself, and what it wrote to standard error. */
function inShell(rest: string, input = '') {
  const script = `tekwire() { "${process.execPath}" "${program}" "$@"; }; ${rest}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('output that cannot be written', () => {
  it.each([
    `validate ${bad}`,
    `validate -o json ${bad}`,
    `validate -o sarif ${good}`,
    `validate -o junit ${good}`,
    `validate -o github ${bad}`,
    `graph ${good}`,
    `explain TW203`,
    'validate --help',
    'help',
    'version',
  ])('is exit code 3: tekwire %s > /dev/full', (call) => {
    expect(inShell(`tekwire ${call} > /dev/full`)).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/the output cannot be written: ENOSPC.*\n$/),
    });
  });

  it('is exit code 3 when stderr cannot be written', () => {
    expect(inShell(`tekwire validate ${good} 2> /dev/full`).status).toBe(3);
  });

  it('is exit code 3 when the file accepts only a part', () => {
    const cut = join(folder, 'cut.md');
    expect(inShell(`ulimit -f 4; tekwire explain TW108 > ${cut}`)).toMatchObject({ status: 3, stderr: expect.stringContaining('EFBIG') });
    expect(readFileSync(cut)).toHaveLength(4096);
  });

  it.each(['true', 'head -c 1', '(sleep 0.2; head -c 1)'])('is a silent exit code 3 when the reader stops early: | %s', (reader) => {
    expect(inShell(`tekwire explain ${MUCH} | ${reader} > /dev/null; exit $\{PIPESTATUS[0]}`)).toEqual({
      status: 3,
      stdout: '',
      stderr: '',
    });
  });

  it('is complete through a slow pipe', () => {
    const { stdout, status } = inShell('tekwire explain TW108 | (sleep 0.3; cat)');
    expect([status, stdout]).toEqual([0, `${readFileSync(join(__dirname, '../../docs/rules/TW108.md'), 'utf8').trimEnd()}\n`]);
  });

  it('leaves no partial lock file', () => {
    const manifest = write('lock/task.yaml', 'kind: Task\nspec: {steps: []}\n');
    const file = join(folder, 'lock/missing/tekwire.lock');
    expect(inShell(`tekwire lock --allow-empty --file ${file} ${manifest}`)).toMatchObject({ status: 3, stderr: /ENOENT/ });
    expect(existsSync(file)).toBe(false);
  });
});

describe('nothing to check', () => {
  mkdirSync(join(folder, 'nothing/deep'), { recursive: true });
  write('others/deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n');
  write('comments/only.yaml', '# nothing yet\n---\n');
  const none = 'no Tekton object to check; pass other files, or allow this with --allow-empty\n';

  it.each(['nothing', 'others', 'comments', '-'])('is exit code 2, unless --allow-empty: %s', (path) => {
    expect(inShell(`tekwire validate ${path}`)).toMatchObject({ status: 2, stderr: expect.stringContaining(none) });
    expect(inShell(`tekwire validate --allow-empty ${path}`)).toMatchObject({ status: 0, stderr: expect.not.stringContaining(none) });
  });

  it('is exit code 2 for an empty List, as kubectl prints it', () => {
    expect(inShell('tekwire validate -', 'apiVersion: v1\nkind: List\nitems: []\n').status).toBe(2);
  });

  it('is exit code 2 for lock of files without an image', () => {
    expect(inShell('tekwire lock others')).toMatchObject({ status: 2, stderr: expect.stringContaining('no image to lock') });
  });

  it('does not hide an unreadable file', () => {
    expect(inShell('tekwire validate --allow-empty missing.yaml').status).toBe(3);
  });
});

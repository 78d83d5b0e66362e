import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folder, run, write } from './run';

// another program, on machines that have other things to do
jest.setTimeout(60_000);

const isInstalled = spawnSync('shellcheck', ['--version']).status === 0;
const whereInstalled = isInstalled ? describe : describe.skip;

const task = (name: string, script: string, more = '') => `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: ${name}${more}}
spec:
  params: [{name: a, type: string}]
  workspaces: [{name: source}]
  results: [{name: out}]
  steps:
    - name: run
      image: alpine:3.22
      script: |
${script.replaceAll(/^(?=.)/gm, '        ')}`;

let count = 0;

/** The comments on a script, `line:column code` in the script's own lines. */
function comments(script: string): string[] {
  const path = write(`s${count++}.yaml`, task('build', script));
  const { out } = run('validate', '--lint', 'TW580', path);
  return [...out.join('\n').matchAll(/:(\d+):(\d+) {2}warning TW580 .*?: (SC\d+): /g)].map(
    ([, line, column, code]) => `${Number(line) - 11}:${Number(column) - 8} ${code}`,
  );
}

whereInstalled('shellcheck', () => {
  it('runs only on request', () => {
    const path = write('plain.yaml', task('build', 'rm $FILES; cat "$(params.a)" "$(workspaces.source.path)" > $(results.out.path)\n'));

    expect(run('validate', path).out).toEqual([]);
    expect(run('validate', '--lint', 'all', path).out.join('\n')).toContain('TW580');
  });

  it('reports its code, a link, and the line of the YAML file', () => {
    const path = write('told.yaml', task('build', '#!/bin/bash\nset -e\nrm $FILES\n'));

    expect(run('validate', '--lint', 'TW580', path).out.join('\n')).toContain(
      `${path}:14:12  warning TW580  steps.run.script: SC2086: Double quote to prevent globbing and word splitting\n` +
        '  fix: see https://www.shellcheck.net/wiki/SC2086',
    );
  });

  it.each([
    ['unquoted', 'rm $FILES\n', ['1:4 SC2086']],
    ['of bash for bash', '#!/usr/bin/env bash\n[[ -f a ]] && echo a\n', []],
    ['of bash for sh', '#!/bin/sh\n[[ -f a ]] && echo a\n', ['2:1 SC3010']],
    ['of bash without a line for the shell', '[[ -f a ]] && echo a\n', ['1:1 SC3010']],
    ['for ash', '#!/bin/ash\nlocal a=1\necho "$a"\n', ['2:1 SC2168']],
    ['that stop without set -e', '#!/bin/sh\ncd /src\nls\n', ['2:1 SC2164']],
    ['that Tekton makes stop', 'cd /src\nls\n', []],
    ['behind wide characters', 'echo "😀" $FILES\n', ['1:11 SC2086']],
    ['that never end', 'if true; then\n  echo\n', ['1:1 SC1046', '1:1 SC1073', '2:7 SC1047', '2:7 SC1072']],
    ['of python', '#!/usr/bin/env python3\nrm $FILES\n', []],
    ['that are not wanted', '# shellcheck disable=SC2086\nrm $FILES\nls $FILES\n', []],
    ['that are not wanted in one line', 'ls\n# shellcheck disable=SC2086\nrm $FILES\nls $FILES\n', ['4:4 SC2086']],
  ])('finds mistakes %s', (_, script, found) => {
    expect(comments(script)).toEqual(found);
  });

  it.each([
    ['without quotes', 'cd $(workspaces.source.path)\nmake $(params.a)\n'],
    ['in single quotes', "echo '$(params.a)'\n"],
    ['in conditions', 'if [ "$(params.a)" = "true" ]; then ls; fi\nif $(params.a); then ls; fi\n'],
    ['in loops', 'for one in $(params.a); do echo "$one"; done\ncase "$(params.a)" in a) ls ;; esac\n'],
    ['in sums', 'echo $(($(params.a) + 1))\n'],
    ['before a path', 'rm -rf $(workspaces.source.path)/*\n. $(workspaces.source.path)/env.sh\n'],
    ['as a command', '$(params.a) x y\n'],
    ['as a file', 'date > $(results.out.path)\n'],
    ['in a here-document', "cat <<EOF\n$(params.a)\nEOF\ncat <<'EOF'\n$(params.a)\nEOF\n"],
    ['with brackets and quotes', 'echo "$(params[\'a\'])" "$(params["a"])"\n'],
    ['as the whole script', '$(params.a)\n'],
  ])('does not report values that Tekton inserts %s', (_, script) => {
    expect(comments(script)).toEqual([]);
  });

  it('checks sidecars, embedded Tasks and StepActions', () => {
    const step = '{image: a:1, script: "rm $FILES\\n"}';
    const path = write(
      'others.yaml',
      `{apiVersion: tekton.dev/v1, kind: Task, metadata: {name: t}, spec: {steps: [{image: a:1, command: [a]}], sidecars: [${step}]}}
---
{apiVersion: tekton.dev/v1, kind: Pipeline, metadata: {name: p}, spec: {tasks: [{name: a, taskSpec: {steps: [${step}]}}]}}
---
{apiVersion: tekton.dev/v1beta1, kind: StepAction, metadata: {name: s}, spec: ${step}}
---
{apiVersion: tekton.dev/v1, kind: TaskRun, metadata: {name: r}, spec: {taskSpec: {steps: [${step}]}}}
`,
    );
    const { out } = run('validate', '-o', 'json', '--lint', 'TW580', path);

    expect((out[0] ?? '').split('\n').map((line) => JSON.parse(line).warnings.map(({ path }: { path: string }) => path))).toEqual([
      ['spec.sidecars[0].script'],
      ['spec.tasks[0].taskSpec.steps[0].script'],
      ['spec.script'],
      ['spec.taskSpec.steps[0].script'],
    ]);
  });

  it('can be allowed for an object by the annotation', () => {
    const more = ', annotations: {"tekwire.dev/allow": "TW580: generated"}';

    expect(run('validate', '--lint', 'TW580', write('off.yaml', task('build', 'rm $FILES\n', more))).out.join()).not.toContain('TW580');
  });

  it('runs once for many scripts, and leaves no files', () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('tekwire-shellcheck-'));
    const tasks = Array.from({ length: 300 }, (_, at) => task(`t${at}`, `rm $FILES # ${at}\n`)).join('---\n');

    expect(run('validate', '--lint', 'TW580', write('many.yaml', tasks)).out[0]?.match(/SC2086:/g)?.length).toBe(300);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('tekwire-shellcheck-'))).toEqual(before);
  });

  it('does not execute the scripts', () => {
    const mark = join(folder, 'mark');

    comments(`touch ${mark}\n"$(touch ${mark})"\n. ${mark}; \`touch ${mark}\`\n`);

    expect(existsSync(mark)).toBe(false);
  });
});

it('a missing shellcheck is reported once, and all other rules are checked', () => {
  const program = join(__dirname, '../../dist/lib/cli/main.js');
  const empty = join(folder, 'empty');
  mkdirSync(empty, { recursive: true });
  const path = write('without.yaml', `${task('a', 'rm $FILES\n')}---\n${task('b', 'curl -k $URL\n')}`);
  const args = [program, 'validate', '--lint', 'all', path];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { PATH: empty } });

  expect(stdout).toContain('TW523');
  expect(stderr.split('\n')[0]).toBe('shellcheck is not installed (https://www.shellcheck.net); TW580 is skipped');
  expect(stderr.match(/shellcheck/g)?.length).toBe(2);
  // what was asked for and did not run is no success
  expect(status).toBe(3);
});

it('without shellcheck the other rules are checked as usual when it is not asked for', () => {
  const program = join(__dirname, '../../dist/lib/cli/main.js');
  const path = write('unasked.yaml', task('a', 'true\n'));
  const { status } = spawnSync(process.execPath, [program, 'validate', path], { encoding: 'utf8', env: { PATH: '' } });

  expect(status).toBe(0);
});

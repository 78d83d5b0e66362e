import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bash, EmbeddedTask, node, param, python, type Script, script, sh, Task } from '../../src';
import { mistakesOf } from '../../src/synth';
import { newChart } from '../support/app';
import { fc } from '../support/random';

const file = join(mkdtempSync(join(tmpdir(), 'tekwire-')), 'script');

/** The step's script and environment, with the param's value put where Tekton puts it: into the environment alone. */
function run(write: (value: never) => Script, value: string): { stdout: string; status: number | null; text: string } {
  const task = new EmbeddedTask('task', {
    params: { value: param.string() },
    steps: ({ params }) => [{ name: 'step', image: 'x', script: write(params.value as never) }],
  });
  for (const { code, message } of mistakesOf(task)) throw new Error(`${code} ${message}`);
  const [step] = task.taskSpec.steps ?? [];
  const text = step?.script ?? '';
  const env = Object.fromEntries(
    (step?.env ?? []).map(({ name, value: given = '' }) => [name, given.replace('$(params.value)', () => value)]),
  );
  const [, interpreter = ''] = /^#!(\S+(?: \S+)?)\n/.exec(text) ?? [];
  const [command = '', ...args] = interpreter.split(' ');
  writeFileSync(file, text);
  const done = spawnSync(command, [...args, file], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' });
  return { stdout: done.stdout, status: done.status, text };
}

const hostile = fc.oneof(
  fc.string().filter((text) => !text.includes('\0')),
  fc.constantFrom('$(id)', '`id`', '"; id; "', "'; id; '", '$HOME', '\\', '*', 'a b  c', '-n', '\n#', '${x}', '$(params.other)'),
);

describe('a param in a shell script', () => {
  const places: [string, (value: never) => Script][] = [
    ['bare', (value) => sh`printf %s ${value}`],
    ['in double quotes', (value) => sh`printf %s "${value}"`],
    ['in single quotes', (value) => sh`printf %s '${value}'`],
    ['in a command substitution in double quotes', (value) => sh`printf %s "$(printf %s ${value}; printf .)" | sed '$ s/\.$//'`],
    ['in backticks in double quotes', (value) => sh`printf %s "\`printf %s ${value}; printf .\`" | sed '$ s/\.$//'`],
    ['in an ANSI-C quoted text', (value) => bash`printf %s $'\'${value}' | sed "1s/^'//"`],
    ['behind an escaped quote', (value) => sh`printf '%s' \"${value}\" | sed '1s/^"//; $ s/"$//'`],
  ];

  it.each(places)('arrives unchanged, %s', (_, write) => {
    fc.assert(
      fc.property(hostile, (value) => {
        const { stdout } = run(write, value);
        const text = value.replace(/\n+$/, '');
        expect(stdout.replace(/\n+$/, '')).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  it('arrives unchanged, in a here-document', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const write = (inner: never) => sh`
          cat <<EOF
          [${inner}]
          EOF
        `;
        expect(run(write, value).stdout).toBe(`[${value}]\n`);
      }),
      { numRuns: 40 },
    );
  });

  it('arrives unchanged, in bash', () => {
    const write = (value: never) => bash`[[ -n ${value} ]] && printf %s ${value}`;

    expect(run(write, '$(id) "\' *').stdout).toBe('$(id) "\' *');
  });

  it('is refused in a here-document without expansion', () => {
    const write = (value: never) => sh`
      cat <<'EOF'
      ${value}
      EOF
    `;

    expect(() => run(write, 'x')).toThrow(/TW190 .*quoted delimiter.*write <<EOF/);
  });

  it('is refused in arithmetic, where bash would execute it', () => {
    expect(() => run((value: never) => bash`echo $((1 + ${value}))`, 'x')).toThrow(/TW191 .*arithmetic expansion.*integer\(value\)/);
    expect(run((value: never) => bash`echo $(( (1 + 2) * 3 )) ${value}`, 'x').stdout).toBe('9 x\n');
  });

  it('is one environment variable of the step, for any number of uses', () => {
    const task = new Task(newChart(), 'task', {
      params: { 'image-name': param.string() },
      steps: ({ params }) => [{ name: 'step', image: 'x', script: sh`echo ${params['image-name']} "${params['image-name']}"` }],
    });

    expect(task.spec.steps[0]?.env).toEqual([{ name: 'PARAM_IMAGE_NAME', value: '$(params.image-name)' }]);
    expect(task.spec.steps[0]?.script).toBe('#!/bin/sh\nset -eu\necho "${PARAM_IMAGE_NAME}" "${PARAM_IMAGE_NAME}"');
  });

  it('gets another variable name when the step already has one of that name', () => {
    const task = new Task(newChart(), 'task', {
      params: { url: param.string() },
      steps: ({ params }) => [{ name: 'step', image: 'x', env: { PARAM_URL: 'mine' }, script: sh`echo ${params.url}` }],
    });

    expect(task.spec.steps[0]?.script).toContain('"${PARAM_URL_2}"');
  });
});

describe('a param in a Python or Node.js script', () => {
  it('is an expression with its value', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        expect(run((inner: never) => python`import sys; sys.stdout.write(${inner})`, value).stdout).toBe(value);
      }),
      { numRuns: 10 },
    );
    fc.assert(
      fc.property(hostile, (value) => {
        expect(run((inner: never) => node`process.stdout.write(${inner})`, value).stdout).toBe(value);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a function that creates many scripts', () => {
  it('quotes a param for its position each time', () => {
    const say = (before: string) => (value: never) => sh`printf %s ${before}${value}${before}`;

    const scripts = ['', '"', "'", ''].map((quote) => run(say(quote), 'a  b'));

    expect(scripts.map(({ stdout }) => stdout)).toEqual(['a  b', 'a  b', 'a  b', 'a  b']);
  });

  it('writes it in the language of its tag each time', () => {
    const tags: readonly (typeof python)[] = [sh, python, node, sh];
    const write = (tag: typeof python, strings: TemplateStringsArray, value: never) => tag(strings, value);
    const template = (strings: TemplateStringsArray, ..._: readonly unknown[]) => strings;
    const strings = template`run(${0})`;

    const texts = tags.map((tag) =>
      run((value) => write(tag, strings, value), '')
        .text.split('\n')
        .at(-1),
    );

    expect(texts).toEqual([
      'run("${PARAM_VALUE}")',
      'run(os.environ["PARAM_VALUE"])',
      'run(process.env["PARAM_VALUE"])',
      'run("${PARAM_VALUE}")',
    ]);
  });
});

describe('a script', () => {
  it('stops at the first command that fails', () => {
    expect(run(() => sh`false; echo on`, '').stdout).toBe('');
    expect(run(() => bash`false | true; echo on`, '').stdout).toBe('');
  });

  it('keeps its backslashes, and removes those that a template literal needs', () => {
    expect(run(() => sh`name=x; printf '%s\n' "\${name}"; echo 'a\.b' \`echo c\``, '').stdout).toBe('x\na\\.b c\n');
  });

  it('is dedented', () => {
    const { text } = run(
      () => sh`
        if true; then
          echo yes
        fi
      `,
      '',
    );

    expect(text).toBe('#!/bin/sh\nset -eu\nif true; then\n  echo yes\nfi\n');
  });

  it('of a file is embedded byte for byte', () => {
    const path = join(tmpdir(), `tekwire-${process.pid}.sh`);
    writeFileSync(path, '#!/bin/sh\n\techo "$1"  \n\n');

    const task = new Task(newChart(), 'task', { steps: () => [{ name: 'step', image: 'x', script: script.file(path) }] });

    expect(task.spec.steps[0]?.script).toBe('#!/bin/sh\n\techo "$1"  \n\n');
  });
});

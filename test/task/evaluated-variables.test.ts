import { bash, integer, param, StepAction, script, sh, Task, text } from '../../src';
import { fineOf, newChart } from '../support/app';

/** A Task with a step whose parts are made of a param `n` and of a list. */
function specOf(make: (n: never, list: never) => object, stepTemplate?: (n: never) => object) {
  return () =>
    fineOf(
      new Task(newChart(), 'task', {
        params: { n: param.string(), list: param.array() },
        stepTemplate: ({ params }: { params: Record<string, never> }) => stepTemplate?.(params.n as never) ?? {},
        steps: ({ params }: { params: Record<string, never> }) => [
          { name: 'step', image: 'bash:5.2', ...make(params.n as never, params.list as never) },
        ],
      } as never),
    );
}

const evaluating: readonly string[] = [
  'echo $((N))',
  'echo $(( $N + 1 ))',
  '[[ $N -eq 3 ]]',
  'eval "$N"',
  'sh -c "$N"',
  'sh -c "echo $N"',
  'sh -c \'eval "$N"\'',
  "bash -c 'echo $((N))'",
  '"${SHELL}" -c \'eval "$N"\'',
  'python3 -c "print($N)"',
  'x=$N; (( x > 3 ))',
  'x=${N:-3}; let x++',
  'f() { (( $1 > 3 )); }; f "$N"',
  'declare -i x=$N',
  'echo "$N" | sh',
  'ssh host "ls $N"',
  'awk "/$N/" f',
  "trap 'rm $((N))' EXIT",
  'xargs sh -c "$N"',
  'for ((i = 0; i < N; i++)); do :; done',
  'echo ${a[N]}',
  '. "$N"',
  'sh <<\'EOF\'\neval "$N"\nEOF',
];

const harmless: readonly string[] = [
  'echo "$N"',
  '[ "$N" -eq 3 ]',
  'sh -c \'echo "$N"\'',
  'case "$N" in "" | *[!0-9]*) exit 1 ;; esac; echo $((N))',
  '[[ $N =~ ^[0-9]+$ ]] || exit 1; (( N > 3 ))',
  'x=3; (( x > 3 ))',
  'python3 -c \'import os; print(os.environ["N"])\'',
  'awk -v n="$N" \'{ print n }\' f',
  'ssh host ls',
];

describe('a value that the program puts into the environment', () => {
  it.each(evaluating)('is refused where the script would execute it or use it in arithmetic: %s', (code) => {
    const said = /^TW191 app\/task steps\.step: \$N, which holds the value "\$\(params\.n\)", is in .+ \(line \d of the script\), where/;

    expect(specOf((n) => ({ env: { N: n }, script: bash(templateOf(code)) }))).toThrow(said);
    expect(specOf((n) => ({ env: { N: text`${n}` }, script: script.of(`#!/bin/bash\n${code}\n`) }))).toThrow(said);
    expect(
      specOf(
        () => ({ script: bash(templateOf(code)) }),
        (n) => ({ env: { N: n } }),
      ),
    ).toThrow(said);
  });

  it.each(harmless)('is accepted where it is data: %s', (code) => {
    expect(specOf((n) => ({ env: { N: n }, script: bash(templateOf(code)) }))).not.toThrow();
  });

  it.each(evaluating)('is accepted when it is a literal of the program: %s', (code) => {
    expect(specOf(() => ({ env: { N: '3' }, script: bash(templateOf(code)) }))).not.toThrow();
  });

  it.each(['BASH_ENV', 'ENV', 'PS4', 'NODE_OPTIONS', 'PYTHONSTARTUP', 'PYTHONPATH', 'LD_PRELOAD', 'GIT_SSH_COMMAND', 'PATH', 'RUBYOPT'])(
    'is refused in a variable that programs execute or load code from: %s',
    (name) => {
      const said = new RegExp(
        `TW191 .*the value "\\$\\(params\\.n\\)" is in the variable ${name}, from which programs take code \\(env\\[0\\]\\)`,
      );

      expect(specOf((n) => ({ env: { [name]: n } }))).toThrow(said);
      expect(specOf((n) => ({ env: { [name]: text`x ${n}` }, script: bash`echo a` }))).toThrow(said);
      expect(
        specOf(
          () => ({}),
          (n) => ({ env: { [name]: n } }),
        ),
      ).toThrow(said);
      expect(specOf(() => ({ env: { [name]: 'x' } }))).not.toThrow();
    },
  );

  it('is refused in args of the template that the command of a step executes, and as the command', () => {
    expect(
      specOf(
        () => ({ command: ['bash'] }),
        (n) => ({ args: ['-c', n] }),
      ),
    ).toThrow(/^TW191 app\/task steps\.step: .*the program text of "sh -c" \(args\[1\]\)/);
    expect(specOf((n) => ({ command: [n] }))).toThrow(/^TW191 .*the name of a command \(command\[0\]\)/);
    expect(
      specOf(
        () => ({ command: ['echo'] }),
        (n) => ({ args: ['-c', n] }),
      ),
    ).not.toThrow();
  });

  it('is refused in the program of a command line', () => {
    expect(specOf((n) => ({ env: { N: n }, command: ['sh', '-c', 'echo $((N))'] }))).toThrow(
      /^TW191 app\/task steps\.step: \$N, which holds the value "\$\(params\.n\)", is in a variable of "sh -c", whose program has it in an arithmetic expansion \(command\), .+; check it first: case "\$N" in/,
    );
    expect(specOf((n) => ({ command: ['sh', '-c', 'eval "$1"', '_', n] }))).toThrow(/^TW191 .* in an argument of "sh -c"/);
    expect(specOf((n) => ({ command: ['sh', '-c', 'echo "$1"', '_', n] }))).not.toThrow();
  });

  it('is refused when it is passed through another variable or as an argument of the script', () => {
    expect(specOf((n) => ({ env: { M: n, N: 'x $(M)' }, script: script.of('eval "$N"') }))).toThrow(/^TW191 .*\$N, which holds/);
    expect(specOf((n) => ({ args: ['a', n], script: script.of('eval "$2"') }))).toThrow(/^TW191 .*\$2, which holds/);
    expect(specOf((n) => ({ args: ['a', n], script: script.of('shift; eval "$1"') }))).toThrow(/^TW191 .*\$2, which holds/);
    expect(specOf((_, list) => ({ args: [list], script: script.of('eval "$5"') }))).toThrow(/^TW191 .*params\.list/);
    expect(specOf((n) => ({ args: ['a', n], script: script.of('eval "$1"; echo "$2"') }))).not.toThrow();
  });

  it('is accepted in arithmetic when it is a checked integer', () => {
    expect(specOf((n) => ({ env: { N: n }, script: bash`(( ${integer(n)} > 3 )) && echo "$N"` }))).not.toThrow();
  });

  it.each([
    ['python', 'import os\nos.system(os.environ["N"])', 'os.system()'],
    ['python3', 'import os\nx = os.environ.get("N", "")\nos.system("ls " + x)', 'os.system()'],
    ['python3.12', "import os\nexec(os.getenv('N'))", 'exec()'],
    ['node', "require('child_process').execSync(process.env.N)", 'child_process.execSync()'],
    ['node', "const { N } = { N: process.env['N'] };\neval(N)", 'eval()'],
    ['python', 'from os import environ as e, system\nsystem(e.get("N"))', 'system()'],
    ['python', 'import os\nsettings = os.environ\nos.system(settings["N"])', 'os.system()'],
    ['python', 'import os as o\no.system(o.environ["N"])', 'os.system()'],
    ['node', 'const { N } = process.env;\neval(N)', 'eval()'],
    ['node', "const {\n  N: x = 'a',\n  M,\n} = process.env;\neval(x)", 'eval()'],
    ['node', 'const env = process.env;\neval(env.N)', 'eval()'],
    ['node', 'const { env } = process;\neval(env.N)', 'eval()'],
  ])('is refused where a script of %s executes it: %s', (name, code, where) => {
    const said = `TW191 app/task steps.step: $N, which holds the value "$(params.n)", is in ${where}`;

    expect(specOf((n) => ({ env: { N: n }, script: script.of(`#!/usr/bin/env ${name}\n${code}\n`) }))).toThrow(said);
    expect(specOf((n) => ({ env: { N: n }, command: [name, name === 'node' ? '-e' : '-c', code] }))).toThrow(/^TW191 .*\(command\)/);
    expect(specOf(() => ({ env: { N: 'ls' }, script: script.of(`#!/usr/bin/env ${name}\n${code}\n`) }))).not.toThrow();
  });

  it('is accepted where a Python or Node.js script uses it as data', () => {
    const take = (code: string) => expect(specOf((n) => ({ env: { N: n }, args: [n], script: script.of(code) }))).not.toThrow();

    take('#!/usr/bin/env python3\nimport os\nprint(os.environ["N"])\nos.system("ls")\n');
    take('#!/usr/bin/env node\nconsole.log(process.env.N)\n');
    take('#!/usr/bin/env python3\nimport sys, subprocess\nsubprocess.run(["ls", sys.argv[1]])\n');
  });

  it('is refused in an argument that a Python script executes', () => {
    expect(specOf((n) => ({ args: ['a', n], script: script.of('#!/usr/bin/python3\nimport os, sys\nos.system(sys.argv[2])') }))).toThrow(
      /^TW191 .*\$2, which holds the value/,
    );
  });

  it('is refused in a sidecar, in a StepAction and in changes of with()', () => {
    const chart = newChart();
    const sidecar = () =>
      fineOf(
        new Task(newChart(), 'sidecar', {
          params: { n: param.string() },
          steps: () => [{ name: 'step', image: 'a:1' }],
          sidecars: ({ params }) => [{ name: 'side', image: 'a:1', env: { N: params.n }, script: sh`eval "$N"` }],
        }),
      );
    const action = () =>
      fineOf(
        new StepAction(newChart(), 'action', {
          params: { n: param.string() },
          container: ({ params }) => ({ image: 'a:1', env: { N: params.n }, script: sh`eval "$N"` }),
        }),
      );
    const task = new Task(chart, 'first', {
      params: { n: param.string() },
      steps: () => [{ name: 'step', image: 'a:1', env: { N: '1' }, script: sh`echo $((N))` }],
    });

    expect(sidecar).toThrow(/^TW191 .*sidecars\.side: \$N, which holds/);
    expect(action).toThrow(/^TW191 .*: \$N, which holds/);
    expect(() => fineOf(task.with({ name: 'second', env: { OTHER: '$(params.n)' } }))).not.toThrow();
    expect(() => fineOf(task.with({ env: { N: '$(params.n)' } }))).toThrow(/^TW191 .*steps\.step: \$N, which holds/);
  });
});

function templateOf(code: string): TemplateStringsArray {
  return Object.assign([code], { raw: [code] });
}

import { bash, integer, param, result, type Script, script, sh, Task, text, words } from '../../src';
import { fineOf, mistakeOf, newChart } from '../support/app';
import { renderCase } from '../support/scripts/render';
import { type Case, runBatch } from '../support/scripts/run-batch';

const shells: readonly [string, typeof sh, readonly string[]][] = [
  ['sh, in dash', sh, ['dash']],
  ['sh, in busybox', sh, ['busybox', 'sh']],
  ['sh, in bash', sh, ['bash', '--posix']],
  ['bash', bash, ['bash']],
];

describe.each(shells)('a checked integer in a script of %s', (_, tag, shell) => {
  const count = (value: never): Script => tag`echo $((${integer(value)} + 1)) $((5 -${integer(value)}))`;

  it.each(['0', '7', '-7', '10', '999999999999999999', '-999999999999999999'])('accepts %s', (value) => {
    const [{ stdout = '', status } = {}] = runBatch(shell, [renderCase(count, value)]);

    expect({ stdout, status }).toEqual({ stdout: `${BigInt(value) + 1n} ${5n - BigInt(value)}\n`, status: 0 });
  });

  it.each([
    ...['', ' ', '-', '--1', '1-', '08', '00', '-0', '-01', '+1', '1.5', '1e3', '0x10', '1 2', ' 1', '1\n', '1\n2', 'x', '٣', '１'],
    ...['1000000000000000000', '-1000000000000000000', '99999999999999999999', 'a[$(touch pwned)0]', '$(touch pwned)', '`touch pwned`'],
  ])('stops the script before its first command at %j', (value) => {
    const [outcome] = runBatch(shell, [renderCase(count, value)]);

    expect(outcome).toMatchObject({ stdout: '', status: 1, files: [] });
    expect(outcome?.stderr).toBe(`params.p0 must be an integer of at most 18 digits without leading zeros, not "${value}"\n`);
  });
});

it('a checked integer is checked once, for any number of uses', () => {
  const { script: written } = renderCase((value: never) => bash`sleep ${integer(value)}; (( ${integer(value)} > 3 ))`, '1');

  expect(written.match(/must be an integer/g)).toHaveLength(1);
});

it('an integer is allowed in program text', () => {
  const write = (value: never) =>
    sh`printf 'a\nb\n' | sed ${integer(value)}d; awk "BEGIN { print ${integer(value)} + 1 }"; sh -c 'echo '${integer(value)}`;

  expect(runBatch(['dash'], [renderCase(write, '1')])[0]).toMatchObject({ stdout: 'b\n2\n1\n', status: 0 });
});

describe.each(shells)('words in a script of %s', (_, tag, shell) => {
  const list = (value: never): Script => tag`for one in a ${words(value)} z; do printf '<%s>' "$one"; done`;

  it.each<[string, readonly string[]]>([
    ['-v -race', ['-v', '-race']],
    ['', []],
    ['  a\tb\nc  ', ['a', 'b', 'c']],
    ['* $(touch pwned) `touch pwned` "a b" \\', ['*', '$(touch', 'pwned)', '`touch', 'pwned`', '"a', 'b"', '\\']],
  ])('are those of %j', (value, wanted) => {
    const [outcome] = runBatch(shell, [renderCase(list, value)]);

    expect(outcome).toMatchObject({ stdout: ['a', ...wanted, 'z'].map((one) => `<${one}>`).join(''), files: [], status: 0 });
  });

  it('are the items of an array param, with any content', () => {
    const items = ['a b', '', '*', '$(touch pwned)', '"', '-n'];
    const task = new Task(newChart(), 'task', {
      params: { list: param.array() },
      steps: ({ params }) => [{ name: 'step', image: 'x', script: tag`printf '<%s>' ${words(params.list)}` }],
    });
    const [step] = task.spec.steps;
    const run: Case = { script: step?.script ?? '', env: {} };
    const [outcome] = runBatch([...shell], [{ ...run, args: items }]);

    expect(step?.args).toEqual(['$(params.list[*])']);
    expect(outcome?.stdout).toBe(items.map((one) => `<${one}>`).join(''));
  });
});

it('a bash script can have several arrays of words, and its arguments', () => {
  const write = (one: never, two: never) =>
    bash`f() { printf '<%s>' "$#" "$@"; }; f ${words(one)} - ${words(two)} ${words(one)}; x=(${words(two)}); f "\${x[@]}"`;

  expect(runBatch(['bash'], [renderCase(write, 'a b', 'c')])[0]?.stdout).toBe('<6><a><b><-><c><a><b><1><c>');
});

const refused: readonly [string, RegExp, (value: never) => Script][] = [
  ['in quotes', /TW193 .*line 1/, (value) => bash`echo "${words(value)}"`],
  ['beside text', /TW193/, (value) => bash`echo -${words(value)}`],
  ['as the value of a variable', /TW193/, (value) => bash`x=${words(value)}`],
  ['in a condition', /TW193/, (value) => bash`[[ ${words(value)} ]]`],
  [
    'in a here-document',
    /TW193/,
    (value) => bash`cat <<EOF
    ${words(value)}
    EOF
  `,
  ],
  ['in the name of a file', /TW193/, (value) => bash`echo > ${words(value)}`],
  ['as a command', /TW191/, (value) => bash`${words(value)} x`],
  ['behind sudo', /TW191/, (value) => bash`sudo ${words(value)} x`],
  ['as arguments of eval', /TW191/, (value) => bash`eval ${words(value)}`],
  ['beside the positional parameters of a script of sh', /TW193 .*use the tag bash/, (value) => sh`echo ${words(value)} "$1"`],
  ['in a function of a script of sh', /TW193/, (value) => sh`f() { echo ${words(value)}; }; f`],
  ['where a script of sh sets its parameters', /TW193/, (value) => sh`set -- a; echo ${words(value)}`],
];
it.each(refused)('words are refused %s', (_, message, write) => {
  expect(() => renderCase(write, 'a')).toThrow(message);
});

it('an array without words() is refused by name', () => {
  const build = () =>
    fineOf(
      new Task(newChart(), 'task', {
        params: { a: param.array() },
        steps: ({ params }) => [{ name: 'step', image: 'x', script: bash`echo ${params.a as never}` }],
      }),
    );

  expect(build).toThrow(
    'TW288 app/task steps.step.script: expected a string, found an array; write words(params.list), which becomes one argument for each item',
  );
});

it('an sh script accepts the words of one value only, and none together with args', () => {
  const write = (one: never, two: never) => sh`echo ${words(one)} ${words(two)}`;
  const withArgs = () =>
    fineOf(
      new Task(newChart(), 'task', {
        params: { a: param.array() },
        steps: ({ params }) => [{ name: 'step', image: 'x', args: ['b'], script: sh`echo ${words(params.a)}` }],
      }),
    );

  expect(() => renderCase(write, 'a', 'b')).toThrow(/TW193 .*steps\.step\.script: .*one value only.*use the tag bash/);
  expect(withArgs).toThrow(/TW193 app\/task steps\.step\.script: .*has args too/);
});

it.each<[string, Script, string]>([
  ['sh', sh`true`, '#!/bin/sh\nset -eu\ntrue'],
  ['sh without nounset', sh({ nounset: false })`true`, '#!/bin/sh\nset -e\ntrue'],
  ['sh without errexit', sh({ errexit: false })`true`, '#!/bin/sh\nset -u\ntrue'],
  ['sh without both', sh({ errexit: false, nounset: false })`true`, '#!/bin/sh\ntrue'],
  ['bash', bash({})`true`, '#!/usr/bin/env bash\nset -euo pipefail\ntrue'],
  ['bash without pipefail', bash({ pipefail: false })`true`, '#!/usr/bin/env bash\nset -eu\ntrue'],
  ['bash with pipefail alone', bash({ errexit: false, nounset: false })`true`, '#!/usr/bin/env bash\nset -o pipefail\ntrue'],
])('the header of a %s script', (_, given, written) => {
  const task = new Task(newChart(), 'task', { steps: () => [{ name: 'step', image: 'x', script: given }] });

  expect(task.spec.steps[0]?.script).toBe(written);
});

it('an unknown option of a script is refused', () => {
  // biome-ignore lint/suspicious/noExplicitAny: no compiler reads such a program
  const anyTag = (tag: unknown) => tag as any;

  expect(mistakeOf(() => anyTag(sh)({ pipefail: false })`true`)).toMatch('sh: unknown option "pipefail" (available: errexit, nounset)');
  expect(mistakeOf(() => anyTag(bash)({ pipefial: false })`true`)).toMatch(/did you mean "pipefail"/);
  expect(mistakeOf(() => anyTag(bash)({ errexit: 'no' })`true`)).toMatch('bash errexit: expected true or false, found "no"');
});

describe('a literal Tekton variable in a script', () => {
  const literal = [
    ...[
      '$(params.x)',
      '$(params["x"])',
      "$(params['x.y'])",
      '$(params.x[*])',
      '$(results.r.path)',
      '$(workspaces.w.path)',
      '$(context.taskRun.name)',
    ],
    ...['$(tasks.a.results.b)', '$(step.results.r.path)', '$(steps.a.results.b)', '$(steps.step-a.exitCode.path)', '$(credentials.path)'],
    ...['$(inputs.params.x)', '$(artifacts.path)', '$(tasks.status)'],
  ];

  const refusal = /^TW192 app\/task steps\.step\.script: "\$\(.+\)" is in the text of the script,/;

  it.each(literal)('%s is refused', (variable) => {
    expect(() => renderCase(() => sh(raw(`echo ${variable}`)))).toThrow(refusal);
    expect(() => renderCase(() => bash(raw(`true # ${variable}`)))).toThrow(refusal);
  });

  it.each(literal.filter((variable) => !variable.endsWith('path)')))('%s is refused in a string, too', (variable) => {
    expect(() => renderCase(() => sh`echo ${variable}`)).toThrow(refusal);
    expect(() => renderCase(() => sh`echo $(${variable.slice(2)}`)).toThrow(refusal);
  });

  it.each(['$(date)', '$(context)', '$(params)', '$(workspaces.sh)', '$(printf %s params.x)', '$$(date)', '$( params.x )'])(
    '%s is a command',
    (text) => {
      expect(renderCase(() => sh(raw(`echo ${text}`))).script).toContain(text);
    },
  );

  it('paths of results and workspaces are interpolated', () => {
    const task = new Task(newChart(), 'task', {
      results: { r: result.string() },
      steps: ({ results, credentialsPath, exitCodePath, artifacts }) => [
        {
          name: 'step',
          image: 'x',
          script: sh`echo ${results.r.path} ${credentialsPath} ${exitCodePath('a')} ${artifacts.path} ${`${results.r.path}/x`}`,
        },
      ],
    });

    expect(task.spec.steps[0]?.script).toContain('echo $(results.r.path) $(credentials.path) $(steps.step-a.exitCode.path)');
  });

  it('a param is also refused in a script from a file', () => {
    expect(() => renderCase(() => script.of('#!/bin/sh\necho $(params.x)\n'))).toThrow(/^TW192 .*give the step env/);
    expect(renderCase(() => script.of('#!/bin/sh\necho $(date)\n')).script).toContain('$(date)');
  });
});

describe('a value in the program text of a command line', () => {
  const step = (given: (value: never) => object) => () =>
    fineOf(
      new Task(newChart(), 'task', {
        params: { x: param.string() },
        steps: ({ params }) => [{ name: 'step', image: 'x', ...given(params.x as never) }],
      }),
    );

  it.each<[string, (value: never) => object]>([
    ['sh -c', (value) => ({ command: ['sh', '-c'], args: [text`echo ${value}`] })],
    ['sh -c of command alone', (value) => ({ command: ['sh', '-c', text`echo ${value}`] })],
    ['sh -c of args alone', (value) => ({ args: ['sh', '-c', text`echo ${value}`] })],
    ['a string', () => ({ command: ['/bin/bash', '-ec', 'echo $(params.x)'] })],
    ['bash -o pipefail -c', (value) => ({ command: ['bash'], args: ['-o', 'pipefail', '-c', text`echo ${value}`] })],
    ['env sh -c', (value) => ({ command: ['env', 'A=b', 'sh', '-c', value] })],
    ['python -c', (value) => ({ command: ['python3', '-c', text`print("${value}")`] })],
    ['node -e', (value) => ({ command: ['node', '-e', text`f("${value}")`] })],
    ['awk', (value) => ({ command: ['awk', text`/${value}/`] })],
    ['timeout', (value) => ({ command: ['timeout', '5', 'sh', '-c', text`echo ${value}`] })],
    ['a variable that the kubelet puts in', (value) => ({ env: { NAME: value }, command: ['sh', '-c', 'echo $(NAME)'] })],
  ])('is refused: %s', (_, given) => {
    expect(step(given)).toThrow(
      /^TW191 app\/task steps\.step: the value "\$\((?:params\.x|NAME)\)" is in the program text of ".+" \((?:command|args)\[\d\]\)/,
    );
  });

  it('is refused as the name of the program', () => {
    expect(step((value) => ({ command: [value], args: ['-c', 'x'] }))).toThrow(
      /^TW191 app\/task steps\.step: the value "\$\(params\.x\)" is in the name of a command \(command\[0\]\)/,
    );
  });

  it('is refused when the stepTemplate has the command', () => {
    const build = () =>
      fineOf(
        new Task(newChart(), 'task', {
          params: { x: param.string() },
          stepTemplate: { command: ['sh', '-c'] },
          steps: ({ params }) => [{ name: 'step', image: 'x', args: [text`echo ${params.x}`] }],
        }),
      );

    expect(build).toThrow(/^TW191 app\/task steps\.step: .* \(args\[0\]\)/);
  });

  it('is refused in arguments that replace other arguments', () => {
    const task = () =>
      new Task(newChart(), 'task', {
        params: { x: param.string() },
        steps: () => [{ name: 'step', image: 'x', command: ['sh', '-c'], args: ['true'] }],
      });

    expect(() => fineOf(task().with({ args: ['echo $(params.x)'] }))).toThrow(/^TW191 app\/task steps\.step: .* \(args\[0\]\)/);
    expect(() => fineOf(task().with({ args: ['echo "$1"', '_', '$(params.x)'] }))).not.toThrow();
  });

  it.each<[string, (value: never) => object]>([
    ['as an argument', (value) => ({ command: ['sh', '-c', 'echo "$1"', '_', value] })],
    ['as an argument in args', (value) => ({ command: ['sh', '-c'], args: ['echo "$1"', '_', value] })],
    ['in the environment', (value) => ({ env: { NAME: value }, command: ['sh', '-c', 'echo "$NAME"'] })],
    ['as an argument of a program', (value) => ({ command: ['git', 'clone', value] })],
    ['as an option of a program', (value) => ({ command: ['grep', '-c', value] })],
  ])('is accepted %s', (_, given) => {
    expect(step(given)).not.toThrow();
  });
});

function raw(content: string): TemplateStringsArray {
  return Object.assign([content], { raw: [content] });
}

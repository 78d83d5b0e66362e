import { type CelCondition, cel, Pipeline, param, setFeatures, Task, text } from '../../src';
import { mistakeOf, newChart, problemsOf, specOf } from '../support/app';

describe('a condition in CEL', () => {
  it('has its values as strings, and depends on the tasks of their results', () => {
    const chart = newChart();
    setFeatures(chart.node.root, { cel: true });
    const ci = new Pipeline(chart, 'ci', { params: { branch: param.string(), user: param.string() } });
    const { branch, user } = ci.params;
    const task = new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });

    ci.add(task, { when: [cel`${branch} == 'main' || ${user}.startsWith('bot-')`, cel`'${branch}' != 'x${user}'`] });

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      {
        name: 'task',
        taskRef: { name: 'task', kind: 'Task' },
        when: [
          { cel: "'$(params.branch)' == 'main' || '$(params.user)'.startsWith('bot-')" },
          { cel: "'$(params.branch)' != 'x$(params.user)'" },
        ],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('with a value of another pipeline is an error', () => {
    const chart = newChart();
    const other = new Pipeline(chart, 'other', { params: { branch: param.string() } });
    const ci = new Pipeline(chart, 'ci', { params: { branch: param.string() } });
    const task = new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
    other.add(task);

    // an id that is computed hides from the compiler what it would refuse
    const hidden = other.params as unknown as typeof ci.params;
    ci.add(task, { when: [cel`${hidden.branch} == 'main'`] });

    expect(problemsOf(chart).filter((problem) => problem.includes('TW291'))).toEqual([
      '[app/ci] TW291 task when: "$(params.branch)" is a value of another pipeline or Task; use values of this pipeline\'s own params and tasks',
    ]);
  });
});

describe('a value in a condition', () => {
  const { branch, 'a.b': dotted } = new Pipeline(newChart(), 'ci', { params: { branch: param.string(), 'a.b': param.string() } }).params;
  const odd = text`it's "${branch}"\\\n`;

  it.each<[CelCondition, string]>([
    // what stands in quotes stays there, whichever they are
    [cel`"${branch}" == "main"`, '"$(params.branch)" == "main"'],
    [cel`"${branch}" == "it's"`, `"$(params.branch)" == "it's"`],
    [cel`${branch} == "it's" || ${branch} == 'say "no"'`, `'$(params.branch)' == "it's" || '$(params.branch)' == 'say "no"'`],
    [cel`'''it's ${branch}''' != """a "${branch}" b"""`, `'''it's $(params.branch)''' != """a "$(params.branch)" b"""`],
    [cel`r"${branch}" == r'it\s' && b'${branch}' == bR"x"`, `r"$(params.branch)" == r'it\\s' && b'$(params.branch)' == bR"x"`],
    [cel`${branch} != '' // it's so`, `'$(params.branch)' != '' // it's so`],
    [cel`${branch} in ["a","it's"]`, `'$(params.branch)' in ["a","it's"]`],
    // backslashes are those of CEL, doubled ones too where only that has sense
    [cel`'it\'s' == ${branch}`, `'it\\'s' == '$(params.branch)'`],
    [cel`'it\\'s' == ${branch}`, `'it\\'s' == '$(params.branch)'`],
    [cel`"\\\\" == ${branch}`, String.raw`"\\\\" == '$(params.branch)'`],
    [
      cel`${branch}.matches('v\\d+') || ${branch}.matches(r'v\d+')`,
      `'$(params.branch)'.matches('v\\\\d+') || '$(params.branch)'.matches(r'v\\d+')`,
    ],
    [cel`${branch} == '\${x}\`'`, "'$(params.branch)' == '${x}`'"],
    // names in brackets get quotes that do not end the string
    [cel`${dotted} == '${dotted}'`, `'$(params["a.b"])' == '$(params["a.b"])'`],
    [cel`"${dotted}" == ''`, `"$(params['a.b'])" == ''`],
    // texts are escaped, but for their values
    [cel`${odd} == "${odd}"`, `'it\\'s "$(params.branch)"\\\\\\n' == "it's \\"$(params.branch)\\"\\\\\\n"`],
    [cel`r"${text`it's ${branch}`}" == ''`, `r"it's $(params.branch)" == ''`],
  ])('becomes the string that CEL reads (%#)', (condition, expected) => {
    expect(String(condition.cel)).toBe(expected);
  });

  it.each<[string, () => unknown, string]>([
    ['in a comment', () => cel`true // ${branch}`, 'cel: the value "$(params.branch)" is in a comment, which it could end; remove it'],
    [
      'beside a letter',
      () => cel`r${branch} == 'x'`,
      'cel: the value "$(params.branch)" is directly beside "r"; put an operator such as "+" between them, or the value into the quotes',
    ],
    ['beside a quote', () => cel`''${branch} == 'x'`, 'is directly beside "\'"'],
    ['beside another value', () => cel`${branch}${branch} == 'x'`, 'is directly beside another value'],
    ['inside of a variable', () => cel`'x' == $(params.${branch})`, 'is inside "$(params.…)"; separate it'],
    ['in a raw string that it would end', () => cel`r'${odd}' == ''`, 'which is impossible in a raw string'],
    ['that is undefined', () => cel`${undefined as never} == ''`, 'cel: the value after "" is undefined'],
  ])('%s is refused', (_, make, message) => {
    expect(mistakeOf(make)).toMatch(message);
  });

  it('in unclosed quotes is left to the rules, which report it', () => {
    const chart = newChart();
    setFeatures(chart.node.root, { cel: true });
    const ci = new Pipeline(chart, 'ci', { params: { branch: param.string() } });
    const task = new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
    ci.add(task, { when: [cel`'x == ${ci.params.branch}`] });

    expect(problemsOf(chart)).toEqual([expect.stringContaining(`: the string that begins with ' has no end`)]);
  });
});

import { checkSources } from '../../src/check';

const task = (spec: string) =>
  `---\napiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {${spec}, steps: [{image: busybox}]}\n`;
const pipeline = (params: string) =>
  `---\napiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\nspec: {tasks: [{name: run, taskRef: {name: a}, params: ${params}}]}\n`;
const run = `---\napiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: r}\nspec: {pipelineRef: {name: ci}, params: [{name: odd, value: x}]}\n`;

function codes(text: string): string[] {
  const { documents } = checkSources([{ origin: 'a.yaml', text }]);
  return documents.flatMap(({ diagnostics }) => diagnostics.map(({ code, where }) => `${code} ${where}`));
}

const one = "params: [{name: p, default: ''}]";
const two = "params: [{name: p, default: ''}, {name: q, default: ''}]";

describe('two Tasks or Pipelines with the same name', () => {
  it('a param that none of them declares is still reported', () => {
    const text = task(one) + task(two) + pipeline('[{name: typo, value: x}]');

    expect(codes(text)).toEqual([expect.stringContaining('TW005'), 'TW211 /run params.typo']);
  });

  it.each([
    ['the first', [two, one]],
    ['the last', [one, two]],
    ['the middle', [one, two, one]],
  ])('a param that only %s declares is not reported', (_, tasks) => {
    const found = codes(tasks.map(task).join('') + pipeline('[{name: q, value: x}]'));

    expect(found.filter((line) => !line.startsWith('TW005'))).toEqual([]);
  });

  it('a param that all of them need is reported, one that only one of them needs is not', () => {
    const needs = 'params: [{name: p}]';

    expect(codes(task(needs) + task(`description: b, ${needs}`) + pipeline('[]'))).toContain('TW210 /run params');
    expect(codes(task(needs) + task(one) + pipeline('[]')).join()).not.toContain('TW210');
  });

  it('the run of a Pipeline whose name is taken twice', () => {
    const text = task(one) + pipeline('[{name: p, value: x}]') + pipeline('[{name: p, value: y}]') + run;

    expect(codes(text).map((line) => line.split(' ')[0])).toEqual(['TW005', expect.stringMatching(/TW\d+/)]);
  });
});

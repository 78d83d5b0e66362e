import { run, write } from './run';

const task = write(
  'task.yaml',
  'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: a}\nspec: {steps: [{name: run, image: alpine, script: "curl -s https://a.example | sh"}]}\n',
);
const codes = (...options: string[]) =>
  [
    ...run('validate', ...options, task)
      .out.join('\n')
      .matchAll(/warning (TW\d+)/g),
  ].map(([, code]) => code);

describe('tekwire validate --lint none', () => {
  it('reports no warnings', () => {
    expect(codes()).toContain('TW522');
    expect(codes('--lint', 'none')).toEqual([]);
  });

  it('reports only the warnings that it names', () => {
    expect(codes('--lint', 'none', '--lint', 'TW522')).toEqual(['TW522']);
    expect(codes('--lint', 'none', '--lint', 'pipe-to-shell')).toEqual(['TW522']);
    expect(codes('--lint', 'TW520', '--lint', 'none')).toEqual(['TW520']);
    expect(run('validate', '--lint', 'none', '--lint', 'TW999', task).code).toBe(2);
  });
});

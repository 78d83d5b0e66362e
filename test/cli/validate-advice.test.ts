import { run, write } from './run';

const task = (step: string) => `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec:\n  steps:\n    - ${step}\n`;

describe('recommended and opt-in rules in tekwire validate', () => {
  const script = '{name: run, image: alpine, script: "curl -s https://example.com | sh"}';
  const path = write('advice.yaml', task(script));

  it('are reported as warnings by default', () => {
    expect(run('validate', path)).toEqual({
      code: 0,
      out: [expect.stringContaining('warning TW522')],
      err: ['1 object checked, 0 errors, 1 warning'],
    });
  });

  it('are not reported with --lint none', () => {
    expect(run('validate', '--lint', 'none', path)).toEqual({ code: 0, out: [], err: ['1 object checked, 0 errors'] });
  });

  it('that are opt-in are reported on request', () => {
    expect(run('validate', '--lint', 'TW520', path).out.join('\n')).toContain('TW520');
    expect(run('validate', '--lint', 'all', path).out.join('\n')).toContain('TW540');
  });

  it('cannot be requested by an unknown code', () => {
    expect(run('validate', '--lint', 'TW52O', path)).toEqual({
      code: 2,
      out: [],
      err: [expect.stringContaining('--lint unknown opt-in rule "TW52O"')],
    });
  });
});

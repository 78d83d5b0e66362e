import { join } from 'node:path';
import { folder, run, write } from './run';

const rule = `{
  code: 'ACME001',
  slug: 'task-without-owner',
  title: 'Task without an owner',
  why: 'nobody is asked when it fails',
  severity: 'error',
  on: 'object',
  check: ({ manifest }, report) => {
    if (!manifest.metadata.labels) report(['metadata'], 'label "owner" is missing');
  },
}`;
const task = write(
  'task.yaml',
  'apiVersion: tekton.dev/v1\nkind: Task\nmetadata:\n  name: a\nspec: {steps: [{name: run, image: a, command: [a]}]}\n',
);

describe('tekwire validate --rules', () => {
  it('applies the rules of a module, and describes them in reports', () => {
    const rules = write('rules.js', `exports.rules = [${rule}];`);

    const text = run('validate', '--rules', rules, task);
    const sarif = JSON.parse(run('validate', '--rules', rules, '-o', 'sarif', task).out.join('\n'));

    expect(text.code).toBe(1);
    expect(text.out.join('\n')).toContain(`${task}:3:1  error ACME001  metadata: label "owner" is missing`);
    expect(sarif.runs[0].results[0].ruleId).toBe('ACME001');
    expect(sarif.runs[0].tool.driver.rules[0]).toMatchObject({
      id: 'ACME001',
      name: 'task-without-owner',
      help: { text: 'nobody is asked when it fails' },
    });
  });

  it.each([
    ['missing.js', undefined, /file not found/],
    ['empty.js', '', /must export an array "rules"/],
    ['broken.js', 'exports.rules = [', /the module cannot be loaded: /],
    ['wrong.js', `exports.rules = [{ ...${rule}, code: 'TW001' }];`, /--rules: rule "TW001": code must be/],
    ['twice.js', `exports.rules = [${rule}, ${rule}];`, /"ACME001" is already the name of rule ACME001/],
  ])('reports %s', (name, content, message) => {
    const path = content === undefined ? join(folder, name) : write(name, content);

    const { code, err } = run('validate', '--rules', path, task);

    expect(code).toBe(2);
    expect(err.join('\n')).toMatch(message);
  });
});

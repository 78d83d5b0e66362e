import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readErrorRules } from '../../src/reader';
import { allRules, kustomizeRules, wiringRules } from '../../src/rules';
import { run } from './run';

describe('tekwire explain', () => {
  it('shows the reason and source of a rule, a bad example with its messages, and a good example', () => {
    const { code, out } = run('explain', 'TW203');
    const page = out[0] ?? '';

    expect(code).toBe(0);
    for (const part of ['# TW203 ', 'Source: pkg/', '## Bad', 'bad.yaml:40:19  error TW203', '## Good']) expect(page).toContain(part);
  });

  it('shows where a rule is stricter than Tekton, and why', () => {
    expect(run('explain', 'tw005').out[0]).toContain('Stricter than Tekton: ');
  });

  it('shows the special cases that Tekton accepts', () => {
    const withException = allRules.filter(({ exception }) => exception !== undefined);

    expect(withException.length).toBeGreaterThan(0);
    for (const { code, exception } of withException) expect(run('explain', code).out[0]).toContain(`\nException: ${exception}.\n`);
  });

  it('accepts the slug of a rule', () => {
    expect(run('explain', 'unknown-task-result').out).toEqual(run('explain', 'TW203').out);
  });

  it('names the replacement of a retired code', () => {
    const { code, out } = run('explain', 'TW176');

    expect(code).toBe(0);
    expect(out[0]).toContain('# TW176 is retired');
    expect(out[0]).toContain('Use [TW178](TW178.md), `');
  });

  it('accepts several codes', () => {
    expect(run('explain', 'TW001', 'TW091').out[0]).toMatch(/^# TW001 [\s\S]+\n\n# TW091 /);
  });

  it('has a page for every code', () => {
    const pages = readdirSync(join(__dirname, '../../docs/rules'));

    for (const { code } of [...allRules, ...kustomizeRules, ...readErrorRules, ...wiringRules]) expect(pages).toContain(`${code}.md`);
  });

  it('suggests the most similar codes for an unknown one', () => {
    expect(run('explain', 'TW999')).toMatchObject({
      code: 2,
      out: [],
      err: [expect.stringContaining('unknown rule "TW999" (available: ')],
    });
    expect(run('explain', 'unknown-task-resul').err[0]).toContain('did you mean "unknown-task-result"?');
    expect(run('explain', '../README').code).toBe(2);
    expect(run('explain')).toMatchObject({ code: 2, err: [expect.stringContaining('pass a code')] });
  });
});

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

describe.each([
  'before',
  'producer',
  'deduplicate',
  'summary',
  'gate',
  'hand-on',
  'baseline',
  'suppress',
  'severity-map',
  'annotate',
  'code-owners',
  'epss',
  'kev',
  'reachability',
  'database-age',
  'policy',
  'policy-input',
])('the bundle of %s', (name) => {
  const path = join(__dirname, '../../../dist/runtime', `${name}.js`);
  const text = readFileSync(path, 'utf8');

  it('contains no Tekton variable and no Helm template', () => {
    expect(text).not.toContain('$(');
    expect(text).not.toContain('{{');
  });

  it('is smaller than 88 KiB and plain ASCII', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(88 * 1024);
    expect(text).toMatch(/^[\t\n -~]*$/);
  });

  it('needs only Node', () => {
    const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, module]) => module);

    expect(required.filter((module) => !module?.startsWith('node:'))).toEqual([]);
  });

  it('runs from standard input of a shell too, as a script without a name', () => {
    const { status, stderr } = spawnSync(process.execPath, ['-'], { input: text, env: {}, encoding: 'utf8' });

    expect([status, stderr]).toEqual([1, expect.stringMatching(/^environment variable [A-Z_]+ is not set\n$/)]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAsync } from '../run';

const pipeline = (tasks: readonly object[], params: readonly object[] = []) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci' },
  spec: { params, tasks },
});
const task = (image: string, more: object = {}) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name: 'lint' },
  spec: { steps: [{ name: 'run', image }], ...more },
});
const yaml = (...manifests: object[]) => manifests.map((one) => JSON.stringify(one)).join('\n---\n');
const before = yaml(pipeline([{ name: 'clone', taskRef: { name: 'clone' } }]), task('lint:1'), {
  ...task('old:1'),
  metadata: { name: 'old' },
});
const after = yaml(
  pipeline(
    [
      { name: 'clone', taskRef: { name: 'clone' } },
      { name: 'lint', taskRef: { name: 'lint' }, params: [{ name: 'at', value: '$(tasks.clone.results.commit)' }] },
    ],
    [{ name: 'url', type: 'string' }],
  ),
  task('lint:2', { params: [{ name: 'at', default: 'HEAD' }] }),
);

function folderWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-diff-'));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/ci.yaml'), text);
  return folder;
}

const human = [
  'Pipeline "ci" changed',
  '  + task "lint" (lint)',
  '  + edge clone → lint (data)',
  '  + param "url" (string)',
  expect.stringMatching(/^ {6}spec\.params\[0\]: \(none\) → |^ {6}spec\.params\[url\]: \(none\) → /),
  expect.stringMatching(/^ {6}spec\.tasks\[lint\]: \(none\) → /),
  'Task "lint" changed',
  '  + param "at" (string, default "HEAD")',
  '  ~ image of step "run": lint:1 → lint:2',
  '      spec.steps[run].image: "lint:1" → "lint:2"',
  '      spec.params: (none) → [{"name":"at","default":"HEAD"}]',
  'Task "old" removed',
];

describe('tekwire diff', () => {
  it('says what changes between two folders: tasks, edges, params and images first, then fields', async () => {
    const [old, now] = [folderWith(before), folderWith(after)];

    const { code, out } = await runAsync('diff', '--against', join(old, 'dist'), join(now, 'dist'));

    expect([code, out.join('\n').split('\n')]).toEqual([0, human]);
    expect((await runAsync('diff', '--exit-code', '--against', join(old, 'dist'), join(now, 'dist'))).code).toBe(1);
    expect(await runAsync('diff', '--exit-code', '--against', join(now, 'dist'), join(now, 'dist'))).toEqual({
      code: 0,
      out: ['no differences'],
      err: [],
    });
  });

  it('draws Pipelines before and after for a pull request', async () => {
    const [old, now] = [folderWith(before), folderWith(after)];

    const { out } = await runAsync('diff', '-o', 'markdown', '--against', join(old, 'dist'), join(now, 'dist'));
    const text = out.join('\n');

    expect(text.match(/```mermaid\nflowchart/g)).toHaveLength(2);
    expect(text).toContain('### Pipeline "ci" changed\n\n```diff\n+ task "lint" (lint)\n+ edge clone → lint (data)\n');
    expect(text).toContain('! image of step "run": lint:1 → lint:2');
    expect(text.match(/^```/gm)?.length).toBe((text.match(/^```\w+/gm)?.length ?? 0) * 2);
  });

  it('compares with a revision of Git, and says when there is none', async () => {
    const folder = folderWith(before);
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: folder });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '-m', 'before');
    writeFileSync(join(folder, 'dist/ci.yaml'), after);
    const here = process.cwd();
    process.chdir(folder);
    try {
      expect((await runAsync('diff', '--against', 'main', 'dist')).out.join('\n').split('\n')).toEqual(human);
      const { code, err } = await runAsync('diff', '--against', 'mian', 'dist');
      expect([code, err[0]]).toEqual([3, expect.stringContaining('--against mian')]);
    } finally {
      process.chdir(here);
    }
  });
});

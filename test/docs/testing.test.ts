import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

it('the page about testing is a test file that succeeds in vitest', () => {
  const page = readFileSync(join(root, 'docs/testing.md'), 'utf8');
  const blocks = [...page.matchAll(/```ts\n([^`]+(?:`[^`]+)*?)\n```/g)].map(([, block]) => block);
  const folder = join(root, 'dist/testing-page');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page.test.ts'), blocks.join('\n\n'));

  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', CI: undefined },
  });

  expect(blocks.length).toBeGreaterThan(6);
  expect(stdout + stderr).toMatch(/Tests\s+7 passed \(7\)/);
});

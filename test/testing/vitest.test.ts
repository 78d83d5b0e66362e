import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

it('the matchers work in vitest, and one that fails shows its message', () => {
  const folder = join(__dirname, 'vitest');
  const program = join(root, 'node_modules/vitest/vitest.mjs');
  const args = ['run', '--root', folder, '--config', join(folder, 'vitest.config.mjs')];
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', JEST_WORKER_ID: undefined },
  });

  const output = stdout + stderr;
  expect(output).toContain('expected "second" not to run after "first"; "second" waits for: first');
  expect(output).toMatch(/Tests\s+1 failed \| 2 passed \(3\)/);
  expect(status).toBe(1);
});

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

it('every function of Tekton that refuses something has a rule or a reason, and the table of them is as the Go modules are', () => {
  const root = join(__dirname, '../..');
  const output = execFileSync(process.execPath, [join(root, 'tools/generate/validators.mjs'), '--check'], { encoding: 'utf8', cwd: root });

  expect(output).toMatch(/^docs\/tekton-checks\.md: 2\d\d functions$/m);
});

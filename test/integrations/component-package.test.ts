import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack, packIn, project } from '../support/installed';

const root = join(__dirname, '../..');
const example = join(root, 'examples/component-package');
const text = (...path: string[]) => readFileSync(join(...path), 'utf8');
const run = (cwd: string, program: string, ...args: string[]) =>
  execFileSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8', env: { ...process.env, CDK8S_OUTDIR: 'dist' } });

it('a team installs the tarball of the components, and its program compiles and writes the manifests of the example', () => {
  const tekwire = pack();
  const components = project({ tekwire });
  cpSync(join(example, 'acme-components'), components, { recursive: true });
  const team = project({ tekwire, '@acme/tekton-components': packIn(components) });
  cpSync(join(example, 'main.ts'), join(team, 'main.ts'));
  const pipeline = text(example, 'pipeline.ts');
  const [, advised = ''] = /^\/\/ in an app of its own: (.*)$/m.exec(pipeline) ?? [];
  writeFileSync(join(team, 'pipeline.ts'), pipeline.replace(/^import .* from '\.\/acme-components';$/m, advised));
  const compilerOptions = { strict: true, target: 'es2022', module: 'node16', skipLibCheck: true, types: [] };
  writeFileSync(join(team, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));

  run(team, join(root, 'node_modules/typescript/bin/tsc'));
  run(team, 'main.js');

  expect(advised).toContain("from '@acme/tekton-components'");
  expect(text(team, 'dist/web.k8s.yaml')).toBe(text(root, 'test/golden/examples/component-package/web.k8s.yaml'));
});

// Compiles a user's program against the built package as users do, declarations checked too: ours in each module setting, with --all every compiler.
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, compilers, format, ours } from '../lib/compilers.mjs';
import { root } from '../lib/project.mjs';
import { pooled, report } from '../lib/run.mjs';

const folder = 'dist/consumer';
const strict = { strict: true, skipLibCheck: false, types: ['node'] };
const settings = {
  // What `cdk8s init typescript-app` writes; with TypeScript 5.9 it resolves as Node 10 did and so needs `typesVersions`.
  'cdk8s-init': { ...strict, lib: ['es2016'], target: 'ES2017', module: 'CommonJS', experimentalDecorators: true, stripInternal: true },
  node16: { ...strict, target: 'ES2022', module: 'node16' },
  bundler: { ...strict, target: 'ES2022', module: 'preserve', moduleResolution: 'bundler', exactOptionalPropertyTypes: true },
};

rmSync(join(root, folder), { recursive: true, force: true });
mkdirSync(join(root, folder, 'node_modules'), { recursive: true });
symlinkSync(root, join(root, folder, 'node_modules/tekwire'));
copyFileSync(join(root, 'test/types/consumer/main.ts'), join(root, folder, 'main.ts'));
const cases = Object.entries(settings).flatMap(([name, compilerOptions]) => {
  writeFileSync(join(root, folder, `${name}.json`), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
  return (process.argv.includes('--all') ? compilers : [ours]).map((compiler) => ({ name, compiler }));
});
const problems = await pooled(cases, 2, async ({ name, compiler }) => {
  const { errors, rest } = await compile(compiler, `${folder}/${name}.json`);
  return [...rest, ...errors.map(format)].map((text) => `${compiler.name}, ${name}: ${text}`);
});
report(problems.flat(), `${cases.length} combinations of compiler and module setting`);

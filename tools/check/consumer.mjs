// Compiles a user's program against the built package, including its declarations: our compiler in each module setting, with --all every one.
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, compilers, format, ours } from '../lib/compilers.mjs';
import { root } from '../lib/project.mjs';
import { pooled, report } from '../lib/run.mjs';

const folder = 'dist/consumer';
const strict = { strict: true, skipLibCheck: false, types: ['node'], declaration: true };
const settings = {
  // The settings of `cdk8s init typescript-app`; with TypeScript 5.9 they resolve like Node 10 and so need `typesVersions`.
  'cdk8s-init': { ...strict, lib: ['es2016'], target: 'ES2017', module: 'CommonJS', experimentalDecorators: true, stripInternal: true },
  node16: { ...strict, target: 'ES2022', module: 'node16' },
  bundler: { ...strict, target: 'ES2022', module: 'preserve', moduleResolution: 'bundler', exactOptionalPropertyTypes: true },
};

rmSync(join(root, folder), { recursive: true, force: true });
// a copy, as an installed package: behind a link a declaration could name types past the doors
const installed = join(root, folder, 'node_modules/tekwire');
mkdirSync(installed, { recursive: true });
// a package of its own: inside of ours, "tekwire" would be this repository
writeFileSync(join(root, folder, 'package.json'), JSON.stringify({ name: 'consumer' }));
copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
cpSync(join(root, 'dist/lib'), join(installed, 'dist/lib'), { recursive: true, filter: (path) => !/\.(?:js|mjs|map)$/.test(path) });
copyFileSync(join(root, 'test/types/consumer/main.ts'), join(root, folder, 'main.ts'));
const cases = Object.entries(settings).flatMap(([name, compilerOptions]) => {
  writeFileSync(join(root, folder, `${name}.json`), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
  return (process.argv.includes('--all') ? compilers : [ours]).map((compiler) => ({ name, compiler }));
});
const problems = await pooled(cases, 2, async ({ name, compiler }) => {
  const { errors, rest } = await compile(compiler, `${folder}/${name}.json`, {}, [
    '--emitDeclarationOnly',
    '--outDir',
    `${folder}/declared`,
  ]);
  return [...rest, ...errors.map(format)].map((text) => `${compiler.name}, ${name}: ${text}`);
});
report(problems.flat(), `${cases.length} combinations of compiler and module setting`);

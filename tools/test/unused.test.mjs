import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test as it } from 'node:test';
import { root } from '../lib/project.mjs';
import { node } from '../lib/run.mjs';

/** A project like ours with unused parts: an export, a re-export, a type, a file, a dependency. */
const planted = {
  'package.json': JSON.stringify({
    name: 'planted',
    scripts: { test: 'jest' },
    dependencies: { yaml: '2', 'left-over': '1' },
    devDependencies: { jest: '30', 'left-behind': '1' },
  }),
  'jest.config.js': "module.exports = { testMatch: ['<rootDir>/test/**/*.test.ts'] };",
  'tsconfig.json': '{ "compilerOptions": { "module": "node16" } }',
  'src/index.ts': "export { a, type T } from './task';",
  'src/task/index.ts': "export { a, b } from './a';\nexport type { T } from './t';\nexport { onlyTested } from './t';",
  'src/task/a.ts': "import 'yaml';\nimport { c } from './t';\nexport const a = c;\nexport const b = 1;",
  'src/task/t.ts':
    'export type T = Part;\nexport const c = 1;\nexport function dead() {}\nexport const onlyTested = 1;\nexport type Part = 1;\nexport type Lonely = 1;',
  'src/task/forgotten.ts': 'export {};',
  'test/task/t.test.ts': "import { onlyTested } from '../../src/task';\nonlyTested;",
};

it('unused exports, files and dependencies are reported, and nothing else', async () => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist/unused-'));
  try {
    for (const [path, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    copyFileSync(join(root, 'knip.jsonc'), join(folder, 'knip.jsonc'));

    const { code, stdout } = await node([
      join(root, 'node_modules/knip/bin/knip.js'),
      '--directory',
      folder,
      '--no-config-hints',
      '--no-gitignore',
      '--reporter=json',
    ]);

    assert.equal(code, 1);
    /** @type {{ issues: any[] }} */
    const { issues } = JSON.parse(stdout);
    const found = issues.flatMap((issue) =>
      ['files', 'dependencies', 'devDependencies', 'exports', 'types'].flatMap((kind) =>
        (issue[kind] ?? []).map((/** @type {{ name: string }} */ { name }) => `${kind} ${issue.file} ${name}`),
      ),
    );
    assert.deepEqual(found.sort(), [
      'dependencies package.json left-over',
      'devDependencies package.json left-behind',
      'exports src/task/a.ts b',
      'exports src/task/index.ts b',
      'exports src/task/t.ts dead',
      'files src/task/forgotten.ts src/task/forgotten.ts',
      'types src/task/t.ts Lonely',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

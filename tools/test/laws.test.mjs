import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import ts from 'typescript-5.9';
import { findBroken, order, rooms } from '../check/layers.mjs';
import { findTooLarge } from '../check/size.mjs';
import { read, root } from '../lib/project.mjs';

/** @param {Record<string, string>} files */
const parse = (files) =>
  new Map(Object.entries(files).map(([path, text]) => [path, ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)]));

/** @type {{ title: string, files: Record<string, string>, problems: (string | RegExp)[] }[]} */
const broken = [
  {
    title: 'a folder may not import from a later one',
    files: { 'src/spec/index.ts': "import type { B } from '../refs';", 'src/refs/index.ts': 'export type B = 1;' },
    problems: ['src/spec/index.ts:1: "spec" comes before "refs" and may not import from it'],
  },
  {
    title: 'a file may not bypass the index file of another folder',
    files: { 'src/refs/parse.ts': "\nimport { a } from '../spec/a';", 'src/spec/a.ts': 'export const a = 1;' },
    problems: ['src/refs/parse.ts:2: "../spec/a" bypasses the index file of "spec"; import from its index.ts'],
  },
  {
    title: 'a file may not import from the public entry point',
    files: { 'src/task/a.ts': "export { b } from '..';", 'src/index.ts': 'export const b = 1;' },
    problems: ['src/task/a.ts:1: ".." is the public entry point; import from the folder that declares the name'],
  },
  {
    title: 'a folder needs a place in the order',
    files: { 'src/helpers/a.ts': "import 'cdk8s';" },
    problems: [/^src\/helpers\/a.ts:1: folder "helpers" has no place in the order/],
  },
  {
    title: 'inside rules, a subject may not import from a later one, and every folder needs a place in the order',
    files: {
      'src/rules/task/a.ts': "import { b } from '../pipeline/b';",
      'src/rules/pipeline/b.ts': "import { c } from '../misc/c';\nexport const b = 1;",
      'src/rules/misc/c.ts': 'export const c = 1;',
    },
    problems: [
      'src/rules/task/a.ts:1: "task" comes before "pipeline" and may not import "../pipeline/b"',
      /^src\/rules\/pipeline\/b.ts:1: "misc" has no place in the order of rules/,
    ],
  },
  {
    title: 'a pure folder imports nothing from cdk8s or Node and reads no clock',
    files: {
      'src/rules/a.ts':
        "import { Size } from 'cdk8s';\nimport { join } from 'node:path';\nimport fs from 'fs';\nconst now = Date.now();\nconst x = { process: 1 };",
    },
    problems: [
      'src/rules/a.ts:1: "rules" is pure and may not import "cdk8s"',
      'src/rules/a.ts:2: "rules" is pure and may not import "node:path"',
      'src/rules/a.ts:3: "rules" is pure and may not import "fs"',
      'src/rules/a.ts:4: "rules" is pure and may not use "Date"',
    ],
  },
  {
    title: 'findings may hash with Node, other pure folders may not',
    files: {
      'src/findings/a.ts': "import { createHash } from 'node:crypto';\nimport fs from 'node:fs';",
      'src/rules/a.ts': "import { createHash } from 'node:crypto';",
    },
    problems: [
      'src/findings/a.ts:2: "findings" is pure and may not import "node:fs"',
      'src/rules/a.ts:1: "rules" is pure and may not import "node:crypto"',
    ],
  },
  {
    title: 'files may not import each other in a cycle, types included',
    files: {
      'src/spec/a.ts': "import type { B } from './b';\nexport type A = B;",
      'src/spec/b.ts': "import type { A } from './a';\nexport type B = A;",
    },
    problems: ['cycle: src/spec/a.ts → src/spec/b.ts → src/spec/a.ts'],
  },
  {
    title: "import 'tekwire' may not load the catalogue, cdk8s-plus or the generated imports",
    files: {
      'src/index.ts': "export { a } from './task';\nexport { g } from './catalogue';",
      'src/task/index.ts':
        "import { Pod } from 'cdk8s-plus-27';\nimport type { Task } from '../../imports/tekton.dev';\nexport const a = () => require('cdk8s-plus-27');",
      'src/catalogue/index.ts': 'export const g = 1;',
    },
    problems: [
      'src/task/index.ts:2: "../../imports/tekton.dev" is not a source file of the library',
      'import \'tekwire\' loads "src/catalogue/index.ts": src/index.ts',
      'import \'tekwire\' loads "cdk8s-plus-27": src/index.ts → src/task/index.ts',
    ],
  },
  {
    title: 'a later folder may use the index files of earlier ones',
    files: {
      'src/task/a.ts': "import { s } from '../spec';\nimport { Chart } from 'cdk8s';",
      'src/spec/index.ts': "export { s } from './s';",
      'src/spec/s.ts': 'export const s = 1;',
    },
    problems: [],
  },
];

for (const { title, files, problems } of broken) {
  it(title, () => {
    const found = findBroken(parse(files));

    assert.equal(found.length, problems.length, found.join('\n'));
    for (const [index, problem] of problems.entries()) {
      if (typeof problem === 'string') assert.equal(found[index], problem);
      else assert.match(found[index] ?? '', problem);
    }
  });
}

it('a file has at most 300 lines and a folder at most 25 files', () => {
  /** @type {(name: string, count: number) => [string, number][]} */
  const folder = (name, count) => Array.from({ length: count }, (_, at) => [`src/${name}/${at}.ts`, 300]);
  const files = new Map([...folder('a', 26), ...folder('b', 25), ['src/b/0.ts', 301]]);

  assert.deepEqual(findTooLarge(files), [
    'src/b/0.ts: 301 lines, the limit is 300; split by idea',
    'src/a: 26 files, the limit is 25; split by subject',
  ]);
});

it('CONTRIBUTING.md lists the folders that exist, in their order', () => {
  const existing = order.filter((folder) => existsSync(join(root, 'src', folder)));
  const text = read('CONTRIBUTING.md');

  assert.ok(text.includes(`\`${existing.join(' → ')}\``), existing.join(' → '));
  for (const inner of rooms.values()) assert.ok(text.includes(`\`${inner.join(' → ')}\``), inner.join(' → '));
});

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from '../lib/project.mjs';
import { node } from '../lib/run.mjs';

/**
 * A temporary copy of the project, and a function that creates rules in it.
 * @param {import('node:test').TestContext} t
 */
function copy(t) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist/rule-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const part of ['src', 'tools', 'test/rules', 'tsconfig.json', 'tsconfig.build.json', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, begin: (/** @type {string[]} */ ...args) => node([join(folder, 'tools/generate/rule.mjs'), ...args], { cwd: folder }) };
}

it('a new rule compiles, is in the table and has its examples', async (t) => {
  const { folder, begin } = copy(t);

  for (const subject of ['object', 'task', 'pipeline', 'run', 'advice', 'trigger', 'other']) {
    const { code, output } = await begin(subject, 'begun-here');
    assert.equal(code, 0, output);
    assert.match(readFileSync(join(folder, `src/rules/${subject}/index.ts`), 'utf8'), /\.\.\.begunHereRules,\n\];/);
    assert.match(readFileSync(join(folder, `test/rules/${output.slice(0, 5)}/bad.yaml`), 'utf8'), /^kind: /m);
  }

  const compiled = await node([join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.build.json'], { cwd: folder });
  assert.equal(compiled.output, '');
});

it('an invalid subject or name, and an existing file, are refused', async (t) => {
  const { begin } = copy(t);

  assert.match((await begin('advise', 'step-ports')).output, /^"advise" is not a subject; npm run rule SUBJECT NAME/);
  assert.match((await begin('task', 'Step ports')).output, /^"Step ports" is not a name of lower-case letters/);
  assert.match((await begin('task', 'steps')).output, /^src\/rules\/task\/steps.ts exists already; .* with the code TW[18][0-8]\d$/m);
});

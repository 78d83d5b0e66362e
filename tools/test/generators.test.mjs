import assert from 'node:assert/strict';
import { it } from 'node:test';
import { node } from '../lib/run.mjs';

it('an invalid subject or name, and an existing file, are refused', async () => {
  const begin = (/** @type {string[]} */ ...args) => node(['tools/generate/rule.mjs', ...args]);

  assert.match((await begin('advise', 'step-ports')).output, /^"advise" is not a subject; npm run rule SUBJECT NAME/);
  assert.match((await begin('task', 'Step ports')).output, /^"Step ports" is not a name of lower-case letters/);
  assert.match((await begin('task', 'steps')).output, /^src\/rules\/task\/steps.ts exists already; .* with the code TW[18][0-8]\d$/m);
});

it('an invalid name of a scanner, and an existing one, are refused', async () => {
  const begin = (/** @type {string} */ name) => node(['tools/generate/scanner.mjs', name]);

  assert.match((await begin('Acme lint')).output, /^"Acme lint" is not a name of lower-case letters/);
  assert.match((await begin('gosec')).output, /^src\/catalogue\/scanners\/gosec.ts exists already/);
});

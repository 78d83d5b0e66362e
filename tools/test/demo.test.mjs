import assert from 'node:assert/strict';
import { it } from 'node:test';
import { node } from '../lib/run.mjs';

it('the demo of an example checks it, shows its graph, and how its files are applied', async () => {
  const { code, output } = await node(['tools/demo.mjs', 'build-test-deploy']);

  assert.equal(code, 0, output);
  assert.match(output, /^3 {2}build \(clone, test\)$/m);
  assert.match(output, /kubectl apply -f \S+delivery\.k8s\.yaml && kubectl create -f \S+delivery-runs\.k8s\.yaml$/m);
});

it('an unknown example is an error with the available ones', async () => {
  const { code, output } = await node(['tools/demo.mjs', 'monorep']);

  assert.equal(code, 1);
  assert.match(output, /unknown example "monorep"; available: .*monorepo/);
});

import 'tekwire/testing/vitest';
import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineServiceAccount, sh, Task } from 'tekwire';
import { runStep } from 'tekwire/testing';
import { expect, it } from 'vitest';

const chart = new Chart(new App(), 'ci', { namespace: 'build' });
const hello = new Task(chart, 'hello', {
  rbac: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  steps: () => [{ name: 'hello', image: 'busybox:1.37.0', script: sh`echo hello` }],
});
const pipeline = new Pipeline(chart, 'ci');
const first = pipeline.add(hello, { name: 'first' });
pipeline.add(hello, { name: 'second', after: [first] });

it('all matchers work', () => {
  expect(chart).toHaveNoProblems();
  expect(chart).toBeAdmittedBy({ features: { 'enable-api-fields': 'stable' } });
  expect(pipeline).toHaveEdge('first', 'second');
  expect(pipeline).not.toRunAfter('first', 'second');
  const account = new PipelineServiceAccount(chart, 'ci-runs', { pipeline });
  expect(account).toGrant({ apiGroups: [''], resources: ['pods'], verbs: ['get'] });
  expect(account).not.toGrant({ apiGroups: [''], resources: ['pods'], verbs: ['list'] });
});

it('a step runs', async () => {
  expect((await runStep(hello, 'hello')).output).toBe('hello\n');
});

it('a matcher that fails shows its message', () => {
  expect(pipeline).not.toRunAfter('second', 'first');
});

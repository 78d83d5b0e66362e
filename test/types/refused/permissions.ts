import { App, Chart } from 'cdk8s';
import { EmbeddedTask, Pipeline, PipelineRun, PipelineServiceAccount, Task } from 'tekwire';

const chart = new Chart(new App(), 'permissions', { namespace: 'build' });
const steps = () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }];
const pods = { apiGroups: [''], resources: ['pods'] } as const;
const pipeline = new Pipeline(chart, 'ci');
pipeline.add(new Task(chart, 'ok', { rbac: [{ ...pods, verbs: ['get'], resourceNames: ['web'] }], steps }));
const account = new PipelineServiceAccount(chart, 'runs', { pipeline, secrets: ['git', { name: 'registry' }] });
new PipelineRun(chart, 'nightly', { pipeline, serviceAccount: account });

// error: Type '"read"' is not assignable to type 'Verb'
new Task(chart, 'a', { rbac: [{ ...pods, verbs: ['read'] }], steps });
// error: Source has 0 element(s) but target requires 1
new Task(chart, 'b', { rbac: [{ ...pods, verbs: [] }], steps });
// error: Property 'apiGroups' is missing
new EmbeddedTask('c', { rbac: [{ resources: ['pods'], verbs: ['get'] }], steps });
// error: Type 'string' is not assignable to type
new EmbeddedTask('d', { rbac: [{ apiGroups: '', resources: ['pods'], verbs: ['get'] }], steps });
// error: 'nonResourceURLs' does not exist
new EmbeddedTask('e', { rbac: [{ ...pods, verbs: ['get'], nonResourceURLs: ['/metrics'] }], steps });
// error: Type 'boolean' is not assignable to type 'string'
new EmbeddedTask('f', { rbac: [{ apiGroups: [''], resources: ['*'], verbs: ['get'], allowWildcard: true }], steps });
// error: Property 'tasks' is missing
new PipelineServiceAccount(chart, 'g', { pipeline: Pipeline.fromCluster('ci') });
// error: Property 'pipeline' is missing
new PipelineServiceAccount(chart, 'h', { secrets: ['git'] });
// error: 'value' does not exist
new PipelineServiceAccount(chart, 'i', { pipeline, secrets: [{ name: 'git', value: 'hunter2' }] });

import { App, Chart } from 'cdk8s';
import { cel, chains, Pipeline, PipelineRun, param, result, Task, TaskRun, VerificationPolicy } from 'tekwire';

const chart = new Chart(new App(), 'runs');
const build = new Task(chart, 'build', {
  params: { tags: param.array({ default: [] }) },
  results: { digest: result.string(), ...chains.image('WEB') },
  steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }],
});
const ci = new Pipeline(chart, 'ci', { params: { branch: param.string(), hosts: param.array() } });
const other = new Pipeline(chart, 'other', { params: { branch: param.string() } });
const pipeline = new Pipeline(chart, 'plain');
const built = ci.add(build, { when: [cel`${ci.params.branch} == 'main'`] });
const plain = pipeline.add(build);
const told = pipeline.finally(new Task(chart, 'tell', { steps: () => [{ name: 'send', image: 'busybox:1.37.0', command: ['true'] }] }));
new PipelineRun(chart, 'ok', {
  pipeline,
  taskRunSpecs: [
    { task: plain, stepSpecs: { run: { requests: { cpu: '1' } } } },
    { task: told, stepSpecs: { send: {} } },
    { task: 'x', stepSpecs: { y: {} } },
  ],
});
new PipelineRun(chart, 'ok2', { pipeline: Pipeline.fromCluster('external'), taskRunSpecs: [{ task: built, stepSpecs: { run: {} } }] });

// error: Property 'task' is missing
new PipelineRun(chart, 'a', { pipeline, taskRunSpecs: [{ serviceAccount: 'x' }] });
// error: 'rnu' does not exist
new PipelineRun(chart, 'a3', { pipeline, taskRunSpecs: [{ task: plain, stepSpecs: { rnu: {} } }] });
// error: 'run' does not exist
new PipelineRun(chart, 'a4', { pipeline, taskRunSpecs: [{ task: plain }, { task: told, stepSpecs: { run: {} } }] });
// error: is not assignable to type
new PipelineRun(chart, 'a5', { pipeline, taskRunSpecs: [{ task: built }] });
// error: Type '"Pending"' is not assignable to type
new PipelineRun(chart, 'b', { pipeline, status: 'Pending' });
// error: 'request' does not exist
new PipelineRun(chart, 'c', { pipeline, taskRunSpecs: [{ task: plain, computeResources: { request: { cpu: '1' } } }] });
// error: Type '"on"' is not assignable to type '"enabled"'
new TaskRun(chart, 'd', { task: build, debug: { breakpoints: { onFailure: 'on' } } });
new TaskRun(chart, 'd2', { task: build, stepSpecs: { run: { requests: { cpu: '1' } } } });
new TaskRun(chart, 'd3', { task: Task.fromCluster('external'), stepSpecs: { anything: { requests: { cpu: '1' } } } });
// error: 'rnu' does not exist
new TaskRun(chart, 'd4', { task: build, stepSpecs: { rnu: { requests: { cpu: '1' } } } });
const signed = new Task(chart, 'signed', {
  steps: ({ step }) => [step('sign', { digest: result.string() }, ({ digest }) => ({ image: 'busybox:1.37.0', args: [digest.path] }))],
});
// error: 'sing' does not exist
new TaskRun(chart, 'd5', { task: signed, stepSpecs: { sign: {}, sing: {} } });
// error: Type '"Cancelled"' is not assignable to type
new TaskRun(chart, 'e', { task: build, status: 'Cancelled' });
// error: Type '"other"' is not assignable to type '"ci"'
ci.add(build, { name: 'f', when: [cel`${other.params.branch} == 'main'`] });
// error: Type '"array"' is not assignable to type '"string"'
cel`${ci.params.hosts} == 'a'`;
// error: Argument of type '"digset"' is not assignable to parameter of type
built.resultLength('digset');
// error: Property 'WEB_IMAGE_DIGST' does not exist
built.results.WEB_IMAGE_DIGST;
// error: is not assignable to type
new VerificationPolicy(chart, 'g', { resources: [], authorities: {} });
// error: Type 'string' is not assignable to type 'undefined'
new VerificationPolicy(chart, 'h', { resources: ['.*'], authorities: { key: { data: 'x', kms: 'y' } } });
const declared = { url: param.string() };
class Delivery extends Pipeline<typeof declared> {}
const delivery = new Delivery(chart, 'delivery', { params: declared });
// error: Property 'params' is missing
new PipelineRun(chart, 'delivery-run', { pipeline: delivery });
// error: 'ulr' does not exist
new PipelineRun(chart, 'delivery-run2', { pipeline: delivery, params: { url: 'x', ulr: 'x' } });
// a class that does not name its declarations does not lose them silently
class Bare extends Pipeline {
  constructor(id: string) {
    super(chart, id, { params: declared });
    // error: Property 'url' does not exist
    String(this.params.url);
  }
}
new Bare('bare');

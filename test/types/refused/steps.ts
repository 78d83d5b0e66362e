import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineRun, param, result, type Step, type StepWithResults, sh, Task, text, workspace } from 'tekwire';

const chart = new Chart(new App(), 'steps');
const image = 'busybox:1.37.0';
const declared = { params: { push: param.string(), tags: param.array() }, workspaces: { source: workspace() } };
const results = { digest: result.string(), files: result.array() };
declare const build: StepWithResults<typeof results>;
const { digest, files } = build.results;

new Task(chart, 'build', {
  ...declared,
  results,
  steps: ({ params, results, step }) => {
    const made = step('build', { sum: result.string() }, ({ sum }) => ({ image, script: sh`echo > ${sum.path}` }));
    results.digest.take(made.results.sum);
    // error: Property 'smu' does not exist
    made.results.smu;
    // error: Type '"array"' is not assignable to type '"string"'
    results.digest.take(files);
    // error: is not assignable to type
    results.digest.take(params.push);
    // error: Property 'digets' does not exist
    results.digets.take(digest);
    // error: Property 'summ' does not exist
    step('b', { sum: result.string() }, ({ summ }) => ({ image, script: sh`echo > ${summ.path}` }));
    const ok: Step = { name: 'ok', image, args: [digest, files, params.tags, text`${params.push} ${digest}`], when: [digest.in('a')] };
    return [made, ok];
  },
});

// error: Type '"later steps"' is not assignable to type '"steps"'
new Task(chart, 'c', { steps: () => [build, { name: 'c', image: digest }] });
// error: Type '"later steps"' is not assignable to type '"steps"'
new Task(chart, 'd', { steps: () => [build, { name: 'd', image, workingDir: digest }] });
// error: Type '"array"' is not assignable to type '"string"'
new Task(chart, 'e', { steps: () => [build, { name: 'e', image, env: { A: files } }] });
// error: Property 'in' does not exist
new Task(chart, 'f', { ...declared, steps: ({ params }) => [{ name: 'f', image, when: [params.tags.in('a')] }] });
// error: is not assignable to type 'WorkspaceUse'
new Task(chart, 'g', { ...declared, steps: () => [{ name: 'g', image, workspaces: ['source'] }] });
// error: Property 'sorce' does not exist
new Task(chart, 'h', { ...declared, steps: ({ workspaces }) => [{ name: 'h', image, workspaces: [workspaces.sorce.at('/a')] }] });
// error: Type '"later steps"' is not assignable to type '"steps"'
new Task(chart, 'i', { steps: () => [build], sidecars: () => [{ name: 'i', image, args: [digest] }] });
// error: is not assignable to type 'Script<"steps">'
new Task(chart, 'j', { steps: () => [build], sidecars: () => [{ name: 'j', image, script: sh`echo ${digest}` }] });
// error: Type '"Never"' is not assignable to type '"Always"'
new Task(chart, 'k', { steps: () => [], sidecars: () => [{ name: 'k', image, restartPolicy: 'Never' }] });
// error: Property 'port' is missing
new Task(chart, 'l', { steps: () => [], sidecars: () => [{ name: 'l', image, readinessProbe: { tcpSocket: { prot: 80 } } }] });

const loud = new Task(chart, 'loud', { params: { level: param.enum(['low', 'high']) }, steps: () => [{ name: 'run', image }] });
const pipeline = new Pipeline(chart, 'pipeline', { params: { level: param.enum(['low', 'high']), any: param.string() } });
pipeline.add(loud, { params: { level: pipeline.params.level } });
pipeline.add(loud, { name: 'high', params: { level: 'high' } });
// error: Type '"hgih"' is not assignable to type
pipeline.add(loud, { params: { level: 'hgih' } });
// error: Type '"hgih"' is not assignable to type
new PipelineRun(chart, 'run', { pipeline, params: { level: 'hgih', any: 'x' } });
// error: Type '"hgih"' is not assignable to type
param.enum(['low', 'high'], { default: 'hgih' });

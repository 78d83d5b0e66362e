import { App, Chart } from 'cdk8s';
import { param, result, StepAction } from 'tekwire';

const chart = new Chart(new App(), 'step-actions');
const action = new StepAction(chart, 'describe', {
  params: { directory: param.string(), flags: param.array({ default: [] }) },
  results: { tag: result.string() },
  container: ({ params }) => ({ image: 'alpine/git:v2.49.1', args: [params.directory, params.flags] }),
});
const found = action.step('describe', { params: { directory: '.' } });
const plain = StepAction.fromCluster('plain');
plain.step('plain');

// error: 'dir' does not exist
action.step('a', { params: { dir: '.' } });
// error: Property 'directory' is missing
action.step('b', { params: {} });
// error: Expected 2 arguments, but got 1
action.step('c');
// error: Property 'tga' does not exist
found.results.tga;
// error: 'image' does not exist
action.step('e', { params: { directory: '.' }, image: 'busybox:1.37.0' });
// error: is not assignable to type 'undefined'
plain.step('f', { params: { directory: '.' } });
// error: Property 'image' is missing
new StepAction(chart, 'g', { container: () => ({ command: ['true'] }) });
// error: Type 'string' is not assignable to type
new StepAction(chart, 'h', { container: () => ({ image: 'x:1', volumeMounts: [{ name: 'cache', mountPath: '/cache' }] }) });
// error: Property 'pathInRepo' is missing
StepAction.fromResolver({ git: { url: 'https://github.com/acme/actions' } });
// error: 'versoin' does not exist
StepAction.fromResolver({ hub: { name: 'a', versoin: '0.1' } });

import { App, Chart } from 'cdk8s';
import { Pipeline, param, Task } from 'tekwire';
import { EventListener, github } from 'tekwire/events';

// Each event makes a run that needs no pod: its only task is skipped. So the runs can be counted, and the node has room for 200 of them.
const app = new App();
const chart = new Chart(app, 'flood', { namespace: 'tekwire-e2e-flood' });
const task = new Task(chart, 'nothing', { steps: () => [{ name: 'nothing', image: 'busybox:1.37.0', command: ['true'] }] });
const noted = new Pipeline(chart, 'noted', { params: { sha: param.string() } });
noted.add(task, { when: [noted.params.sha.in('never')] });
new EventListener(chart, 'hooks').on(github.push({ secret: { name: 'hook', key: 'token' } }), { pipeline: noted });
app.synth();

import { App, Chart } from 'cdk8s';
import { Pipeline, Task } from 'tekwire';
import { Schedule } from 'tekwire/events';

const app = new App();
const chart = new Chart(app, 'ci', { namespace: 'ci' });
const scan = new Pipeline(chart, 'scan');
scan.add(new Task(chart, 'gosec', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] }));
new Schedule(chart, 'nightly', { cron: '0 25 * * *', timeZone: 'Europe/Berln' }).start({ pipeline: scan });
app.synth();

import { App, Chart } from 'cdk8s';
import { EventListener, github } from 'tekwire/events';
import { monorepo } from './pipeline';

const app = new App();
const chart = new Chart(app, 'monorepo', { namespace: 'ci' });
const { pipeline } = monorepo(chart);
// url, sha and before are fields of a push: so nothing needs to be passed
new EventListener(chart, 'hooks').on(github.push({ secret: { name: 'github-webhook', key: 'token' }, branches: ['main'] }), { pipeline });
app.synth();

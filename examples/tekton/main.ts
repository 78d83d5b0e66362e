import { App, Chart } from 'cdk8s';
import { setFeatures } from 'tekwire';
import { programs } from './programs';

const app = new App();
// some of the examples use what Tekton has switched off by default
setFeatures(app, { apiFields: 'alpha', cel: true, paramEnum: true, artifacts: true });
for (const [name, program] of Object.entries(programs)) program(new Chart(app, name, { namespace: name }));
app.synth();

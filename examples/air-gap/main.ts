import { App } from 'cdk8s';
import { isolated } from './pipeline';

const app = new App();
isolated(app);
app.synth();

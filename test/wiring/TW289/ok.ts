import { App, Chart, Size } from 'cdk8s';
import { Pipeline, Workspace } from 'tekwire';
import { Gosec, SeverityGate } from 'tekwire/catalogue';

const app = new App();
const chart = new Chart(app, 'ci');
const pipeline = new Pipeline(chart, 'scan', { workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) } });
const workspaces = { source: pipeline.workspaces.code };
const gosec = pipeline.add(new Gosec(chart, 'gosec'), { params: { 'source-path': 'source' }, workspaces, retries: 2 });
pipeline.finally(new SeverityGate(chart, 'gate'), { params: { 'issues-paths': [gosec.results.issues] }, workspaces });
app.synth();

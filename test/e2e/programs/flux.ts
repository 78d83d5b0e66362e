import { App, Chart } from 'cdk8s';
import { Pipeline, param, sh, Task } from 'tekwire';
import { EventListener, flux } from 'tekwire/events';

// A new revision of a source of Flux starts a run. Flux is in a namespace of the test's own.
const app = new App();
const chart = new Chart(app, 'promotion', { namespace: 'tekwire-e2e-flux' });
const promote = new Task(chart, 'promote', {
  params: { sha: param.string(), branch: param.string() },
  steps: ({ params }) => [{ name: 'promote', image: 'busybox:1.37.0', script: sh`echo "${params.branch} ${params.sha}"` }],
});
const pipeline = new Pipeline(chart, 'promotion', { params: { sha: param.string(), branch: param.string() } });
pipeline.add(promote, { params: { sha: pipeline.params.sha, branch: pipeline.params.branch } });
new EventListener(chart, 'flux', { allowFrom: ['tekwire-e2e-flux-system'] }).on(
  flux.sourceChanged({
    sources: [{ kind: 'GitRepository', name: 'web' }],
    secret: { name: 'flux-hook', key: 'token' },
    namespace: 'tekwire-e2e-flux-system',
  }),
  { pipeline },
);
app.synth();

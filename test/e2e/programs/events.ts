import { App, Chart } from 'cdk8s';
import { Pipeline, param, sh, Task } from 'tekwire';
import { EventListener, github, Schedule, slug } from 'tekwire/events';

const app = new App();
const chart = new Chart(app, 'events', { namespace: 'tekwire-e2e-events' });
const show = new Task(chart, 'show', {
  params: { sha: param.string(), url: param.string() },
  steps: ({ params }) => [{ name: 'show', image: 'busybox:1.37.0', script: sh`echo "${params.sha} of ${params.url}"` }],
});
const ci = new Pipeline(chart, 'ci', { params: { sha: param.string(), url: param.string() } });
ci.add(show, { params: { sha: ci.params.sha, url: ci.params.url } });

const secret = { name: 'hook', key: 'token' };
new EventListener(chart, 'hooks', { allowFrom: ['tekwire-e2e-events'] })
  .on(github.push({ secret, branches: ['main'] }), ({ branch, message }) => ({
    pipeline: ci,
    metadata: { labels: { branch: slug(branch) }, annotations: { message } },
  }))
  .on(github.pullRequest({ secret, from: 'forks' }), ({ headUrl, headRef }) => ({
    pipeline: ci,
    params: { url: headUrl },
    metadata: { labels: { branch: slug(headRef) } },
  }));
const nightly = new Schedule(chart, 'nightly', { cron: '0 2 * * *', timeZone: 'Europe/Berlin' });
for (const name of ['web', 'api']) nightly.start({ pipeline: ci, params: { sha: 'HEAD', url: `https://git.acme.example/${name}.git` } });
app.synth();

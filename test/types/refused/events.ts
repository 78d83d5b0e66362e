import { App, Chart } from 'cdk8s';
import { Pipeline, PipelineRun, param, Task, text, Workspace, workspace } from 'tekwire';
import {
  bitbucket,
  cloudEvent,
  EventListener,
  flux,
  generic,
  gitea,
  github,
  gitlab,
  PipelinesAsCode,
  Schedule,
  slug,
} from 'tekwire/events';

const chart = new Chart(new App(), 'events', { namespace: 'ci' });
const secret = { name: 'github-webhook', key: 'token' };
const build = new Task(chart, 'build', {
  params: { revision: param.string() },
  steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }],
});
const ci = new Pipeline(chart, 'ci', {
  params: { revision: param.string(), env: param.enum(['test', 'prod'], { default: 'test' }), flags: param.array({ default: [] }) },
});
const built = ci.add(build, { params: { revision: ci.params.revision } });
const cached = new Pipeline(chart, 'cached', { workspaces: { code: workspace() } });
const named = new Pipeline(chart, 'named', { params: { sha: param.string(), number: param.string() } });
const other = named.add(build, { params: { revision: named.params.sha } });
const listener = new EventListener(chart, 'hooks');

// what is right
listener
  .on(github.push({ secret }), (event) => ({ pipeline: ci, params: { revision: event.sha, flags: ['-v', event.branch] } }))
  .on(github.pullRequest({ secret, from: 'forks' }), (event) => ({
    pipeline: ci,
    params: { revision: text`${event.headRepo}@${event.sha}` },
  }))
  .on(github.pullRequest({ secret }), { pipeline: named })
  .on(gitlab.mergeRequest({ secret }), ({ number }) => ({ pipeline: named, params: { number } }))
  .on(generic({ secret, fields: { digest: 'body.digest' } }), ({ digest }) => ({ pipeline: ci, params: { revision: digest } }))
  .on(cloudEvent({ secret, fields: { digest: 'body.digest' } }), ({ digest, subject }) => ({
    pipeline: ci,
    params: { revision: digest },
    metadata: { labels: { subject: slug(subject, 40) }, annotations: { subject } },
  }))
  .on(gitea.tag({ secret }), ({ tag }) => ({ pipeline: cached, workspaces: { code: Workspace.emptyDir() }, suffix: slug(tag) }))
  .on(bitbucket.dataCenter.push({ secret }), ({ sha }) => ({ pipeline: ci, params: { revision: sha } }))
  .on(flux.sourceChanged({ secret, sources: [{ kind: 'GitRepository', name: 'app' }] }), ({ sha }) => ({
    pipeline: ci,
    params: { revision: sha },
  }));

// error: Property 'number' does not exist on type
listener.on(github.push({ secret }), (event) => ({ pipeline: ci, params: { revision: event.number } }));
// error: Property 'sha' does not exist on type
listener.on(github.release({ secret }), (event) => ({ pipeline: ci, params: { revision: event.sha } }));
// error: Property 'sha' does not exist on type
listener.on(github.comment({ secret, command: '/test' }), (event) => ({ pipeline: ci, params: { revision: event.sha } }));
// error: Property 'url' does not exist on type
listener.on(bitbucket.dataCenter.pullRequest({ secret }), (event) => ({ pipeline: ci, params: { revision: event.url } }));
// error: Property 'name' does not exist on type
listener.on(generic({ secret, fields: { digest: 'body.digest' } }), (event) => ({ pipeline: ci, params: { revision: event.name } }));
// error: Property 'revision' is missing
listener.on(github.push({ secret }), { pipeline: ci, params: {} });
// error: 'revsion' does not exist
listener.on(github.push({ secret }), { pipeline: ci, params: { revision: 'v1', revsion: 'v1' } });
// error: Property 'number' is missing
listener.on(github.push({ secret }), { pipeline: named, params: {} });
// error: Type 'EventValue' is not assignable to type '"prod" | "test" | undefined'
listener.on(github.push({ secret }), (event) => ({ pipeline: ci, params: { revision: event.sha, env: event.branch } }));
// error: Property 'workspaces' is missing
listener.on(github.push({ secret }), { pipeline: cached });
// error: is not assignable
github.push({ branches: ['main'] });
// error: Type 'string' is not assignable to type
github.push({ secret: 'hunter2' });
// error: 'paths' does not exist
bitbucket.cloud.push({ secret, paths: ['src/'] });
// error: 'paths' does not exist
gitlab.mergeRequest({ secret, paths: ['src/'] });
// error: Type '"synchronize"' is not assignable to type 'GiteaPullRequestAction'
gitea.pullRequest({ secret, actions: ['synchronize'] });
// error: Property 'authors' is missing
gitea.comment({ secret, command: '/test' });
// error: Type 'string' is not assignable to type
listener.on(github.pullRequest({ secret, from: 'forks' }), ({ sha }) => ({
  pipeline: ci,
  params: { revision: sha },
  serviceAccount: 'deployer',
}));
// error: Type 'EventValue' is not assignable to type
listener.on(github.push({ secret }), ({ sha, branch }) => ({ pipeline: ci, params: { revision: sha }, metadata: { labels: { branch } } }));
// error: Type 'EventValue' is not assignable to type
listener.on(github.push({ secret }), ({ sha, branch }) => ({ pipeline: ci, params: { revision: sha }, suffix: branch }));
listener.on(github.push({ secret }), ({ sha }) => {
  // error: is not assignable
  ci.add(build, { name: 'again', params: { revision: sha } });
  // error: is not assignable
  new PipelineRun(chart, 'run', { pipeline: ci, params: { revision: sha } });
  return { pipeline: ci, params: { revision: sha } };
});
// error: Property 'tlsSecret' is missing
new EventListener(chart, 'open', { exposed: { ingress: { host: 'ci.example.com' } } });
// error: Property 'section' is missing
new EventListener(chart, 'route', { exposed: { route: { host: 'ci.example.com', gateway: { name: 'public', namespace: 'gateways' } } } });
// error: The types of 'params.revsion' are incompatible
listener.on(github.push({ secret }), () => ({ pipeline: ci, params: { revision: 'v1', revsion: 'v1' } }));
// error: The types of 'params.shaa' are incompatible
new PipelinesAsCode(chart, 'pac').on(github.push({ secret }), ({ sha }) => ({ pipeline: named, params: { number: sha, shaa: sha } }));
// error: The types of 'params.code' are incompatible
listener.on(github.push({ secret }), ({ sha }) => ({
  pipeline: cached,
  params: { code: sha },
  workspaces: { code: Workspace.emptyDir() },
}));
const nightly = new Schedule(chart, 'nightly', { cron: '@daily' });
const specs = { run: { requests: { cpu: '1' } } };
listener
  .on(github.push({ secret }), ({ sha }) => ({
    pipeline: ci,
    params: { revision: sha },
    taskRunSpecs: [{ task: built, stepSpecs: specs }],
  }))
  .on(github.push({ secret }), {
    pipeline: named,
    params: { number: '1' },
    taskRunSpecs: [
      { task: other, stepSpecs: specs },
      { task: 'x', stepSpecs: { y: {} } },
    ],
  });
nightly.start({ pipeline: ci, params: { revision: 'v1' }, taskRunSpecs: [{ task: built, stepSpecs: { run: {} } }] });
// error: is not assignable to type
listener.on(github.push({ secret }), { pipeline: named, params: { number: '1' }, taskRunSpecs: [{ task: built }] });
// error: 'rnu' does not exist
listener.on(github.push({ secret }), { pipeline: ci, params: { revision: 'v1' }, taskRunSpecs: [{ task: built, stepSpecs: { rnu: {} } }] });
// error: has no properties in common with type
listener.on(github.push({ secret }), ({ sha }) => ({
  pipeline: ci,
  params: { revision: sha },
  taskRunSpecs: [{ task: built, stepSpecs: { rnu: {} } }],
}));
const pac = new PipelinesAsCode(chart, 'pac2');
// error: is not assignable to type
pac.on(github.push({ secret }), { pipeline: ci, params: { revision: 'v1' }, taskRunSpecs: [{ task: other }] });
// error: is not assignable to type
nightly.start({ pipeline: ci, params: { revision: 'v1' }, taskRunSpecs: [{ task: other }] });
// error: 'rnu' does not exist
nightly.start({ pipeline: ci, params: { revision: 'v1' }, taskRunSpecs: [{ task: built, stepSpecs: { rnu: {} } }] });

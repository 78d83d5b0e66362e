import { App, Chart, Size } from 'cdk8s';
import { Pipeline, param, sh, Task, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';
import { CommitStatus, EventListener, gitea, slug, Turn } from 'tekwire/events';

// What a team with a Gitea has: pushes and pull requests start checks, one run a branch, whose result the commit and the pull request show.
const app = new App();
const chart = new Chart(app, 'circle', { namespace: 'tekwire-e2e-circle' });
const checks = new Pipeline(chart, 'checks', {
  params: { url: param.string(), sha: param.string(), repository: param.string(), number: param.string({ default: '' as string }) },
  workspaces: { code: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
const turn = checks.add(new Turn(chart, 'turn', { policy: 'cancel' }));
const cloned = checks.add(new GitClone(chart, 'clone'), {
  params: { url: checks.params.url, revision: checks.params.sha },
  workspaces: { source: checks.workspaces.code },
  after: [turn],
});
const test = new Task(chart, 'test', {
  workspaces: { source: workspace() },
  steps: ({ workspaces }) => [
    {
      name: 'test',
      image: 'busybox:1.37.0',
      script: sh`
        cd ${workspaces.source.path}
        if [ -e slow ]; then sleep 300; fi
        [ ! -e broken ]
      `,
    },
  ],
});
checks.add(test, { workspaces: { source: cloned.workspaces.source } });

// the code of strangers is tested without the token
const strangers = new Pipeline(chart, 'strangers', {
  params: { url: param.string(), sha: param.string() },
  workspaces: { code: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
const theirs = strangers.add(new GitClone(chart, 'clone-theirs'), {
  params: { url: strangers.params.url, revision: strangers.params.sha },
  workspaces: { source: strangers.workspaces.code },
});
strangers.add(test, { workspaces: { source: theirs.workspaces.source } });

const { repository, sha, number } = checks.params;
new CommitStatus(chart, 'checks-status', {
  provider: { kind: 'gitea', api: `${process.env.GITEA_URL ?? 'http://git.acme.example'}/api/v1`, token: { name: 'gitea', key: 'token' } },
  comment: true,
}).reportOn(checks, { repository, sha, number });

const secret = { name: 'hook', key: 'token' };
new EventListener(chart, 'hooks')
  .on(gitea.push({ secret, branches: ['main'] }), ({ branch }) => ({ pipeline: checks, group: slug(branch) }))
  .on(gitea.pullRequest({ secret }), ({ number, headRef }) => ({ pipeline: checks, params: { number }, group: slug(headRef) }))
  .on(gitea.pullRequest({ secret, from: 'forks' }), ({ headUrl, sha }) => ({ pipeline: strangers, params: { url: headUrl, sha } }));
app.synth();

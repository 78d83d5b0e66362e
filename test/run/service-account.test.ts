import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as plus from 'cdk8s-plus-27';
import {
  EmbeddedPipeline,
  EmbeddedTask,
  type PermissionRule,
  Pipeline,
  PipelineRun,
  PipelineServiceAccount,
  Source,
  Task,
  Workspace,
} from '../../src';
import type { PipelineServiceAccountProps } from '../../src/types';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

const steps = () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }];
const patchWeb: PermissionRule = { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch', 'get'], resourceNames: ['web'] };
const readPods: PermissionRule = { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] };

/** An account for a pipeline of one task with these permissions. */
function accountOf(rbac: readonly PermissionRule[], props: Partial<PipelineServiceAccountProps> = {}) {
  const chart = newChart('ci', { namespace: 'build' });
  const pipeline = new Pipeline(chart, 'release', { workspaces: { code: Workspace.emptyDir() } });
  pipeline.add(new Task(chart, 'deploy', { rbac, steps }));
  const account = new PipelineServiceAccount(chart, 'release-runs', { pipeline, ...props });
  return { chart, pipeline, account };
}

function emitted(chart: Parameters<typeof manifestsOf>[0], kind: string) {
  return manifestsOf(chart).find((manifest) => manifest.kind === kind);
}

describe('a PipelineServiceAccount', () => {
  it('is a ServiceAccount, a Role with the declared permissions of the tasks, and a RoleBinding', () => {
    const { chart, pipeline } = accountOf([patchWeb]);
    pipeline.finally(new EmbeddedTask('report', { rbac: [readPods], steps }));

    const objects = manifestsOf(chart).filter(({ kind }) => kind !== 'Task' && kind !== 'Pipeline');

    expect(objects).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'release-runs', namespace: 'build' },
        automountServiceAccountToken: true,
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'release-runs', namespace: 'build' },
        rules: [
          { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] },
          { apiGroups: ['apps'], resourceNames: ['web'], resources: ['deployments'], verbs: ['get', 'patch'] },
        ],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'release-runs', namespace: 'build' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'release-runs' },
        subjects: [{ kind: 'ServiceAccount', name: 'release-runs', namespace: 'build' }],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('allows nothing and mounts no token when no task needs the cluster', () => {
    const { chart } = accountOf([]);

    expect(emitted(chart, 'ServiceAccount')).toMatchObject({ automountServiceAccountToken: false });
    expect(emitted(chart, 'Role')).toMatchObject({ rules: [] });
  });

  it('includes tasks of nested pipelines, and external tasks in the cluster', () => {
    const { chart, pipeline } = accountOf([]);
    const inner = new EmbeddedPipeline('inner');
    inner.add(Task.fromCluster('old', { rbac: [patchWeb] }));
    pipeline.add(inner);
    pipeline.add(Pipeline.fromCluster('far', { rbac: [readPods] }));

    expect(emitted(chart, 'Role')).toMatchObject({ rules: [{ resources: ['pods', 'pods/log'] }, { resources: ['deployments'] }] });
  });

  it('includes tasks of YAML files, whose permissions the program declares, and of Sources', () => {
    const { chart, pipeline } = accountOf([]);
    const path = join(mkdtempSync(join(tmpdir(), 'tekwire-')), 'old.yaml');
    writeFileSync(path, '{apiVersion: tekton.dev/v1, kind: Task, metadata: {name: old}, spec: {steps: [{image: busybox}]}}');
    pipeline.add(Task.fromFile(chart, 'old', path, { rbac: [patchWeb] }));
    const checkout = new Source(chart, 'checkout', { rbac: [readPods], steps });
    pipeline.add(checkout, { workspaces: { source: pipeline.workspaces.code } });

    expect(emitted(chart, 'Role')).toMatchObject({ rules: [{ resources: ['pods', 'pods/log'] }, { resourceNames: ['web'] }] });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('includes a Task that was changed by with', () => {
    const chart = newChart('ci', { namespace: 'build' });
    const pipeline = new Pipeline(chart, 'release');
    pipeline.add(new Task(chart, 'deploy', { rbac: [patchWeb], steps }).with({ name: 'deploy-web' }));
    new PipelineServiceAccount(chart, 'runs', { pipeline });

    expect(emitted(chart, 'Role')).toMatchObject({ rules: [{ resourceNames: ['web'] }] });
  });

  it('is the account of a run, and of single tasks of it', () => {
    const { chart, pipeline, account } = accountOf([patchWeb]);

    new PipelineRun(chart, 'nightly', { pipeline, serviceAccount: account, taskRunSpecs: [{ task: 'deploy', serviceAccount: account }] });

    expect(specOf(chart, 'PipelineRun', 'nightly-')).toMatchObject({
      taskRunTemplate: { serviceAccountName: 'release-runs' },
      taskRunSpecs: [{ pipelineTaskName: 'deploy', serviceAccountName: 'release-runs' }],
    });
  });

  it('names Secrets of credentials, by string or by object, and contains no values', () => {
    const secret = plus.Secret.fromSecretName(newChart(), 'git', 'git-credentials');
    const { chart } = accountOf([], { secrets: [secret, 'signing'], imagePullSecrets: [{ name: 'registry' }] });

    expect(emitted(chart, 'ServiceAccount')).toMatchObject({
      secrets: [{ name: 'git-credentials' }, { name: 'signing' }],
      imagePullSecrets: [{ name: 'registry' }],
    });
  });

  it('can have its own name, namespace and annotations, also for its Role', () => {
    const { chart } = accountOf([], {
      metadata: { name: 'robot', namespace: 'ops', annotations: { 'eks.amazonaws.com/role-arn': 'arn' } },
    });

    expect(emitted(chart, 'ServiceAccount')?.metadata).toEqual({
      name: 'robot',
      namespace: 'ops',
      annotations: { 'eks.amazonaws.com/role-arn': 'arn' },
    });
    expect(emitted(chart, 'Role')?.metadata).toEqual({ name: 'robot', namespace: 'ops' });
    expect(emitted(chart, 'RoleBinding')).toMatchObject({ subjects: [{ name: 'robot', namespace: 'ops' }] });
  });

  it('refuses wildcards in any field of a permission, and names its owner', () => {
    const { chart } = accountOf([readPods, { apiGroups: ['*'], resources: ['*/scale'], verbs: ['*'] }]);

    const message = 'TW295 deploy rbac[1].$: "*" allows everything, also in the future; name each one, or say why in allowWildcard';
    expect(problemsOf(chart)).toEqual(
      ['apiGroups', 'resources', 'verbs'].map((field) => `[ci/release-runs] ${message.replace('$', field)}`),
    );
  });

  it('accepts wildcards and escalation with a reason, which is written into the Role', () => {
    const { chart } = accountOf([
      { ...readPods, resources: ['*'], allowWildcard: 'backs up all of the namespace' },
      { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['bind'], allowEscalation: 'sets up teams' },
    ]);

    expect(problemsOf(chart)).toEqual([]);
    expect(emitted(chart, 'Role')?.metadata?.annotations).toEqual({
      'tekwire.dev/because': 'TW295: backs up all of the namespace\nTW296: sets up teams',
    });
  });

  it.each(['bind', 'escalate', 'impersonate'] as const)('refuses the verb "%s", and an empty reason', (verb) => {
    const { chart } = accountOf([{ apiGroups: [''], resources: ['serviceaccounts'], verbs: [verb], allowEscalation: ' ' }]);

    expect(problemsOf(chart)).toEqual([
      `[ci/release-runs] TW296 deploy rbac[0].verbs: "${verb}" lets a run give itself permissions that this account lacks; remove it, or say why in allowEscalation`,
    ]);
  });

  it.each([
    ['the account itself', { kind: 'ServiceAccount', name: 'release-runs', namespace: 'build' }],
    ['all accounts of its namespace', { kind: 'Group', name: 'system:serviceaccounts:build' }],
  ])('refuses a binding of %s to cluster-admin without a reason', (_, subject) => {
    const bind = (props: Partial<PipelineServiceAccountProps>) => {
      const { chart } = accountOf([], props);
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' };
      new plus.k8s.KubeClusterRoleBinding(chart, 'admin', { metadata: { name: 'admin' }, roleRef, subjects: [subject] });
      return chart;
    };

    expect(problemsOf(bind({}))).toEqual([
      '[ci/release-runs] TW297 serviceAccount: ClusterRoleBinding "admin" makes it "cluster-admin"; bind a Role with what its tasks need, or say why in allowClusterAdmin',
    ]);
    const allowed = bind({ allowClusterAdmin: 'installs operators' });
    expect(problemsOf(allowed)).toEqual([]);
    expect(emitted(allowed, 'ServiceAccount')?.metadata?.annotations).toEqual({ 'tekwire.dev/because': 'TW297: installs operators' });
  });

  it('refuses a RoleBinding that names the account without its namespace', () => {
    const { chart } = accountOf([]);
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' };
    const subjects = [{ kind: 'ServiceAccount', name: 'release-runs' }];
    new plus.k8s.KubeRoleBinding(chart, 'admin', { metadata: { name: 'admin' }, roleRef, subjects });

    expect(problemsOf(chart)).toEqual([expect.stringContaining('TW297 serviceAccount: RoleBinding "admin"')]);
  });

  it('ignores bindings of other accounts', () => {
    const { chart } = accountOf([]);
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' };
    const subjects = [{ kind: 'ServiceAccount', name: 'release-runs', namespace: 'other' }];
    new plus.k8s.KubeClusterRoleBinding(chart, 'admin', { metadata: { name: 'admin' }, roleRef, subjects });

    expect(problemsOf(chart)).toEqual([]);
  });

  it('needs a name of its own', () => {
    const { chart } = accountOf([], { metadata: { name: 'default' } });

    expect(problemsOf(chart)).toEqual([
      '[ci/release-runs] TW298 metadata.name: every pod of the namespace without a service account runs as "default"; give the account another name',
    ]);
  });

  it('is in the namespace to which the chart is applied when it has none', () => {
    const chart = newChart('ci');
    const account = new PipelineServiceAccount(chart, 'runs', { pipeline: new Pipeline(chart, 'release') });

    expect(account.roleBinding.toJson()).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'runs' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'runs' },
      subjects: [{ kind: 'ServiceAccount', name: 'runs' }],
    });
  });

  it('lists the tasks of pipelines that run each other once', () => {
    const { chart, pipeline } = accountOf([patchWeb]);
    const other = new Pipeline(chart, 'other', { workspaces: { code: Workspace.emptyDir() } });
    other.add(pipeline, { workspaces: { code: other.workspaces.code } });
    pipeline.add(other, { workspaces: { code: pipeline.workspaces.code } });

    expect(emitted(chart, 'Role')).toMatchObject({ rules: [{ resourceNames: ['web'] }] });
  });
});

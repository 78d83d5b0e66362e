import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { createNamespace, deleteNamespace, get, kubectl, pause, WAIT_SECONDS } from '../kubectl';

const NAMESPACE = 'tekwire-e2e-flux';
const SYSTEM = 'tekwire-e2e-flux-system';
const TOKEN = 'the token of Flux';
const SHA = '4a1c6f2d9b0e4a1c6f2d9b0e4a1c6f2d9b0e4a1c';

/** Flux's notification-controller, and somebody who sends it what its source-controller sends. */
const controller = [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'notification-controller' } },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: SYSTEM },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'notification-controller', namespace: SYSTEM }],
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'notification-controller', labels: { app: 'notification-controller' } },
    spec: {
      serviceAccountName: 'notification-controller',
      containers: [
        {
          name: 'manager',
          image: 'ghcr.io/fluxcd/notification-controller:v1.9.3',
          args: ['--watch-all-namespaces=true', '--log-level=debug'],
          env: [{ name: 'RUNTIME_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
          readinessProbe: { httpGet: { path: '/readyz', port: 9440 }, periodSeconds: 1, failureThreshold: 60 },
        },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'notification-controller' },
    spec: { selector: { app: 'notification-controller' }, ports: [{ port: 80, targetPort: 9090 }] },
  },
];

/** The event of source-controller for a new artifact. */
const event = (name: string, revision: string) => ({
  involvedObject: { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', namespace: SYSTEM, name, uid: '0' },
  severity: 'info',
  timestamp: new Date().toISOString(),
  message: `stored artifact for ${revision}`,
  reason: 'NewArtifact',
  metadata: { 'source.toolkit.fluxcd.io/revision': revision },
  reportingController: 'source-controller',
});

describe('an alert of Flux', () => {
  let missing: string | undefined;

  beforeAll(async () => {
    const triggers = await kubectl(['get', 'crd', 'eventlisteners.triggers.tekton.dev', '--ignore-not-found', '-o', 'name']);
    if (triggers === '') missing = 'the cluster has no Tekton Triggers';
    else if (process.env.TESTBED === undefined) missing = 'only the test bed gets a Flux of its own';
    const built =
      missing === undefined ? spawnSync(join(__dirname, 'flux.sh'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }) : undefined;
    const last = built?.stdout.trim().split('\n').at(-1) ?? '';
    if (built?.status === 77) missing = last;
    if (missing !== undefined) {
      console.log(`skipped: ${missing}`);
      return;
    }
    expect(built?.status).toBe(0);
    await kubectl(['apply', '--server-side', '-f', last]);
    for (const namespace of [NAMESPACE, SYSTEM]) await createNamespace(namespace);
    await kubectl(['-n', NAMESPACE, 'create', 'secret', 'generic', 'flux-hook', `--from-literal=token=${TOKEN}`]);
    await kubectl(['-n', SYSTEM, 'create', 'secret', 'generic', 'flux-hook', `--from-literal=headers=X-Token: ${TOKEN}`]);
    await kubectl(['-n', SYSTEM, 'apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: controller }));
    await kubectl(['apply', '--server-side', '-f', '-'], Object.values(synthesise(join(__dirname, '../programs/flux.ts'))).join('\n---\n'));
    await kubectl(['-n', NAMESPACE, 'wait', 'eventlistener/flux', '--for=condition=Ready', `--timeout=${WAIT_SECONDS}s`]);
    await kubectl(['-n', SYSTEM, 'wait', 'pod/notification-controller', '--for=condition=Ready', `--timeout=${WAIT_SECONDS}s`]);
  });
  afterAll(async () => {
    if (missing !== undefined) return;
    // their finalizers need the controller
    await kubectl(['-n', SYSTEM, 'delete', 'alerts,providers,receivers', '--all']);
    for (const namespace of [NAMESPACE, SYSTEM]) await deleteNamespace(namespace);
    await kubectl(['delete', 'clusterrolebinding', SYSTEM, '--ignore-not-found']);
    await kubectl(['delete', 'clusterrole,clusterrolebinding', `tekwire-${NAMESPACE}-el-flux`, '--ignore-not-found']);
    await kubectl([
      'delete',
      'crd',
      ...['alerts', 'providers', 'receivers'].map((name) => `${name}.notification.toolkit.fluxcd.io`),
      '--ignore-not-found',
    ]);
  });

  it('starts a run for a new revision of the source, and none for another source', async () => {
    if (missing !== undefined) return;
    await send('other', `main@sha1:${SHA}`);
    await send('web', `main@sha1:${SHA}`);

    const runs = await ended(1);

    expect(runs.map(({ spec }) => spec.params)).toEqual([
      expect.arrayContaining([
        { name: 'sha', value: SHA },
        { name: 'branch', value: 'main' },
      ]),
    ]);
    expect(runs[0]?.status?.conditions?.[0]?.status).toBe('True');
  });

  async function send(name: string, revision: string): Promise<void> {
    const path = `/api/v1/namespaces/${SYSTEM}/services/notification-controller:80/proxy/`;
    await kubectl(['create', '--raw', path, '-f', '-'], JSON.stringify(event(name, revision)));
  }

  async function ended(number: number) {
    for (let second = 0; second < WAIT_SECONDS; second++) {
      const { items } = await get<{ items: readonly Run[] }>(NAMESPACE, 'pipelineruns');
      if (items.length >= number && items.every(({ status }) => status?.completionTime !== undefined)) return items;
      await pause(1000);
    }
    throw new Error(`there were not ${number} runs that ended within ${WAIT_SECONDS} seconds`);
  }
});

interface Run {
  readonly spec: { readonly params: readonly { readonly name: string; readonly value: string }[] };
  readonly status?: { readonly completionTime?: string; readonly conditions?: readonly { readonly status: string }[] };
}

import { join } from 'node:path';
import type { Log } from 'sarif';
import { synthesise } from '../conformance/synthesise';
import { provideImages } from './images';
import { createNamespace, deleteNamespace, get, kubectl } from './kubectl';
import { listFindings, listInvocations } from './merged-findings';
import { log, type RunOutcome, startRun, waitForRun } from './outcome';
import { serveRepository } from './repository';

const NAMESPACE = 'tekwire-e2e-shared';
/** The orders in which two runs can clone, scan and report. Of those that differ in nothing but the names of the runs, the one that "a" begins. */
const ORDERS = ordersOf(3, 3).filter((order) => order.startsWith('a'));
/** So many orders at a time keep a small machine busy without overrunning it. */
const SIDE_BY_SIDE = 3;
const BRANCHES = { a: 'main', b: 'next' } as const;
const SECRETS = { a: 'gitleaks github-pat deploy.env:2', b: 'gitleaks github-pat next.env:2' } as const;

type Which = keyof typeof BRANCHES;

beforeAll(async () => {
  const manifests = Object.values(synthesise(join(__dirname, 'programs/shared-claim.ts'))).join('\n---\n');
  await createNamespace(NAMESPACE);
  provideImages(manifests);
  await kubectl(['-n', NAMESPACE, 'apply', '-f', '-'], `${manifests}\n---\n${keeper()}`);
  await serveRepository(NAMESPACE, 'alpine/git:v2.49.1');
  await kubectl(['-n', NAMESPACE, 'wait', 'pod/keeper', '--for=condition=Ready', '--timeout=120s']);
  await onClaim('mkdir signals');
});
afterAll(() => deleteNamespace(NAMESPACE));

it('two runs on one claim find the defects of their own sources, in any order of cloning, scanning and reporting', async () => {
  const waiting = [...ORDERS];
  const seen: Record<string, unknown> = {};
  const work = async () => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) seen[order] = await perform(order);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));

  const both = { a: findingsOf('a'), b: findingsOf('b') };
  expect(seen).toEqual(Object.fromEntries(ORDERS.map((order) => [order, both])));
}, 1_200_000);

it('a scan whose sources disappear before it reports did not finish, and the gate reports it', async () => {
  const run = await begin('gone', 'main');
  await signal(run, 'scan');
  await heard(run, 'scanned');
  const { metadata } = await get<{ readonly metadata: { readonly uid: string } }>(NAMESPACE, 'pipelinerun', run);
  await onClaim(`rm -rf ${metadata.uid}/sources`);
  await signal(run, 'report');

  const outcome = await waitForRun(NAMESPACE, run);

  const gate = outcome.tasks.gate && (await log(NAMESPACE, outcome.tasks.gate));
  expect(outcome.succeeded).toBe(false);
  expect(gate).toContain(
    'gitleaks did not finish (exit code 0): the sources changed during the scan: the marker of a complete clone is missing',
  );
});

function findingsOf(which: Which) {
  return { findings: [SECRETS[which]], tools: { gitleaks: { executionSuccessful: true } }, failed: ['gate'] };
}

/** Two runs that do their steps in this order; what each found. */
async function perform(order: string): Promise<unknown> {
  const runs: Partial<Record<Which, string>> = {};
  const seen: Partial<Record<Which, unknown>> = {};
  for (const which of order as Iterable<Which>) {
    const run = runs[which];
    if (run === undefined) runs[which] = await begin(`${order}-${which}`, BRANCHES[which]);
    else if (await isThere(run, 'scan')) {
      await signal(run, 'report');
      seen[which] = await resultOf(await waitForRun(NAMESPACE, run));
    } else {
      await signal(run, 'scan');
      await heard(run, 'scanned');
    }
  }
  return seen;
}

/** Starts a run and waits until its scanner is about to begin. */
async function begin(name: string, revision: string): Promise<string> {
  const params = { url: `git://git-server.${NAMESPACE}.svc:9418/webshop`, revision, run: name };
  const run = {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name },
    spec: {
      pipelineRef: { name: 'scan' },
      params: Object.entries(params).map(([key, value]) => ({ name: key, value })),
      taskRunTemplate: { podTemplate: { securityContext: { fsGroup: 65534 } } },
      workspaces: [{ name: 'source', persistentVolumeClaim: { claimName: 'shared' } }],
    },
  };
  await startRun(NAMESPACE, JSON.stringify(run));
  await heard(name, 'waits');
  return name;
}

async function resultOf({ tasks }: RunOutcome): Promise<unknown> {
  const merged = JSON.parse(await onClaim(`cat ${tasks.gitleaks?.results.issues}`)) as Log;
  const failed = Object.keys(tasks).filter((name) => tasks[name]?.succeeded === false);
  return { findings: listFindings(merged), tools: listInvocations(merged), failed };
}

const signal = (run: string, name: string) => onClaim(`touch signals/${run}-${name}`);
const heard = (run: string, name: string) =>
  onClaim(
    `for i in $(seq 600); do [ ! -e signals/${run}-${name} ] || exit 0; sleep 0.2; done; echo "${run}: ${name} was not heard" >&2; exit 1`,
  );
const isThere = async (run: string, name: string) => (await onClaim(`ls signals/${run}-${name} 2> /dev/null || true`)) !== '';

function onClaim(command: string): Promise<string> {
  return kubectl(['-n', NAMESPACE, 'exec', 'keeper', '--', 'sh', '-c', `cd /claim && { ${command}; }`]);
}

/** The claim, and a pod that looks into it. */
function keeper(): string {
  const storageClassName = process.env.E2E_STORAGE_CLASS;
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'shared' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...(storageClassName && { storageClassName }) },
  };
  const container = {
    name: 'keeper',
    image: 'busybox:1.37.0',
    command: ['sleep', '3600'],
    volumeMounts: [{ name: 'claim', mountPath: '/claim' }],
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'keeper' },
    spec: {
      securityContext: { runAsUser: 65534, runAsGroup: 65534, fsGroup: 65534 },
      containers: [container],
      volumes: [{ name: 'claim', persistentVolumeClaim: { claimName: 'shared' } }],
      terminationGracePeriodSeconds: 0,
    },
  };
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [claim, pod] });
}

function ordersOf(ofA: number, ofB: number): string[] {
  if (ofA + ofB === 0) return [''];
  return [
    ...(ofA > 0 ? ordersOf(ofA - 1, ofB).map((rest) => `a${rest}`) : []),
    ...(ofB > 0 ? ordersOf(ofA, ofB - 1).map((rest) => `b${rest}`) : []),
  ];
}

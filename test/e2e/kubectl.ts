import { spawn } from 'node:child_process';
import { forCluster } from './images';

/** How long a test waits for a run: nothing is measured, and a machine may be busy with other work. */
export const WAIT_SECONDS = 540;

const PROGRAM = process.env.KUBECTL ?? 'kubectl';

/**
 * Runs kubectl and gives what it printed.
 * @throws with its error output when it fails
 */
export function kubectl(args: readonly string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(PROGRAM, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString());
      else reject(new Error(`kubectl ${args.join(' ')} ended with ${code}: ${Buffer.concat(err).toString()}`));
    });
    child.stdin.end(input === undefined ? undefined : forCluster(input));
  });
}

/** One object, or a list, as JSON. */
export async function get<T>(namespace: string, ...args: readonly string[]): Promise<T> {
  return JSON.parse(await kubectl(['-n', namespace, 'get', ...args, '-o', 'json'])) as T;
}

/** A namespace of the test's own; one that exists already is an error, so that nothing of somebody else is removed. */
export async function createNamespace(name: string): Promise<void> {
  await kubectl(['create', 'namespace', name]);
  await kubectl(['label', 'namespace', name, `tekwire-e2e=${process.env.E2E_STORAGE_CLASS ?? 'namespace'}`]);
  await settled(() => kubectl(['-n', name, 'get', 'serviceaccount', 'default']));
}

/** Removes the namespace with all in it, and waits until it is gone: its volumes are in use until then. */
export async function deleteNamespace(name: string): Promise<void> {
  await kubectl(['delete', 'namespace', name, '--ignore-not-found', '--timeout=120s']);
}

/** Repeats a question once a second until it has an answer, for a minute at most. */
async function settled<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 60) throw error;
      await pause(1000);
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const KEPT = { metadata: { finalizers: ['tekwire.test/evicted'] } };
const RELEASED = { metadata: { finalizers: null } };

/**
 * Evicts the pod of a pipeline task as soon as it runs, as the drain of a node does. Tekton starts a pod that is gone before it saw its
 * end a second time, so that the run would go on; a finalizer keeps the pod until the TaskRun has ended.
 * @returns the phase of the pod in the end, and the reasons of its conditions
 */
export async function evictPod(namespace: string, pipelineTask: string, timeoutSeconds = WAIT_SECONDS): Promise<readonly string[]> {
  const label = `tekton.dev/pipelineTask=${pipelineTask}`;
  const ask = (...question: string[]) => kubectl(['-n', namespace, 'get', ...question]);
  const running = () => ask('pods', '-l', label, '--field-selector=status.phase=Running', '-o', 'name');
  const name = (await until(running, `no pod of ${pipelineTask} has run in ${namespace}`, timeoutSeconds)).replace('pod/', '');
  const mark = (patch: object) => kubectl(['-n', namespace, 'patch', 'pod', name, '--type=merge', '-p', JSON.stringify(patch)]);
  await mark(KEPT);
  try {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name }, deleteOptions: { gracePeriodSeconds: 1 } };
    await kubectl(['create', '--raw', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, '-f', '-'], JSON.stringify(eviction));
    const ended = () => ask('taskruns', '-l', label, '-o', 'jsonpath={.items[*].status.completionTime}');
    await until(ended, `the TaskRun of ${pipelineTask} did not end in ${namespace}, although its pod was evicted`, timeoutSeconds);
    return (await ask('pod', name, '-o', 'jsonpath={.status.phase} {.status.conditions[*].reason}')).split(' ');
  } finally {
    await mark(RELEASED);
  }
}

/** Asks once a second until there is an answer. */
async function until(ask: () => Promise<string>, otherwise: string, timeoutSeconds: number): Promise<string> {
  for (let second = 0; second < timeoutSeconds; second++) {
    const answer = (await ask()).trim();
    if (answer !== '') return answer;
    await pause(1000);
  }
  throw new Error(otherwise);
}

import { spawn } from 'node:child_process';

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
    child.stdin.end(input);
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

/** Ends the pod of a pipeline task as soon as it runs, as a drained node does. Waits for it for two minutes at most. */
export async function endPod(namespace: string, pipelineTask: string): Promise<void> {
  for (let second = 0; second < 120; second++) {
    await pause(1000);
    const running = [
      '-n',
      namespace,
      'get',
      'pods',
      '-l',
      `tekton.dev/pipelineTask=${pipelineTask}`,
      '--field-selector=status.phase=Running',
    ];
    const name = (await kubectl([...running, '-o', 'name'])).trim().replace('pod/', '');
    if (name === '') continue;
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name }, deleteOptions: { gracePeriodSeconds: 1 } };
    await kubectl(['create', '--raw', `/api/v1/namespaces/${namespace}/pods/${name}/eviction`, '-f', '-'], JSON.stringify(eviction));
    return;
  }
  throw new Error(`no pod of ${pipelineTask} has run in ${namespace}`);
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { write } from '../run';

const MAIN = join(__dirname, '../../../dist/lib/cli/main.js');

/** What a process of the command did. */
export interface Outcome {
  readonly code: number | null;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** Runs the built command in a process of its own, because jest cannot load `@kubernetes/client-node`, an ES module. */
export function tekwire(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (texts.out += chunk));
    child.stderr.on('data', (chunk) => (texts.err += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out: linesOf(texts.out), err: linesOf(texts.err) }));
  });
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Writes a kubeconfig for a server, with a token and the namespace `ci`. */
export function kubeconfig(name: string, server: string, user: object = { token: 'secret-token' }): string {
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'emulated', cluster: { server } }],
    users: [{ name: 'user', user }],
    contexts: [{ name: 'ci', context: { cluster: 'emulated', user: 'user', namespace: 'ci' } }],
    'current-context': 'ci',
  };
  return write(name, JSON.stringify(content));
}

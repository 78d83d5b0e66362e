import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(__dirname, 'helm.sh');

/** Whether Helm 4 is here; `npm test` says so when it is not. */
export const hasHelm = spawnSync(PROGRAM, ['--version']).status === 0;

/** Runs an action of real Helm 4, see helm.py; gives its result. @throws Error when the program fails, not when Helm refuses */
export function helm<T = Record<string, unknown>>(action: string, asked: object, env: NodeJS.ProcessEnv = {}): T {
  const { status, stdout, stderr } = spawnSync(PROGRAM, [action, JSON.stringify(asked)], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

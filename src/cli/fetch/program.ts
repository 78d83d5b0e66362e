import { execFile } from 'node:child_process';
import { DownloadError } from '../../deploy';

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 1024 * 1024;

/** How to run a program. */
export interface Run {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What needs the program, for error messages: `git+https://…`. */
  readonly purpose: string;
}

/**
 * Runs a program and returns its stdout: at most 1 MiB, within 60 s.
 * @throws DownloadError when the program is not installed, or fails, with its own error message
 */
export function runProgram(program: string, { args, env = process.env, purpose }: Run): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { env, timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES, encoding: 'buffer' } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new DownloadError(`${purpose}: ${reasonOf(program, error, stderr.toString())}`));
    });
    // a password prompt must not wait for input
    child.stdin?.end();
  });
}

interface Failure extends Error {
  readonly code?: unknown;
  readonly killed?: boolean;
}

function reasonOf(program: string, { code, killed, message }: Failure, stderr: string): string {
  if (code === 'ENOENT') return `requires ${program}, which is not on the PATH; install it`;
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `the file is larger than ${MAX_BYTES} bytes`;
  if (killed) return `${program} did not finish within ${TIMEOUT_MS / 1000} s`;
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const reason = lines.find((line) => /^(fatal|error)/i.test(line)) ?? lines.at(-1);
  return `${program} says: ${reason ?? message.split('\n')[0]}`;
}

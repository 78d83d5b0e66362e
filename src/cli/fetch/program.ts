import { execFile } from 'node:child_process';
import { DownloadError } from './download';

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 1024 * 1024;

/** What a program of the machine is to do. */
export interface Run {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What needs the program, for the message when there is none: `locking "git+https://…"`. */
  readonly purpose: string;
}

/**
 * What a program writes: at most 1 MiB, within 60 s.
 * @throws DownloadError with what the program itself says when it fails, or when there is none
 */
export function runProgram(program: string, { args, env = process.env, purpose }: Run): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { env, timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES, encoding: 'buffer' } as const;
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new DownloadError(`${purpose}: ${reasonOf(program, error, stderr.toString())}`));
    });
    // whoever asks for a password gets none
    child.stdin?.end();
  });
}

interface Failure extends Error {
  readonly code?: unknown;
  readonly killed?: boolean;
}

function reasonOf(program: string, { code, killed, message }: Failure, stderr: string): string {
  if (code === 'ENOENT') return `needs the program ${program}, which is not on the PATH; install it`;
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `the file is larger than ${MAX_BYTES} bytes`;
  if (killed) return `${program} gave no answer within ${TIMEOUT_MS / 1000} s`;
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const said = lines.find((line) => /^(fatal|error)/i.test(line)) ?? lines.at(-1);
  return `${program} says: ${said ?? message.split('\n')[0]}`;
}

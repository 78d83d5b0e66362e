import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { TekwireError } from '../../diagnostics';

/** How a process ended, and what it wrote. */
export interface Ended {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Both together, in the order in which they were written. */
  readonly output: string;
}

/** A process to start. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly timeoutMilliseconds: number;
}

// tektoncd/pipeline pkg/pod/script.go
const PREAMBLE = '#!/bin/sh\nset -e\n';

/**
 * Writes a script as Tekton does, and returns the command that runs it: the interpreter of its first line, from the path that is written
 * there or, where a machine has it elsewhere, from PATH.
 * @throws TekwireError when the interpreter is not installed
 */
export function scriptCommand(
  path: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): [string, ...string[]] {
  const text = script.startsWith('#!') ? script : PREAMBLE + script;
  writeFileSync(path, text, { mode: 0o755 });
  const [, interpreter = '', rest = ''] = /^#!\s*(\S+)[ \t]*([^\n]*)/.exec(text) ?? [];
  const isEnv = basename(interpreter) === 'env';
  const words =
    rest.trim() === ''
      ? []
      : isEnv
        ? rest
            .trim()
            .replace(/^-S\s+/, '')
            .split(/\s+/)
        : [rest.trim()];
  const name = isEnv ? (words.shift() ?? '') : interpreter;
  return [tryFindProgram(name, env) ?? refuseMissing(name), ...words, path, ...args];
}

/** The path of a program: the one that is written, else that of its name on PATH. */
export function tryFindProgram(name: string, env: Readonly<Record<string, string>>): string | undefined {
  if (name.includes('/') && isExecutable(name)) return name;
  return (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, basename(name)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function refuseMissing(name: string): never {
  const short = basename(name);
  throw new TekwireError(
    `runStep: the interpreter "${name}" of the step is not installed here; install ${short}, or give the test a stand-in: commands: { ${JSON.stringify(short)}: '…' }`,
  );
}

/** Runs a process to its end. After `timeoutMilliseconds` it is killed, with everything that it has started. */
export function runProgram({ command: [file, ...args], env, cwd, timeoutMilliseconds }: Program): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const written: { readonly stream: string; readonly chunk: Buffer }[] = [];
    for (const stream of ['stdout', 'stderr'] as const) child[stream].on('data', (chunk: Buffer) => written.push({ stream, chunk }));
    const timer = setTimeout(() => killGroup(child), timeoutMilliseconds);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new TekwireError(`runStep: ${file} cannot be started: ${error.message}`, { cause: error }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const text = (stream?: string) =>
        Buffer.concat(written.flatMap((one) => (stream === undefined || one.stream === stream ? [one.chunk] : []))).toString('utf8');
      resolve({ exitCode: code ?? undefined, signal: signal ?? undefined, stdout: text('stdout'), stderr: text('stderr'), output: text() });
    });
  });
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}

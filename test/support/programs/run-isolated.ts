import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program, and the value of its environment variable V. */
export interface IsolatedProgram {
  readonly program: string;
  readonly value: string;
}

/** How an interpreter runs many programs: what is imported before, and a driver that gets the file of the programs. */
const drivers = {
  // every program is a fork of an interpreter that has started: a start costs ten times as much as a program
  python: `
import builtins, json, os, sys, types
import code, pickle, subprocess, threading, timeit
for one in json.load(open(sys.argv[1], encoding="utf8")):
    child = os.fork()
    if child == 0:
        try:
            null = os.open(os.devnull, os.O_RDWR)
            for stream in 0, 1, 2:
                os.dup2(null, stream)
            os.chdir(one["folder"])
            os.environ.clear()
            os.environ.update(one["env"])
            main = types.ModuleType("__main__")
            main.__builtins__ = builtins
            sys.modules["__main__"] = main
            exec(compile(one["program"], "program", "exec"), main.__dict__)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
`,
  // every program is a worker, with its own modules, environment and end
  node: `
const { readFileSync, writeFileSync } = require('node:fs');
const { Worker } = require('node:worker_threads');
(async () => {
  for (const { program, folder, env } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
    writeFileSync(folder + '.js', program);
    process.chdir(folder);
    const worker = new Worker(folder + '.js', { env, stdin: true, stdout: true, stderr: true });
    worker.on('error', () => {});
    await new Promise((done) => worker.on('exit', done));
  }
})();
`,
} as const;

/**
 * Runs each program alone, in an empty folder of its own, all of them out of one process of the interpreter. Returns the names of the files that
 * each has left.
 */
export function runIsolated(
  language: keyof typeof drivers,
  interpreter: readonly string[],
  programs: readonly IsolatedProgram[],
): readonly (readonly string[])[] {
  const home = mkdtempSync(join(tmpdir(), 'tekwire-isolated-'));
  try {
    const folders = programs.map((_, at) => join(home, `${at}`));
    for (const folder of folders) mkdirSync(folder);
    const cases = programs.map(({ program, value }, at) => ({
      program,
      folder: folders[at],
      env: { PATH: process.env.PATH, V: value },
    }));
    const [driver, input] = [join(home, 'driver'), join(home, 'input')];
    writeFileSync(driver, drivers[language]);
    writeFileSync(input, JSON.stringify(cases));
    const [command = '', ...options] = interpreter;
    const { error, status, stderr } = spawnSync(command, [...options, driver, input], { encoding: 'utf8', timeout: 300_000 });
    if (error !== undefined || status !== 0) throw error ?? new Error(`${command} ended with ${status}: ${stderr}`);
    return folders.map((folder) => readdirSync(folder));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANARY } from '../scripts/hostile';
import { MARK } from './piece';

/** A program and the environment that it is run in. */
export interface Program {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What a program gave to `out`, or why it ended early. */
export interface Ran {
  readonly out: readonly unknown[];
  readonly error?: string;
}

const PYTHON = `
import json, os, sys, warnings
warnings.simplefilter("ignore")
made = []
for one in json.load(open(sys.argv[1], encoding="utf8")):
    os.environ.clear()
    os.environ.update(one["env"])
    got = []
    try:
        exec(compile(one["program"], "program", "exec"), {"out": got.append, "MARK": "${MARK}", "__name__": "__main__"})
        made.append({"out": got})
    except BaseException as error:
        made.append({"out": [], "error": type(error).__name__ + ": " + str(error)})
json.dump(made, open(sys.argv[2], "w"))
`;
const NODE = `
const { readFileSync, writeFileSync } = require('node:fs');
const { runInThisContext } = require('node:vm');
const made = JSON.parse(readFileSync(process.argv[2], 'utf8')).map(({ program, env }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const out = [];
  try {
    runInThisContext('(function (out, MARK, require, process) {' + program + '\\n})')((value) => out.push(value), '${MARK}', require, process);
    return { out };
  } catch (error) {
    return { out: [], error: String(error) };
  }
});
writeFileSync(process.argv[3], JSON.stringify(made));
`;

/** Runs programs, one after the other, in one process of the interpreter. @throws when one of them has left the file of a hostile value */
export function runPrograms(language: 'python' | 'node', interpreter: string, programs: readonly Program[]): readonly Ran[] {
  const home = mkdtempSync(join(tmpdir(), 'tekwire-programs-'));
  try {
    const [driver, input, output] = ['driver', 'input', 'output'].map((name) => join(home, name)) as [string, string, string];
    writeFileSync(driver, language === 'python' ? PYTHON : NODE);
    writeFileSync(input, JSON.stringify(programs));
    const { stderr, status, error } = spawnSync(interpreter, [driver, input, output], { cwd: home, encoding: 'utf8', timeout: 300_000 });
    if (error !== undefined || status !== 0) throw error ?? new Error(`${interpreter} ended with ${status}: ${stderr}`);
    if (existsSync(join(home, CANARY))) throw new Error(`a value was run by ${interpreter}`);
    return JSON.parse(readFileSync(output, 'utf8')) as readonly Ran[];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TekwireError } from '../diagnostics';
import type { ExamineScripts, ScriptComment } from '../rules';

/** Scripts per process: the length of a command line is limited, on Windows to 32,767 characters. */
const BATCH = 1000;
const TIMEOUT_MS = 120_000;
const MAX_OUTPUT = 256 * 1024 * 1024;
// sourced files exist only in the container; ash is checked as dash
const EXCLUDED = 'SC1090,SC1091,SC2187';

/** Returns a function that checks scripts with shellcheck; when shellcheck cannot run, it calls `warn` with the reason and finds nothing. */
export function shellcheck(warn: (reason: string) => void): ExamineScripts {
  return (scripts) => {
    const folder = mkdtempSync(join(tmpdir(), 'tekwire-shellcheck-'));
    try {
      const found: (readonly ScriptComment[])[] = [];
      for (let at = 0; at < scripts.length; at += BATCH) found.push(...examine(scripts.slice(at, at + BATCH), folder));
      return found;
    } catch (error) {
      if (!(error instanceof ShellcheckError)) throw error;
      warn(`${error.message}; TW580 is skipped`);
      return [];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

class ShellcheckError extends TekwireError {}

/** What `--format=json1` prints. */
interface Output {
  readonly comments: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly code: number;
    readonly message: string;
  }[];
}

function examine(scripts: readonly string[], folder: string): (readonly ScriptComment[])[] {
  const names = scripts.map((_, at) => `${at}.sh`);
  scripts.forEach((script, at) => {
    writeFileSync(join(folder, `${at}.sh`), script, { mode: 0o600 });
  });
  const found = new Map(names.map((name): [string, ScriptComment[]] => [name, []]));
  for (const { file, line, column, code, message } of ask(names, folder).comments)
    found.get(file)?.push({ code: `SC${code}`, message, line, column });
  return names.map((name) => (found.get(name) ?? []).sort(byLocation));
}

/** Runs shellcheck without the user's configuration, so that a script gets the same advice on every machine. */
function ask(names: readonly string[], folder: string): Output {
  const env = { ...process.env, SHELLCHECK_OPTS: '' };
  const args = ['--norc', '--format=json1', `--exclude=${EXCLUDED}`, ...names];
  const options = { cwd: folder, env, encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT } as const;
  const { error, status, stdout, stderr } = spawnSync('shellcheck', args, options);
  if (error !== undefined) throw new ShellcheckError(reasonOf(error));
  // 0: no comments, 1: some; https://github.com/koalaman/shellcheck "RETURN VALUES"
  if (status !== 0 && status !== 1)
    throw new ShellcheckError(`shellcheck failed (${stderr.trim().split('\n')[0] || `exit code ${status}`})`);
  return JSON.parse(stdout) as Output;
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'shellcheck is not installed (https://www.shellcheck.net)';
  return code === 'ETIMEDOUT' ? `shellcheck took longer than ${TIMEOUT_MS / 1000} s` : `shellcheck cannot be run (${message})`;
}

function byLocation(a: ScriptComment, b: ScriptComment): number {
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1);
}

import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type Lock, LockError, lockChanges, lockPath, printDeclarations, printLock, tryReadLock } from '../lock';
import { type Call, type Command, exit, UsageError } from './command';
import { urlProblem } from './download';
import { featuresOf } from './features';
import { type Locked, lockUrl } from './lock-entry';

/** `tekwire lock`: what remote Tasks take and give, written down with the digests of their files. */
export const lock: Command = {
  name: 'lock',
  summary: 'write down what remote Tasks take and give, and their digests, for Task.fromUrl',
  usage: `tekwire lock [--check] [--file FILE] [--feature NAME=VALUE]... [URL...]

Fetches the Tasks and judges them; without URLs those that are locked. Writes tekwire.lock and tekwire.lock.d.ts, or nothing when a Task
cannot be had or has mistakes. Prints what changed. To drop a Task, remove its entry from tekwire.lock and run tekwire lock.

      --check              write nothing; fail when something would be written
      --file FILE          the lock file; default: tekwire.lock beside the nearest package.json, upwards from here
      --feature NAME=VALUE a feature flag of the cluster by Tekton's name, as in --feature enable-api-fields=alpha

Exit code: 0 all is locked, 1 a Task has mistakes, or --check found differences, 2 wrong call, 3 a URL or file cannot be read.`,
  options: {
    check: { type: 'boolean', default: false },
    file: { type: 'string' },
    feature: { type: 'string', multiple: true, default: [] },
  },
  run: runLock,
};

const AT_ONCE = 8;

async function runLock(call: Call): Promise<number> {
  try {
    return await refresh(call);
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    call.err(error.message);
    return exit.failure;
  }
}

async function refresh({ files: urls, options, out, err }: Call): Promise<number> {
  const path = typeof options.file === 'string' ? options.file : lockPath();
  const before = tryReadLock(path);
  if (urls.length === 0 && before === undefined) throw new UsageError(`there is no ${path}; name the URL of a Task to lock`);
  const wanted = [...new Set(urls.length === 0 ? Object.keys(before ?? {}) : urls)];
  const problem = wanted.map(urlProblem).find((one) => one !== undefined);
  if (problem !== undefined) throw new UsageError(problem);
  const found = await lockAll(wanted, [options.feature].flat().map(String));
  for (const one of found) for (const line of 'mistakes' in one ? one.mistakes : 'failure' in one ? [one.failure] : []) err(line);
  if (found.some((one) => 'failure' in one)) return exit.failure;
  if (found.some((one) => 'mistakes' in one)) return exit.findings;
  const fetched = Object.fromEntries(found.flatMap((one) => ('entry' in one ? [[one.url, one.entry]] : [])));
  return settle(path, { before: before ?? {}, now: { ...before, ...fetched }, isCheck: options.check === true, out });
}

async function lockAll(urls: readonly string[], settings: readonly string[]): Promise<Locked[]> {
  const features = featuresOf(settings);
  const found: Locked[] = [];
  for (let at = 0; at < urls.length; at += AT_ONCE)
    found.push(...(await Promise.all(urls.slice(at, at + AT_ONCE).map((url) => lockUrl(url, features)))));
  return found;
}

interface Settlement {
  readonly before: Lock;
  readonly now: Lock;
  readonly isCheck: boolean;
  readonly out: Call['out'];
}

function settle(path: string, { before, now, isCheck, out }: Settlement): number {
  const texts: readonly (readonly [string, string])[] = [
    // the declarations first: with an old lock file they are mended by the next call
    [`${path}.d.ts`, printDeclarations(now)],
    [path, printLock(now)],
  ];
  const stale = texts.filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  for (const line of lockChanges(before, now)) out(line);
  if (isCheck) {
    for (const [file] of stale) out(`${file} would be written; run npx tekwire lock`);
    return stale.length === 0 ? exit.ok : exit.findings;
  }
  for (const [file, text] of stale) replaceFile(file, text);
  out(stale.length === 0 ? `${path}: nothing changed` : `${path}: ${Object.keys(now).length} locked`);
  return exit.ok;
}

/** All of the text or nothing: whoever reads meanwhile, or after a failure, finds the old file whole. */
function replaceFile(path: string, text: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

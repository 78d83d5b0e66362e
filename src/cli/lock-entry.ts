import { createHash } from 'node:crypto';
import { errorsOf, problemText } from '../diagnostics';
import { entryOf, type LockEntry } from '../lock';
import { judgeYaml, readYaml } from '../reader';
import type { TaskSpec } from '../spec';
import { DownloadError, download } from './download';

/** What came of one URL: an entry; or mistakes in what it holds; or no answer. */
export type Locked =
  | { readonly url: string; readonly entry: LockEntry }
  | { readonly url: string; readonly mistakes: readonly string[] }
  | { readonly url: string; readonly failure: string };

/** Fetches and judges the Task of a URL. `features` are the flags of the cluster. Never throws for what a server does. */
export async function lockUrl(url: string, features: Readonly<Record<string, string>>): Promise<Locked> {
  try {
    return judged(url, await download(url), features);
  } catch (error) {
    if (error instanceof DownloadError) return { url, failure: error.message };
    throw error;
  }
}

function judged(url: string, bytes: Uint8Array, features: Readonly<Record<string, string>>): Locked {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const { verdicts } = judgeYaml([{ origin: url, text }], { features, lint: false });
  const [only] = verdicts;
  const errors = verdicts.flatMap((verdict) =>
    errorsOf(verdict).map((one) => `${url}:${one.line}:${one.column}: ${one.code} ${problemText(one)}`),
  );
  const isTask = only?.apiVersion === 'tekton.dev/v1' && only.kind === 'Task';
  if (verdicts.length !== 1 || only === undefined || (!isTask && only.kind !== ''))
    return { url, mistakes: [`${url}: holds ${describe(verdicts)}, but a lock entry wants exactly one tekton.dev/v1 Task`] };
  if (errors.length > 0 || !isTask) return { url, mistakes: errors.length > 0 ? errors : [`${url}: holds no Task`] };
  const spec = readYaml(text, url).objects[0]?.document?.manifest?.spec as TaskSpec;
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { url, entry: entryOf(only.name, spec, digest) };
}

function describe(verdicts: readonly { readonly apiVersion: string; readonly kind: string }[]): string {
  const [only] = verdicts;
  return verdicts.length === 1 && only !== undefined ? `a ${only.apiVersion} ${only.kind}` : `${verdicts.length} objects`;
}

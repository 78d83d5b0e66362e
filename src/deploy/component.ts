import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { TekwireError } from '../diagnostics';
import { loadFile, type Source } from '../reader';
import type { Manifest } from '../spec';
import { DownloadError, download } from './download';
import { HelmManagedError } from './errors';
import { manifestsIn } from './manifests';
import { type ParsedReference, parseReference, type ValidReference } from './reference';

/** A Task that a Pipeline needs, wherever it comes from. @open */
export interface Component {
  /** The reference, as it was written. */
  readonly id: string;
  /** Whether a Helm release installs the Task. */
  readonly isManagedByHelm: boolean;
  /** The release and the Task's name, if Helm manages it. */
  readonly helm?: { readonly release: string; readonly task: string };
  /**
   * Reads the file or URL and returns its Task. It is read once.
   * @throws HelmManagedError when Helm manages the Task
   * @throws TekwireError when it cannot be read, or does not contain exactly one Task
   */
  task(): Promise<Manifest>;
}

/**
 * Returns the component of a reference: a path, an `https://` URL (with `#sha256:HEX` for a digest that the file must have), or
 * `helm://RELEASE/TASK`. The compiler refuses literals of another form.
 * @throws TekwireError when the reference has none of the forms
 * @example
 * const lint = component('helm://security-tasks/lint');
 */
export function component<Text extends string>(reference: Text & ValidReference<Text>): Component {
  return componentOf(reference, download);
}

/** The same, with another way to download. */
export function componentOf(id: string, fetchBytes: (url: string) => Promise<Uint8Array>): Component {
  const parsed = parseReference(id);
  if (parsed.form === 'helm') {
    const { release, task } = parsed;
    return { id, isManagedByHelm: true, helm: { release, task }, task: () => Promise.reject(new HelmManagedError(id)) };
  }
  let read: Promise<Manifest> | undefined;
  return {
    id,
    isManagedByHelm: false,
    task: () => {
      read ??= sourceOf(parsed, fetchBytes).then((source) => taskOf(id, source));
      return read;
    },
  };
}

async function sourceOf(parsed: Exclude<ParsedReference, { form: 'helm' }>, fetchBytes: typeof download): Promise<Source> {
  if (parsed.form === 'path') return loadFile(fileOf(parsed.path));
  const { url, digest } = parsed;
  const bytes = await fetchBytes(url);
  const found = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (digest !== undefined && digest !== found)
    throw new DownloadError(
      `${url}: the file has the digest ${found}, expected ${digest}; if the change is intended, write the new digest`,
    );
  return { origin: url, text: Buffer.from(bytes).toString('utf8') };
}

/** A folder stands for its `task.yaml`. */
function fileOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, 'task.yaml') : path;
}

function taskOf(id: string, source: Source): Manifest {
  const manifests = manifestsIn([source]).map(({ manifest }) => manifest);
  const [task, ...others] = manifests.filter(isTask);
  if (task === undefined) throw new TekwireError(`${id}: contains no Task (${kindsOf(manifests)}); a component is one Task`);
  if (others.length > 0) throw new TekwireError(`${id}: contains ${others.length + 1} Tasks; a component is one Task, so split the file`);
  if (task.metadata?.name === undefined) throw new TekwireError(`${id}: the Task has no metadata.name`);
  return task;
}

function isTask({ kind, apiVersion }: Manifest): boolean {
  return kind === 'Task' && apiVersion?.startsWith('tekton.dev/') === true;
}

function kindsOf(manifests: readonly Manifest[]): string {
  return `found: ${[...new Set(manifests.map(({ kind }) => kind))].sort().join(', ') || 'nothing'}`;
}

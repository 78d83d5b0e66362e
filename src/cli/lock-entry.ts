import { createHash } from 'node:crypto';
import { checkSources } from '../check';
import { DownloadError, download } from '../deploy';
import { errorsOf, problemText } from '../diagnostics';
import { taggedName } from '../image';
import { entryOf, type LockEntry, type LockedKind, surfaceSpecOf } from '../lock';
import { mirroredName } from '../policy';
import { readYaml } from '../reader';
import type { TaskSpec } from '../spec';
import { type Address, parseAddress } from './address';
import { fetchBundle } from './fetch/bundle';
import { fetchCluster } from './fetch/cluster';
import type { Fetched } from './fetch/fetched';
import { fetchGit } from './fetch/git';
import { fetchHub } from './fetch/hub';
import { Registry } from './fetch/registry';

/** The outcome for one address: a lock entry, the digest of an image, diagnostics for the fetched object, or a failed download. */
export type Locked =
  | { readonly address: string; readonly entry: LockEntry }
  | { readonly address: string; readonly image: string; readonly digest: string }
  | { readonly address: string; readonly mistakes: readonly string[] }
  | { readonly address: string; readonly failure: string };

/** Fetches and checks the object or image at an address. `features` are the flags of the cluster, `mirrors` registries that stand for others. Failed downloads are returned, not thrown. */
export async function lockAddress(
  address: string,
  features: Readonly<Record<string, string>>,
  mirrors: Readonly<Record<string, string>> = {},
): Promise<Locked> {
  const parsed = parseAddress(address);
  try {
    if (parsed.scheme !== 'image') return lockedObject(address, await fetchObject(parsed), features);
    return { address, image: taggedName(parsed.image), digest: await new Registry(mirroredName(parsed.image, mirrors)).digest() };
  } catch (error) {
    if (error instanceof DownloadError) return { address, failure: error.message };
    throw error;
  }
}

async function fetchObject(address: Exclude<Address, { scheme: 'image' }>): Promise<Fetched> {
  if (address.scheme === 'git') return fetchGit(address);
  if (address.scheme === 'bundle') return fetchBundle(address);
  if (address.scheme === 'hub') return fetchHub(address);
  if (address.scheme === 'cluster') return fetchCluster(address);
  const { url } = address;
  return { bytes: await download(url), reference: (digest) => ({ resolver: 'http', params: { url, digest } }) };
}

const VERSIONS: Readonly<Record<string, LockedKind>> = {
  'tekton.dev/v1 Task': 'Task',
  'tekton.dev/v1 Pipeline': 'Pipeline',
  'tekton.dev/v1beta1 StepAction': 'StepAction',
};

/** The kind of an object that can be locked. */
export function kindOf({ apiVersion, kind }: { readonly apiVersion?: string; readonly kind?: string }): LockedKind | undefined {
  return VERSIONS[`${apiVersion} ${kind}`];
}

/** What a checked file contains: one object with its interface, or diagnostics. */
type Checked =
  | { readonly kind: LockedKind; readonly name: string; readonly spec: ReturnType<typeof surfaceSpecOf> }
  | { readonly mistakes: readonly string[] };

interface Wanted {
  readonly features: Readonly<Record<string, string>>;
  readonly expected?: Fetched['expected'];
}

function lockedObject(address: string, { bytes, reference, expected }: Fetched, features: Wanted['features']): Locked {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const found = checkedObject(address, text, { features, expected });
  if ('mistakes' in found) return { address, mistakes: found.mistakes };
  const { kind, name, spec } = found;
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { address, entry: entryOf({ kind, name, digest, reference: reference(digest) }, spec) };
}

/** Checks the text of an address or file, which must have exactly one object of a kind that can be locked. */
export function checkedObject(address: string, text: string, { features, expected }: Wanted): Checked {
  const { documents } = checkSources([{ origin: address, text }], { features, lint: false });
  const [only] = documents;
  const kind = kindOf(only ?? {});
  const wanted = expected === undefined ? 'Task, Pipeline or StepAction' : `${expected.kind} "${expected.name}"`;
  if (documents.length !== 1 || only === undefined || (kind === undefined && only.kind !== ''))
    return { mistakes: [`${address}: contains ${describe(documents)}; expected exactly one ${wanted}`] };
  const errors = errorsOf(only).map((one) => `${address}:${one.line}:${one.column}: ${one.code} ${problemText(one)}`);
  if (errors.length > 0 || kind === undefined) return { mistakes: errors.length > 0 ? errors : [`${address}: contains no ${wanted}`] };
  const { name } = only;
  if (expected !== undefined && (expected.kind !== kind || expected.name !== name))
    return { mistakes: [`${address}: contains ${kind} "${name}"; expected ${wanted}`] };
  const spec = readYaml(text, address).objects[0]?.document?.manifest?.spec as TaskSpec;
  return { kind, name, spec: surfaceSpecOf(kind, spec) };
}

function describe(documents: readonly { readonly apiVersion: string; readonly kind: string }[]): string {
  const [only] = documents;
  return documents.length === 1 && only !== undefined ? `a ${only.apiVersion} ${only.kind}` : `${documents.length} objects`;
}

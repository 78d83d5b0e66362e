import { DownloadError } from '../../deploy';
import type { LockedKind } from '../../lock';
import type { Address } from '../address';
import type { Fetched } from './fetched';
import { runProgram } from './program';

type ClusterAddress = Extract<Address, { scheme: 'cluster' }>;

const RESOURCES: Readonly<Record<LockedKind, string>> = {
  Task: 'tasks.v1.tekton.dev',
  Pipeline: 'pipelines.v1.tekton.dev',
  StepAction: 'stepactions.v1beta1.tekton.dev',
};

/**
 * Fetches an object from the cluster of kubectl's current context: name and `spec` with sorted keys, without the other metadata.
 * @throws DownloadError when kubectl is not installed or cannot find the object
 */
export async function fetchCluster({ namespace, kind, name }: ClusterAddress): Promise<Fetched> {
  const purpose = `cluster://${namespace}/${kind.toLowerCase()}/${name}`;
  const args = ['get', RESOURCES[kind], name, `--namespace=${namespace}`, '--output=json', '--request-timeout=10s'];
  const { apiVersion, kind: found, spec } = parse(await runProgram('kubectl', { args, purpose }), purpose);
  const text = JSON.stringify(sorted({ apiVersion, kind: found, metadata: { name }, spec }), undefined, 2);
  return {
    bytes: Buffer.from(`${text}\n`),
    // Tekton's cluster resolver does not verify a digest
    reference: () => ({ resolver: 'cluster', params: { kind: kind.toLowerCase(), name, namespace } }),
    expected: { kind, name },
  };
}

function parse(bytes: Buffer, purpose: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new DownloadError(`${purpose}: the output of kubectl is not JSON`);
  }
}

/** The value with the keys of all objects sorted, so that equal objects have equal digests. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

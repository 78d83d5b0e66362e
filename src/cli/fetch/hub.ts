import { DownloadError, download } from '../../deploy';
import type { Address } from '../address';
import type { Fetched } from './fetched';

type HubAddress = Extract<Address, { scheme: 'hub' }>;

// tektoncd/pipeline pkg/resolution/resolver/hub/params.go
const ARTIFACT_HUB = 'https://artifacthub.io';

/**
 * Fetches one version of an object from a hub, with the API that Tekton's hub resolver uses.
 * @throws DownloadError when the hub cannot be reached or does not have the object
 */
export async function fetchHub(address: HubAddress): Promise<Fetched> {
  const { type, catalog, name, url } = address;
  const kind = address.kind.toLowerCase();
  const version = versionOf(address);
  const at =
    type === 'artifact'
      ? `${url ?? ARTIFACT_HUB}/api/v1/packages/tekton-${kind}/${catalog}/${name}/${version}`
      : `${url}/v1/resource/${catalog}/${kind}/${name}/${version}/yaml`;
  const text = yamlOf(await download(at), at);
  // Tekton's hub resolver does not verify a digest
  const params = { catalog, kind, name, type, version, ...(url === undefined ? {} : { url }) };
  return { bytes: Buffer.from(text), reference: () => ({ resolver: 'hub', params }), expected: { kind: address.kind, name } };
}

/** The version in the hub's own format: three numbers for Artifact Hub, two for Tekton Hub (pkg/resolution/resolver/hub/resolver.go resolveVersion). */
function versionOf({ type, version }: HubAddress): string {
  const parts = version.split('.');
  if (type === 'artifact') return parts.length === 2 ? `${version}.0` : version;
  return parts.slice(0, 2).join('.');
}

function yamlOf(bytes: Uint8Array, at: string): string {
  const found = contentOf(bytes);
  if (typeof found === 'string' && found !== '') return found;
  throw new DownloadError(`${at}: the response contains no YAML; is this a hub?`);
}

function contentOf(bytes: Uint8Array): unknown {
  try {
    const { data } = JSON.parse(Buffer.from(bytes).toString()) as { readonly data?: Readonly<Record<string, unknown>> };
    return data?.manifestRaw ?? data?.yaml;
  } catch {
    return undefined;
  }
}

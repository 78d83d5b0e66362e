import type { Manifest } from '../../spec';
import { answerOf, fail, type InspectedCluster, type Inspection, ok, type PreflightLine, warn } from './line';

/** The version of Tekton Pipelines that the rules of this package know. */
const KNOWN_TEKTON = '1.15';

/** What the ConfigMaps of Tekton say: its version and settings; undefined where they cannot be read. */
export interface TektonSettings {
  readonly version: string | undefined;
  readonly features: Readonly<Record<string, string>> | undefined;
}

/** The kinds of the manifests: whether the cluster has them, in these versions. */
export async function checkKinds({ cluster, manifests }: Inspection): Promise<readonly PreflightLine[]> {
  const kinds = new Map(manifests.map(({ apiVersion = '', kind = '' }) => [`${apiVersion} ${kind}`, { apiVersion, kind }]));
  const own = new Set(
    manifests
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map((one) => (one.spec as { names?: { kind?: string } } | undefined)?.names?.kind),
  );
  const lines: PreflightLine[] = [];
  for (const { apiVersion, kind } of kinds.values()) {
    if (own.has(kind) || (await cluster.hasKind(apiVersion, kind))) continue;
    lines.push(await missingKind(cluster, apiVersion, kind));
  }
  return lines.length > 0 ? lines : [ok('kinds', `the cluster has all ${kinds.size} kinds of the manifests`)];
}

async function missingKind(cluster: InspectedCluster, apiVersion: string, kind: string): Promise<PreflightLine> {
  const [group = '', version] = apiVersion.split('/');
  const versions = version === undefined ? [] : await cluster.versionsOf(group);
  const other = versions.length > 0 ? `; it has ${group} in ${versions.join(', ')}` : '';
  const product =
    group === 'tekton.dev'
      ? 'Tekton Pipelines'
      : group === 'triggers.tekton.dev'
        ? 'Tekton Triggers'
        : `the CustomResourceDefinition of ${kind}`;
  return fail(
    'kinds',
    `the cluster has no ${kind} of ${apiVersion}${other}`,
    versions.length > 0 ? `install a newer version of ${product}` : `install ${product}`,
  );
}

/** Reads the version and settings of Tekton (ConfigMaps pipelines-info, feature-flags and config-defaults of its namespace). */
export async function readTekton({ cluster, tektonNamespace }: Pick<Inspection, 'cluster' | 'tektonNamespace'>): Promise<TektonSettings> {
  const read = async (name: string): Promise<Readonly<Record<string, string>> | undefined> => {
    const answer = await answerOf(() => cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: tektonNamespace, name }));
    return 'forbidden' in answer ? undefined : (dataOf(answer.value) ?? undefined);
  };
  const [info, flags, defaults] = [await read('pipelines-info'), await read('feature-flags'), await read('config-defaults')];
  const { _example: _, ...ofDefaults } = defaults ?? {};
  return { version: info?.version, features: flags === undefined ? undefined : { ...ofDefaults, ...flags } };
}

function dataOf(manifest: Manifest | undefined): Readonly<Record<string, string>> | undefined {
  return manifest?.data as Readonly<Record<string, string>> | undefined;
}

/** Whether Tekton can be used, and whether it is a version that the rules know. */
export function checkVersion({ version, features }: TektonSettings, tektonNamespace: string): readonly PreflightLine[] {
  const lines: PreflightLine[] = [];
  if (version === undefined)
    lines.push(
      warn(
        'tekton',
        `the version of Tekton cannot be read in namespace "${tektonNamespace}"`,
        'name the namespace of Tekton with --tekton-namespace, or ask for the permission to read ConfigMap "pipelines-info" there',
      ),
    );
  else if (numberOf(version) < numberOf(KNOWN_TEKTON))
    lines.push(
      warn(
        'tekton',
        `Tekton Pipelines ${version} is older than ${KNOWN_TEKTON}, which the rules know; it may refuse newer fields`,
        'try tekwire deploy --dry-run=server, or update Tekton',
      ),
    );
  else lines.push(ok('tekton', `Tekton Pipelines ${version}`));
  if (features === undefined)
    lines.push(
      warn(
        'features',
        `the feature flags of Tekton cannot be read in namespace "${tektonNamespace}"`,
        'ask for the permission to read ConfigMap "feature-flags" there',
      ),
    );
  return lines;
}

/** `v1.15.0` as a number that can be compared. */
function numberOf(version: string): number {
  const [major = 0, minor = 0] = version
    .replace(/^v/, '')
    .split('.')
    .map((part) => Number.parseInt(part, 10) || 0);
  return major * 1000 + minor;
}

import type { Manifest } from '../../spec';
import { HelmTasks } from '../helm-tasks';
import { idOf } from '../object-id';
import { parseReference } from '../reference';
import { answerOf, fail, type InspectedCluster, type Inspection, ok, type PreflightLine, warn } from './line';
import { type Needs, needsOf } from './needs';
import { checkNetworkPolicies } from './network-policies';
import { checkNodes } from './nodes';
import { checkAccounts, checkData, checkTasks } from './objects';
import { checkPermissions } from './permissions';
import { checkPodSecurity, checkQuotas } from './pod-security';
import { checkStorage } from './storage';
import { checkKinds, checkVersion, readTekton, type TektonSettings } from './tekton';

export type { InspectedCluster, PreflightLine } from './line';
export { noPolicyEngine, policyEngine } from './network-policies';

/** What preflight found, and the settings of Tekton that it has read. */
export interface Preflight {
  readonly lines: readonly PreflightLine[];
  readonly tekton: TektonSettings;
}

/**
 * Checks what of the cluster is missing for the manifests, or would refuse them. Reads only.
 * @param components - references of the Tasks that Helm releases must have
 * @param featureLines - the rules for the feature flags of the cluster: what it would refuse
 */
export async function preflight(
  inspection: Inspection,
  components: readonly string[],
  featureLines: (features: Readonly<Record<string, string>>) => readonly PreflightLine[],
): Promise<Preflight> {
  const tekton = await readTekton(inspection);
  const kinds = await checkKinds(inspection);
  // without Tekton's kinds its Tasks cannot be asked for
  const hasTasks = await inspection.cluster.hasKind('tekton.dev/v1', 'Task');
  const parts = namespacesOf(inspection);
  const lines = [
    ...kinds,
    ...checkVersion(tekton, inspection.tektonNamespace),
    ...(tekton.features === undefined ? [] : featureLines(tekton.features)),
    ...(hasTasks ? await inEach(parts, checkTasks) : []),
    ...(hasTasks ? await checkComponents(inspection, components) : []),
    ...(await inEach(parts, checkData)),
    ...(await inEach(parts, checkAccounts)),
    ...(await inEach(parts, checkStorage)),
    ...(await inEach(parts, (part, needs) => checkPodSecurity(part, needs, tekton))),
    ...(await inEach(parts, checkQuotas)),
    ...(await checkNodes(inspection, needsOf(inspection.manifests))),
    ...(await checkNetworkPolicies(inspection)),
    ...(await inEach(parts, checkPermissions)),
  ];
  return { lines, tekton };
}

/**
 * What is checked in each namespace that the manifests name; those that name none are in the namespace of the call. Objects of the whole
 * cluster belong to every part.
 */
function namespacesOf(inspection: Inspection): readonly Inspection[] {
  const { cluster, manifests } = inspection;
  const shared: Manifest[] = [];
  const groups = new Map<string, Manifest[]>();
  for (const one of manifests) {
    const { namespace } = idOf(one, cluster.namespace);
    if (namespace === undefined) shared.push(one);
    else groups.set(namespace, [...(groups.get(namespace) ?? []), one]);
  }
  if (groups.size === 0) return [inspection];
  return [...groups].map(([namespace, own]) => ({
    ...inspection,
    cluster: Object.create(cluster, { namespace: { value: namespace } }) as InspectedCluster,
    manifests: [...shared, ...own],
  }));
}

/** The lines of a check for all parts, each once. */
async function inEach(
  parts: readonly Inspection[],
  check: (part: Inspection, needs: Needs) => Promise<readonly PreflightLine[]>,
): Promise<readonly PreflightLine[]> {
  const found: PreflightLine[] = [];
  for (const part of parts) found.push(...(await check(part, needsOf(part.manifests))));
  return [...new Map(found.map((line) => [JSON.stringify(line), line])).values()];
}

async function checkComponents({ cluster }: Inspection, references: readonly string[]): Promise<readonly PreflightLine[]> {
  const wanted = references.map((reference) => ({ reference, parsed: parseReference(reference) }));
  if (!wanted.some(({ parsed }) => parsed.form === 'helm')) return [];
  const answer = await answerOf(() => HelmTasks.of(cluster));
  if ('forbidden' in answer) return [warn('components', answer.forbidden, 'ask for the permission to list Tasks')];
  return wanted.flatMap(({ reference, parsed }) => {
    if (parsed.form !== 'helm') return [];
    const problem = answer.value.problemOf(parsed);
    return [
      problem === undefined
        ? ok('components', reference)
        : fail('components', `${reference}: ${problem}`, 'install the release, or correct the reference'),
    ];
  });
}

import { HelmTasks } from '../helm-tasks';
import { parseReference } from '../reference';
import { answerOf, fail, type Inspection, ok, type PreflightLine, warn } from './line';
import { needsOf } from './needs';
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
  const needs = needsOf(inspection.manifests);
  const tekton = await readTekton(inspection);
  const kinds = await checkKinds(inspection);
  // without Tekton's kinds its Tasks cannot be asked for
  const hasTasks = await inspection.cluster.hasKind('tekton.dev/v1', 'Task');
  const lines = [
    ...kinds,
    ...checkVersion(tekton, inspection.tektonNamespace),
    ...(tekton.features === undefined ? [] : featureLines(tekton.features)),
    ...(hasTasks ? await checkTasks(inspection) : []),
    ...(hasTasks ? await checkComponents(inspection, components) : []),
    ...(await checkData(inspection, needs)),
    ...(await checkAccounts(inspection, needs)),
    ...(await checkStorage(inspection, needs)),
    ...(await checkPodSecurity(inspection, needs, tekton)),
    ...(await checkQuotas(inspection, needs)),
    ...(await checkNodes(inspection, needs)),
    ...(await checkNetworkPolicies(inspection)),
    ...(await checkPermissions(inspection)),
  ];
  return { lines, tekton };
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

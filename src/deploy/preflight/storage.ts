import { suggestion } from '../../diagnostics';
import type { Manifest } from '../../spec';
import { answerOf, fail, type Inspection, ok, type PreflightLine, warn } from './line';
import type { Needs } from './needs';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
// provisioners whose volumes one node mounts at a time (their own documentation)
const SINGLE_NODE =
  /rancher\.io\/local-path|k8s\.io\/minikube-hostpath|host-?path|ebs\.csi\.aws\.com|aws-ebs|pd\.csi\.storage\.gke\.io|gce-pd|disk\.csi\.azure\.com|azure-disk|cinder|openebs\.io\/local/;
const SHARED = new Set(['ReadWriteMany', 'ReadOnlyMany']);

/** Storage classes and access modes of claims that runs create, and claims that they name. */
export async function checkStorage(
  { cluster, manifests }: Inspection,
  { claims, claimTemplates }: Needs,
): Promise<readonly PreflightLine[]> {
  const lines: PreflightLine[] = [];
  if (claimTemplates.length > 0) {
    const answer = await answerOf(() => cluster.list({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }));
    if ('forbidden' in answer) lines.push(warn('storage', answer.forbidden, 'ask for the permission to list storageclasses'));
    else for (const { spec, where } of claimTemplates) lines.push(classLine(spec as ClaimSpec, where, answer.value));
  }
  for (const [name, where] of new Map(claims.map((one) => [one.name, one.where]))) {
    if (manifests.some((one) => one.kind === 'PersistentVolumeClaim' && one.metadata?.name === name)) continue;
    const answer = await answerOf(() =>
      cluster.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: cluster.namespace, name }),
    );
    if ('forbidden' in answer) lines.push(warn('storage', answer.forbidden, 'ask for the permission to get persistentvolumeclaims'));
    else if (answer.value === undefined)
      lines.push(
        fail(
          'storage',
          `PersistentVolumeClaim "${name}" of ${where} is not in namespace "${cluster.namespace}"`,
          'create the claim, or use a volumeClaimTemplate',
        ),
      );
    else lines.push(ok('storage', `PersistentVolumeClaim "${name}" has been found`));
  }
  return lines;
}

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly accessModes?: readonly string[];
}

function classLine({ storageClassName, accessModes = [] }: ClaimSpec, where: string, classes: readonly Manifest[]): PreflightLine {
  const names = classes.map(({ metadata }) => metadata?.name ?? '');
  const found =
    storageClassName === undefined
      ? classes.find((one) => one.metadata?.annotations?.[DEFAULT_CLASS] === 'true')
      : classes.find(({ metadata }) => metadata?.name === storageClassName);
  if (storageClassName === '') return ok('storage', `the claim of ${where} waits for a volume without a class`);
  if (found === undefined && storageClassName === undefined)
    return fail(
      'storage',
      `the claim of ${where} names no storage class, and the cluster has no default (available: ${names.join(', ') || 'none'})`,
      'name a storage class, or mark one as the default',
    );
  if (found === undefined)
    return fail(
      'storage',
      `unknown storage class "${storageClassName}" of ${where}${suggestion(storageClassName ?? '', names)}`,
      'name another storage class',
    );
  const shared = accessModes.find((mode) => SHARED.has(mode));
  const provisioner = String(found.provisioner);
  if (shared !== undefined && SINGLE_NODE.test(provisioner))
    return warn(
      'storage',
      `the claim of ${where} asks for ${shared}, which volumes of class "${found.metadata?.name}" (${provisioner}) usually cannot`,
      'ask for ReadWriteOnce, or name another class',
    );
  return ok('storage', `storage class "${found.metadata?.name}" for ${where}`);
}

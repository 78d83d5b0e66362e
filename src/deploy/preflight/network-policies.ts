import type { Manifest } from '../../spec';
import { answerOf, type Inspection, ok, type PreflightLine, warn } from './line';

/** Policy engines by the names of their DaemonSets; each enforces NetworkPolicies wherever it runs. */
const ENGINES: readonly (readonly [name: string, daemonSet: RegExp])[] = [
  ['Calico', /^(?:calico-node|canal|rke2-canal)$/],
  ['Cilium', /^(?:cilium|anetd)$/],
  ['Antrea', /^antrea-agent$/],
  ['kube-router', /^kube-router$/],
  ['Weave Net', /^weave-net$/],
  ['OVN-Kubernetes', /^ovnkube-node$/],
  ['Kube-OVN', /^kube-ovn-cni$/],
  ['OpenShift SDN', /^sdn$/],
  ['Azure Network Policy Manager', /^azure-npm$/],
  ['kube-network-policies', /^kube-network-policies$/],
];
/** Engines that are a container of a DaemonSet with other tasks. */
const CONTAINERS: Readonly<Record<string, string>> = { 'aws-eks-nodeagent': 'the VPC CNI of Amazon EKS' };
/** Networks that enforce nothing by themselves, so that the message can name them. */
const NETWORKS = /^(?:kube-flannel(?:-ds)?|aws-node|azure-cni|kube-multus-ds|netd)$/;
/** Where network plugins are installed; a list of all namespaces would need a permission that few have. */
const NAMESPACES = [
  ...['kube-system', 'calico-system', 'cilium', 'kube-flannel', 'weave', 'antrea-system', 'kube-router'],
  ...['openshift-ovn-kubernetes', 'openshift-sdn', 'ovn-kubernetes'],
];
const FIX = 'install a network plugin that enforces NetworkPolicies, such as Calico or Cilium, or ask an administrator';

/** Who enforces NetworkPolicies, as far as objects of the cluster show it. */
export interface PolicyEngine {
  /** Its name; undefined when no known engine was seen. */
  readonly name: string | undefined;
  /** Networks that were seen and enforce nothing. */
  readonly networks: readonly string[];
}

/** Finds the policy engine by DaemonSets; K3s, which has one in its own process, by the versions of its nodes. */
export function policyEngine(daemonSets: readonly Manifest[], nodes: readonly Manifest[]): PolicyEngine {
  const names = daemonSets.map(({ metadata }) => metadata?.name ?? '');
  const [known] = ENGINES.flatMap(([name, pattern]) => (names.some((one) => pattern.test(one)) ? [name] : []));
  const [contained] = daemonSets.flatMap(containersOf).flatMap((name) => CONTAINERS[name] ?? []);
  const isK3s = nodes.some(({ status }) => versionOf(status).includes('+k3s'));
  return { name: known ?? contained ?? (isK3s ? 'K3s' : undefined), networks: names.filter((one) => NETWORKS.test(one)).sort() };
}

function containersOf({ spec }: Manifest): readonly string[] {
  const { template } = (spec ?? {}) as { readonly template?: { readonly spec?: { readonly containers?: readonly { name?: string }[] } } };
  return (template?.spec?.containers ?? []).flatMap(({ name }) => name ?? []);
}

function versionOf(status: unknown): string {
  return (status as { readonly nodeInfo?: { readonly kubeletVersion?: string } } | undefined)?.nodeInfo?.kubeletVersion ?? '';
}

/** Describes an engine that was not found. */
export function noPolicyEngine({ networks }: PolicyEngine): { readonly message: string; readonly fix: string } {
  const seen = networks.length === 0 ? 'no known policy engine has a DaemonSet' : `${networks.join(', ')} does not enforce them`;
  return { message: `NetworkPolicies may have no effect: ${seen}`, fix: FIX };
}

/** Whether the cluster enforces the NetworkPolicies of the manifests; nothing when they have none. */
export async function checkNetworkPolicies({ cluster, manifests }: Inspection): Promise<readonly PreflightLine[]> {
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata?.name ?? '');
  if (policies.length === 0) return [];
  const check = 'network policies';
  const list = (namespace: string) => cluster.list({ apiVersion: 'apps/v1', kind: 'DaemonSet', namespace });
  const answer = await answerOf(async () => (await Promise.all(NAMESPACES.map(list))).flat());
  if ('forbidden' in answer)
    return [warn(check, `whether the cluster enforces them cannot be seen: ${answer.forbidden}`, 'ask an administrator')];
  const nodes = await answerOf(() => cluster.list({ apiVersion: 'v1', kind: 'Node' }));
  const engine = policyEngine(answer.value, 'value' in nodes ? nodes.value : []);
  if (engine.name !== undefined) return [ok(check, `${engine.name} enforces them`)];
  const { message, fix } = noPolicyEngine(engine);
  return [warn(check, `${message}, so "${policies[0]}" may not confine its pods`, fix)];
}

import { ClusterError } from '../../src/deploy';
import { checkNetworkPolicies } from '../../src/deploy/preflight/network-policies';
import type { Manifest } from '../../src/spec';
import { InMemoryCluster } from '../../src/testing';

const policy: Manifest = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'scan' }, spec: {} };
const daemonSet = (name: string, namespace = 'kube-system', containers: readonly string[] = [name]): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace },
  spec: { template: { spec: { containers: containers.map((one) => ({ name: one })) } } },
});
const node = (kubeletVersion: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a' },
  status: { nodeInfo: { kubeletVersion } },
});

async function linesFor(objects: readonly Manifest[], manifests: readonly Manifest[] = [policy], isAllowed = true) {
  const memory = new InMemoryCluster({ objects });
  const cluster = Object.assign(memory, {
    hasKind: async () => true,
    versionsOf: async () => ['v1'],
    list: async (query: Parameters<InMemoryCluster['list']>[0]) => {
      if (!isAllowed) throw new ClusterError('forbidden', 'you may not list DaemonSets');
      return query.kind === 'Node' ? objects.filter(({ kind }) => kind === 'Node') : InMemoryCluster.prototype.list.call(memory, query);
    },
  });
  return checkNetworkPolicies({ cluster, manifests, tektonNamespace: 'tekton-pipelines' });
}

describe('whether a NetworkPolicy has an effect', () => {
  it.each([
    ['Calico', [daemonSet('calico-node', 'calico-system')]],
    ['Cilium', [daemonSet('kube-proxy'), daemonSet('cilium')]],
    ['kube-router', [daemonSet('kube-router')]],
    ['Calico', [daemonSet('canal', 'kube-flannel'), daemonSet('kube-flannel-ds')]],
    ['the VPC CNI of Amazon EKS', [daemonSet('aws-node', 'kube-system', ['aws-node', 'aws-eks-nodeagent'])]],
    ['K3s', [node('v1.34.1+k3s1')]],
  ])('%s enforces it', async (name, objects) => {
    expect(await linesFor(objects)).toEqual([{ status: 'ok', check: 'network policies', message: `${name} enforces them` }]);
  });

  it.each([
    ['kube-flannel-ds does not enforce them', [daemonSet('kube-flannel-ds', 'kube-flannel'), daemonSet('kube-proxy')]],
    ['aws-node does not enforce them', [daemonSet('aws-node')]],
    ['no known policy engine has a DaemonSet', [daemonSet('kube-proxy'), node('v1.34.1')]],
  ])('%s', async (reason, objects) => {
    expect(await linesFor(objects)).toEqual([
      {
        status: 'warn',
        check: 'network policies',
        message: `NetworkPolicies may have no effect: ${reason}, so "scan" may not confine its pods`,
        fix: expect.stringContaining('such as Calico or Cilium'),
      },
    ]);
  });

  it('a user who may not list DaemonSets learns that it cannot be seen', async () => {
    expect(await linesFor([], [policy], false)).toEqual([
      expect.objectContaining({ status: 'warn', message: expect.stringContaining('cannot be seen: you may not list DaemonSets') }),
    ]);
  });

  it('manifests without a NetworkPolicy have no such line', async () => {
    expect(await linesFor([daemonSet('kube-flannel-ds')], [{ ...policy, kind: 'Task' }])).toEqual([]);
  });
});

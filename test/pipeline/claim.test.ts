import { type Chart, Size } from 'cdk8s';
import { Pipeline, Workspace } from '../../src';
import { mistakeOf } from '../support/app';

const size = Size.gibibytes(1);

describe('a claim for every run', () => {
  it('has a size and the access mode ReadWriteOnce by default', () => {
    expect(Workspace.claim({ size }).source).toEqual({
      volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    });
  });

  it('has the options of Kubernetes claims', () => {
    const claim = Workspace.claim({
      size,
      maxSize: Size.gibibytes(2),
      storageClass: { name: 'fast' },
      volumeMode: 'Filesystem',
      dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'modules' },
      selector: { matchLabels: { disk: 'ssd' } },
      volumeName: 'disk-1',
      volumeAttributesClass: 'quick',
      name: 'scan',
      labels: { team: 'appsec' },
      annotations: { 'acme.example/owner': 'ann' },
    });

    expect(claim.source).toEqual({
      volumeClaimTemplate: {
        metadata: { name: 'scan', labels: { team: 'appsec' }, annotations: { 'acme.example/owner': 'ann' } },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } },
          storageClassName: 'fast',
          volumeMode: 'Filesystem',
          dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'modules' },
          selector: { matchLabels: { disk: 'ssd' } },
          volumeName: 'disk-1',
          volumeAttributesClassName: 'quick',
        },
      },
    });
  });

  it('has no StorageClass when its name is empty', () => {
    expect(Workspace.claim({ size, storageClass: '' }).source.volumeClaimTemplate?.spec.storageClassName).toBe('');
  });
});

describe('credentials for git over ssh', () => {
  it('are the private key and the known hosts of a Secret, without which the run does not start', () => {
    expect(Workspace.gitSsh({ secret: 'git-ssh', knownHosts: 'known_hosts' }).source).toEqual({
      secret: {
        secretName: 'git-ssh',
        items: [
          { key: 'ssh-privatekey', path: 'ssh-privatekey' },
          { key: 'known_hosts', path: 'known_hosts' },
        ],
      },
    });
  });

  it.each([
    ['no known hosts', { secret: 'git-ssh' }, 'gitSsh knownHosts: expected a key of the Secret, such as "known_hosts", found undefined'],
    ['a wrong key', { secret: 'git-ssh', knownHosts: 'hosts', privateKey: 1 }, 'gitSsh privateKey: expected a key of the Secret'],
    ['a misspelt option', { secret: 'git-ssh', knownHost: 'hosts' }, 'unknown option "knownHost"'],
  ])('with %s are refused', (_, props, message) => {
    const make = (chart: Chart) => new Pipeline(chart, 'ci', { workspaces: { git: Workspace.gitSsh(props as never) } });

    expect(mistakeOf(make)).toContain(message);
  });
});

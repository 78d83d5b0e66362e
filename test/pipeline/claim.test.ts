import { Size } from 'cdk8s';
import { Workspace } from '../../src';

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

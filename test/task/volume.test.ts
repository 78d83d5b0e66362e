import { param, Task, type TaskVolume, text, workspace } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';

const image = 'busybox:1.37.0';
const params = { team: param.string(), secret: param.string({ default: 'ssh' }) };

describe('volumes of a Task', () => {
  it('can contain params wherever Tekton replaces them', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      params,
      volumes: ({ params: { team, secret } }) => [
        { name: 'key', secret: { secretName: secret, items: [{ key: text`${team}.pem`, path: 'key.pem', mode: 0o400 }] } },
        { name: 'settings', configMap: { name: text`${team}-settings` } },
        { name: 'cache', persistentVolumeClaim: { claimName: text`${team}-cache` } },
        {
          name: 'both',
          projected: { sources: [{ secret: { name: secret } }, { serviceAccountToken: { path: 'token', audience: team } }] },
        },
        { name: 'store', csi: { driver: 'store.acme.example', volumeAttributes: { team }, nodePublishSecretRef: { name: secret } } },
        { name: 'scratch', emptyDir: {} },
      ],
      steps: ({ params: { team } }) => [{ name: 'run', image, volumeMounts: [{ name: 'cache', mountPath: '/cache', subPath: team }] }],
    });

    const { volumes, steps } = specOf(chart, 'Task', 'build');
    expect(volumes).toEqual([
      { name: 'key', secret: { secretName: '$(params.secret)', items: [{ key: '$(params.team).pem', path: 'key.pem', mode: 0o400 }] } },
      { name: 'settings', configMap: { name: '$(params.team)-settings' } },
      { name: 'cache', persistentVolumeClaim: { claimName: '$(params.team)-cache' } },
      {
        name: 'both',
        projected: {
          sources: [{ secret: { name: '$(params.secret)' } }, { serviceAccountToken: { path: 'token', audience: '$(params.team)' } }],
        },
      },
      {
        name: 'store',
        csi: {
          driver: 'store.acme.example',
          volumeAttributes: { team: '$(params.team)' },
          nodePublishSecretRef: { name: '$(params.secret)' },
        },
      },
      { name: 'scratch', emptyDir: {} },
    ]);
    expect(steps).toEqual([{ name: 'run', image, volumeMounts: [{ name: 'cache', mountPath: '/cache', subPath: '$(params.team)' }] }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can be of any kind of Kubernetes', () => {
    const chart = newChart();
    const claim = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    const volumes: readonly TaskVolume[] = [
      { name: 'scratch', ephemeral: { volumeClaimTemplate: claim } },
      { name: 'block', iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.example:disk', lun: 0, fsType: 'ext4' } },
      { name: 'channel', fc: { targetWWNs: ['50060e801049cfd1'], lun: 2 } },
      { name: 'files', nfs: { server: 'files.acme.example', path: '/' } },
      { name: 'tool', image: { reference: 'quay.io/acme/tool:v1.0.0' } },
    ];

    new Task(chart, 'build', { volumes, steps: () => [{ name: 'run', image }] });

    expect(specOf(chart, 'Task', 'build').volumes).toEqual(volumes);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('and the stepTemplate can use params like steps', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      params,
      stepTemplate: ({ params: { team } }) => ({ env: { TEAM: team } }),
      steps: ({ params: { secret } }) => [
        { name: 'run', image, env: { TOKEN: { valueFrom: { secretKeyRef: { name: secret, key: 'token' } } } } },
      ],
    });

    const { stepTemplate, steps } = specOf(chart, 'Task', 'build');
    expect(stepTemplate).toEqual({ env: [{ name: 'TEAM', value: '$(params.team)' }] });
    expect(steps).toEqual([
      {
        name: 'run',
        image,
        env: [
          { name: 'TEAM', value: '$(params.team)' },
          { name: 'TOKEN', valueFrom: { secretKeyRef: { name: '$(params.secret)', key: 'token' } } },
        ],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a workspace for one step only', () => {
  it('is mounted like in the Task unless the step sets another path', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      workspaces: { key: workspace({ mountPath: '/key' }), token: workspace() },
      steps: ({ workspaces: { key, token } }) => [{ name: 'run', image, workspaces: [key.at(), token.at('/token')] }],
    });

    expect(specOf(chart, 'Task', 'build').steps).toEqual([
      {
        name: 'run',
        image,
        workspaces: [
          { name: 'key', mountPath: '' },
          { name: 'token', mountPath: '/token' },
        ],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

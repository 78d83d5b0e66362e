import { type Chart, Duration } from 'cdk8s';
import { cel, param, type Sidecar, sh, Task, workspace } from '../../../src';
import type { SecurityContext, VolumeMount } from '../../../src/spec';

/** Every way that a variable gets its value. */
export const env: Sidecar['env'] = {
  PLAIN: 'text',
  SECRET: { valueFrom: { secretKeyRef: { name: 'token', key: 'value', optional: true } } },
  CONFIG: { valueFrom: { configMapKeyRef: { name: 'settings', key: 'value', optional: true } } },
  FIELD: { valueFrom: { fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v1' } } },
  AMOUNT: { valueFrom: { resourceFieldRef: { resource: 'limits.cpu', containerName: 'step-one', divisor: '1m' } } },
  FILE: { valueFrom: { fileKeyRef: { volumeName: 'scratch', path: 'env', key: 'value', optional: true } } },
};
const volumeMounts: readonly VolumeMount[] = [
  { name: 'scratch', mountPath: '/scratch', subPath: 'a', mountPropagation: 'None' },
  { name: 'scratch', mountPath: '/read', readOnly: true, recursiveReadOnly: 'IfPossible', subPathExpr: '$(PLAIN)' },
];
/** Every field of a container's security context. */
export const securityContext: SecurityContext = {
  allowPrivilegeEscalation: false,
  appArmorProfile: { type: 'Localhost', localhostProfile: 'a' },
  capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] },
  privileged: false,
  procMount: 'Default',
  readOnlyRootFilesystem: true,
  runAsGroup: 1,
  runAsNonRoot: true,
  runAsUser: 1,
  seLinuxOptions: { user: 'a', role: 'b', type: 'c', level: 'd' },
  seccompProfile: { type: 'Localhost', localhostProfile: 'a' },
  windowsOptions: { gmsaCredentialSpec: 'a', gmsaCredentialSpecName: 'b', hostProcess: false, runAsUserName: 'c' },
};
const shared = {
  imagePullPolicy: 'IfNotPresent',
  workingDir: '/work',
  env,
  envFrom: [{ prefix: 'B_', configMap: { name: 'settings' }, optional: false }],
  computeResources: { requests: { cpu: '100m' }, limits: { memory: '1Gi' }, claims: [{ name: 'gpu', request: 'one' }] },
  volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }],
  securityContext,
} as const;
/** Stands where no value of a run does: a value could name what the secret holds. */
const secrets = { envFrom: [{ prefix: 'A_', secret: 'token', optional: true }] } as const;
const http = { port: 80, path: '/', scheme: 'HTTP', host: 'a', httpHeaders: [{ name: 'A', value: 'b' }] } as const;
const tcp = { port: 'web', host: 'a' };
const exec = { command: ['true'] };
const waits = {
  initialDelaySeconds: 1,
  periodSeconds: 1,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 1,
  terminationGracePeriodSeconds: 1,
};

/** Sidecars that differ in how their probes and hooks ask. */
function sidecars(): Sidecar[] {
  const probes = [{ exec, ...waits }, { httpGet: http }, { tcpSocket: tcp }, { grpc: { port: 80, service: 'a' } }];
  const hooks = [{ exec }, { httpGet: http }, { tcpSocket: tcp }, { sleep: { seconds: 1 } }];
  return probes.map((probe, at) => ({
    name: `beside-${at}`,
    image: 'nginx:1.29.1',
    ...shared,
    envFrom: [...shared.envFrom, ...secrets.envFrom],
    volumeMounts,
    command: ['nginx'],
    args: ['-g'],
    ...(at === 0 ? { restartPolicy: 'Always' } : {}),
    ports: [{ containerPort: 80, name: 'web', protocol: 'TCP', hostPort: 80, hostIP: '127.0.0.1' }],
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    lifecycle: { postStart: hooks[at], preStop: hooks[at], stopSignal: 'SIGTERM' },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    stdin: true,
    stdinOnce: true,
    tty: false,
  }));
}

/** Every field of containers: steps, the step template and sidecars. */
export function containers(chart: Chart): void {
  new Task(chart, 'containers', {
    displayName: 'Containers',
    description: 'has every field',
    params: { go: param.string({ description: 'whether to go', default: 'yes' }), level: param.enum(['low', 'high'], { default: 'low' }) },
    workspaces: { shared: workspace({ description: 'a', mountPath: '/a', readOnly: true }), alone: workspace({ optional: true }) },
    stepTemplate: { image: 'busybox:1.37.0', args: ['a'], ...shared, volumeMounts },
    steps: ({ params, workspaces }) => [
      {
        name: 'one',
        displayName: 'One',
        image: 'busybox:1.37.0',
        ...shared,
        volumeMounts,
        command: ['true'],
        args: [params.level],
        when: [params.go.in('yes'), cel`${params.level} == 'low'`],
        timeout: Duration.minutes(1),
        onError: 'continue',
        stdoutConfig: { path: '/scratch/out' },
        stderrConfig: { path: '/scratch/err' },
        workspaces: [workspaces.alone.at('/alone')],
      },
      { name: 'two', image: 'busybox:1.37.0', script: sh`echo ${params.level}` },
    ],
    sidecars: ({ workspaces }) => [
      ...sidecars(),
      { name: 'script', image: 'busybox:1.37.0', script: sh`sleep 1`, workspaces: [workspaces.alone.at('/beside')] },
    ],
    volumes: [
      { name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
      { name: 'disk', persistentVolumeClaim: { claimName: 'disk', readOnly: true } },
      {
        name: 'own',
        ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } },
      },
      {
        name: 'block',
        iscsi: { targetPortal: 'a:3260', iqn: 'iqn.2001-04.example:disk', lun: 0, portals: ['b'], secretRef: { name: 'a' } },
      },
      { name: 'channel', fc: { targetWWNs: ['50060e801049cfd1'], lun: 2, fsType: 'ext4', readOnly: true } },
    ],
  });
}

/** A step template that gives the steps their program. */
export function template(chart: Chart): void {
  new Task(chart, 'template', {
    stepTemplate: { command: ['true'], ...secrets },
    steps: () => [{ name: 'one', image: 'busybox:1.37.0', ...secrets }],
  });
}

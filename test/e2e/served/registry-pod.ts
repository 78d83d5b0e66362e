import { provideImages } from '../images';
import { get, kubectl } from '../kubectl';

const IMAGE = 'gcr.io/go-containerregistry/crane:v0.21.9';

/**
 * Starts a registry of container images in the namespace, without a certificate, at `registry.NAMESPACE.svc:80`. `layers` are layers of images, tar
 * files by their name, for `pushImage`.
 * @returns its address
 */
export async function startRegistry(namespace: string, layers: Readonly<Record<string, Buffer>> = {}): Promise<string> {
  provideImages(`image: ${IMAGE}`);
  const labels = { app: 'registry' };
  const binaryData = Object.fromEntries(Object.entries(layers).map(([name, bytes]) => [name, bytes.toString('base64')]));
  const container = {
    name: 'registry',
    image: IMAGE,
    command: ['crane', 'registry', 'serve', '--address', ':80'],
    readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 },
    volumeMounts: [{ name: 'layers', mountPath: '/layers' }],
  };
  const volumes = [{ name: 'layers', configMap: { name: 'layers' } }];
  const spec = { containers: [container], volumes, terminationGracePeriodSeconds: 0 };
  const items = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'layers' }, binaryData },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'registry', labels }, spec },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'registry' }, spec: { selector: labels, ports: [{ port: 80 }] } },
  ];
  await kubectl(['-n', namespace, 'create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  await kubectl(['-n', namespace, 'wait', 'pod/registry', '--for=condition=Ready', '--timeout=120s']);
  return (await get<{ readonly spec: { readonly clusterIP: string } }>(namespace, 'service', 'registry')).spec.clusterIP;
}

/** Pushes an image with one of the layers to the registry, and returns its digest. */
export async function pushImage(namespace: string, repository: string, layer: string): Promise<string> {
  const image = `localhost:80/${repository}:1`;
  const crane = (...args: string[]) => kubectl(['-n', namespace, 'exec', 'registry', '--', 'crane', ...args, '--insecure']);
  await crane('append', '--new_layer', `/layers/${layer}`, '--new_tag', image, '--platform', 'linux/amd64');
  return (await crane('digest', image)).trim();
}

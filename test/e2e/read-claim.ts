import { get, kubectl, pause } from './kubectl';

let count = 0;

/** Reads a file from a claim with a pod of its own. The path is relative to the claim, or below `/workspace/source`. */
export async function readFromClaim(namespace: string, claim: string, path: string, image: string): Promise<string> {
  const name = `reader-${++count}`;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'cat',
          image,
          command: ['cat', path],
          workingDir: '/workspace/source',
          volumeMounts: [{ name: 'claim', mountPath: '/workspace/source' }],
        },
      ],
      volumes: [{ name: 'claim', persistentVolumeClaim: { claimName: claim } }],
    },
  };
  await kubectl(['-n', namespace, 'create', '-f', '-'], JSON.stringify(pod));
  try {
    const phase = await ended(namespace, name);
    const output = await kubectl(['-n', namespace, 'logs', name]);
    if (phase !== 'Succeeded') throw new Error(`cannot read ${path} from the claim ${claim}: ${phase}: ${output}`);
    return output;
  } finally {
    await kubectl(['-n', namespace, 'delete', 'pod', name, '--wait=false']);
  }
}

async function ended(namespace: string, pod: string): Promise<string> {
  for (let second = 0; second < 60; second++) {
    const { status } = await get<{ readonly status: { readonly phase: string } }>(namespace, 'pod', pod);
    if (status.phase === 'Succeeded' || status.phase === 'Failed') return status.phase;
    await pause(1000);
  }
  return 'not ended after 60 s';
}

import { get, kubectl, pause } from './kubectl';

let count = 0;

/** Reads a file from a claim with a pod of its own. The path is relative to the claim, or below `/workspace/source`. */
export function readFromClaim(namespace: string, claim: string, path: string, image: string): Promise<string> {
  return runOnClaim(namespace, claim, ['cat', path], image);
}

/** What a command prints in a pod of its own with the claim as its working directory. @throws when the command fails */
export async function runOnClaim(namespace: string, claim: string, command: readonly string[], image = 'busybox:1.37.0'): Promise<string> {
  const name = `reader-${++count}`;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      containers: [
        {
          name: 'command',
          image,
          command,
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
    if (phase !== 'Succeeded') throw new Error(`${command.join(' ')} on the claim ${claim}: ${phase}: ${output}`);
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

import type { Manifest, PodTemplate } from '../../../spec';

/** The image of the pod that writes the files; it needs sh, head, sha256sum and tar. */
export const HELPER_IMAGE = 'docker.io/library/busybox:1.37.0';

/** What the pod receives. */
export interface HelperProps {
  readonly name: string;
  readonly namespace: string;
  readonly run: Manifest;
  readonly claim: string;
  readonly path: string;
  readonly image: string;
  readonly commit: string;
  /** Of the archive. */
  readonly bytes: number;
  /** Of the archive, in hexadecimal digits. */
  readonly sha256: string;
  readonly podTemplate: PodTemplate | undefined;
  readonly serviceAccount: string | undefined;
}

// values are environment variables; the archive is verified before it is unpacked
const SCRIPT = `set -eu
umask 002
head -c "$BYTES" > /tmp/archive
echo "$SHA256  /tmp/archive" | sha256sum -c - > /dev/null || { echo "the archive did not arrive as it was sent" >&2; exit 1; }
mkdir -p "/workspace/$TARGET"
tar -xzf /tmp/archive -C "/workspace/$TARGET"
[ -z "$TARGET" ] || printf %s "$COMMIT" > "/workspace/$TARGET.commit"
`;

const NOBODY = 65534;

/** A pod that writes an archive from its standard input into a claim, and ends. It has no token, no capabilities and no root. */
export function helperPod(props: HelperProps): Manifest {
  const { name, namespace, run, claim, path, image, commit, bytes, sha256, podTemplate = {}, serviceAccount } = props;
  const {
    fsGroup = NOBODY,
    runAsUser = NOBODY,
    runAsGroup = NOBODY,
    fsGroupChangePolicy,
  } = (podTemplate.securityContext ?? {}) as Record<string, unknown>;
  const size = `${Math.ceil(bytes / (1024 * 1024)) + 8}Mi`;
  const env = { BYTES: String(bytes), SHA256: sha256, TARGET: path, COMMIT: commit };
  const container = {
    name: CONTAINER,
    image,
    command: ['sh', '-c', SCRIPT],
    env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
    stdin: true,
    stdinOnce: true,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
    resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
    volumeMounts: [
      { name: 'workspace', mountPath: '/workspace' },
      { name: 'archive', mountPath: '/tmp' },
    ],
  };
  const { nodeSelector, tolerations, affinity, imagePullSecrets, runtimeClassName } = podTemplate;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { 'app.kubernetes.io/managed-by': 'tekwire' }, ...ownedBy(run) },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: 600,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
      ...defined({ nodeSelector, tolerations, affinity, imagePullSecrets, runtimeClassName }),
      securityContext: {
        runAsNonRoot: runAsUser !== 0,
        runAsUser,
        runAsGroup,
        fsGroup,
        ...(fsGroupChangePolicy === undefined ? {} : { fsGroupChangePolicy }),
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [container],
      volumes: [
        { name: 'workspace', persistentVolumeClaim: { claimName: claim } },
        { name: 'archive', emptyDir: { sizeLimit: size } },
      ],
    },
  };
}

/** The name of the pod's container. */
export const CONTAINER = 'receive';

/** A new claim for the files, deleted with the run. */
export function sourceClaim(name: string, namespace: string, run: Manifest, spec: object): Manifest {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace, ...ownedBy(run) }, spec };
}

/** Kubernetes deletes the object with the run. */
function ownedBy({ metadata }: Manifest): object {
  const { name, uid } = metadata as { readonly name?: string; readonly uid?: string };
  return { ownerReferences: [{ apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', name, uid }] };
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ClusterError, type ObjectId } from '../../../deploy';
import { tarOf } from '../../../package';
import type { Manifest, PipelineRunManifest } from '../../../spec';
import type { Clock } from '../reflector';
import type { RunCluster } from '../run-cluster';
import type { LocalFiles } from './files';
import { CONTAINER, helperPod, sourceClaim } from './helper-pod';
import type { LocalPlan } from './plan';

/** What an upload needs. */
export interface UploadProps {
  readonly cluster: RunCluster;
  readonly clock: Clock;
  /** The run as it was created, pending. */
  readonly run: PipelineRunManifest;
  readonly plan: LocalPlan;
  readonly files: LocalFiles;
  readonly image: string;
}

const START_MS = 5 * 60_000;
const RECEIVE_MS = 2 * 60_000;
const EVERY_MS = 1000;

/**
 * Brings files into the claim of a pending run, through a pod that reads an archive from its standard input. The pod is deleted at the end;
 * the claim and the pod belong to the run, so that nothing is left when the run is deleted.
 * @throws ClusterError when the claim or the pod cannot be created, does not start within five minutes, or does not receive the files
 */
export async function upload({ cluster, clock, run, plan, files, image }: UploadProps): Promise<void> {
  const namespace = run.metadata?.namespace ?? cluster.namespace;
  const archive = gzipSync(tarOf(files.entries));
  if (plan.newClaim !== undefined) await cluster.create(sourceClaim(plan.claim, namespace, run, plan.newClaim));
  const { taskRunTemplate } = run.spec;
  const pod = helperPod({
    name: `${run.metadata?.name}-source`,
    namespace,
    run,
    claim: plan.claim,
    path: plan.path,
    image,
    commit: files.commit,
    bytes: archive.length,
    sha256: createHash('sha256').update(archive).digest('hex'),
    podTemplate: taskRunTemplate?.podTemplate,
    serviceAccount: taskRunTemplate?.serviceAccountName,
  });
  const created = await cluster.create(pod);
  const id: ObjectId = { apiVersion: 'v1', kind: 'Pod', namespace, name: created.metadata?.name ?? '' };
  await waitFor(cluster, clock, id, START_MS, ({ isRunning, isOver }) => isRunning || isOver);
  await cluster.send(id.name, CONTAINER, archive);
  const { exitCode, message } = await waitFor(cluster, clock, id, RECEIVE_MS, ({ isOver }) => isOver);
  if (exitCode !== 0) throw new ClusterError('failed', `Pod "${id.name}" did not receive the files: ${message.trim()}${hintOf(message)}`);
  await cluster.delete(id, (created.metadata as { readonly uid?: string }).uid ?? '');
}

/** What is usual behind a message of the system. */
function hintOf(message: string): string {
  if (/Permission denied/.test(message))
    return '; the volume ignores the fsGroup of the pod, as hostPath does: use a storage class that honours it';
  return /No space left/.test(message) ? '; choose a larger claim, as -w NAME=5Gi' : '';
}

interface PodState {
  readonly isRunning: boolean;
  readonly isOver: boolean;
  readonly exitCode: number | undefined;
  /** Why it waits or failed. */
  readonly message: string;
}

async function waitFor(
  cluster: RunCluster,
  clock: Clock,
  id: ObjectId,
  milliseconds: number,
  isReached: (state: PodState) => boolean,
): Promise<PodState> {
  for (const end = clock.now() + milliseconds; ; ) {
    const pod = await cluster.get(id);
    if (pod === undefined) throw new ClusterError('missing', `Pod "${id.name}" was deleted before it received the files`);
    const state = stateOf(pod);
    if (isReached(state)) return state;
    if (/^(ErrImagePull|ImagePullBackOff|InvalidImageName|CreateContainerConfigError)/.test(state.message))
      throw new ClusterError(
        'failed',
        `Pod "${id.name}" cannot start: ${state.message}; choose an image that the cluster has with --helper-image`,
      );
    if (clock.now() >= end)
      throw new ClusterError(
        'failed',
        `Pod "${id.name}" is not ready after ${milliseconds / 1000} s${state.message === '' ? '' : `: ${state.message}`}`,
      );
    await clock.pause(EVERY_MS);
  }
}

interface PodStatus {
  readonly phase?: string;
  readonly message?: string;
  readonly conditions?: readonly { readonly status?: string; readonly reason?: string; readonly message?: string }[];
  readonly containerStatuses?: readonly {
    readonly state?: {
      readonly waiting?: { readonly reason?: string; readonly message?: string };
      readonly running?: object;
      readonly terminated?: { readonly exitCode?: number; readonly reason?: string; readonly message?: string };
    };
  }[];
}

function stateOf({ status }: Manifest): PodState {
  const { phase, message, conditions = [], containerStatuses = [] } = (status ?? {}) as PodStatus;
  const { waiting, running, terminated } = containerStatuses[0]?.state ?? {};
  const unmet = conditions.find((one) => one.status === 'False' && one.reason === 'Unschedulable');
  const waits =
    waiting?.reason === undefined ? unmet?.message : `${waiting.reason}${waiting.message === undefined ? '' : `: ${waiting.message}`}`;
  const ended =
    terminated === undefined
      ? undefined
      : `exit code ${terminated.exitCode}${terminated.message === undefined ? '' : `: ${terminated.message}`}`;
  return {
    isRunning: running !== undefined,
    isOver: phase === 'Succeeded' || phase === 'Failed',
    exitCode: phase === 'Succeeded' ? 0 : terminated?.exitCode,
    message: ended ?? waits ?? message ?? '',
  };
}

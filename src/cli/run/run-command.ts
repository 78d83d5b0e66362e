import { ClusterError, type ObjectId, uidOf } from '../../deploy';
import { type PipelineManifest, TEKTON_V1 } from '../../spec';
import { codeOf } from '../cluster/deploy';
import { clusterChoice } from '../cluster/options';
import { type Call, type Command, exit } from '../command';
import { pipelineInCluster, pipelineInFiles } from './find-pipeline';
import { followRun, INTERRUPTED, type logChoices, type Surroundings } from './follow-run';
import { processInterrupts } from './interrupts';
import { type LocalFiles, readLocalFiles } from './local-source/files';
import { upload } from './local-source/upload';
import { openCluster } from './open-cluster';
import { type PlannedRun, planRun } from './plan-run';
import { systemClock } from './reflector';
import type { RunCluster } from './run-cluster';
import { pipelineName, runOptions, textOf, textsOf } from './run-options';
import { processTerminal } from './terminal';

/** `tekwire run`: starts a run of a Pipeline and watches it. */
export const runCommand: Command = {
  name: 'run',
  summary: 'run a Pipeline of the cluster, and watch it until it has ended',
  calls: ['OPTIONS PIPELINE'],
  about: `Creates a PipelineRun with params and workspaces that are checked by the declaration of the Pipeline, asks for params without a value at
a terminal, and shows the tasks and their logs by step, then results, the findings of a security pipeline, and the verdict. Workspaces and
pod settings that the program gave the Pipeline are used unless options say otherwise. Secrets are bound as workspaces; a param that contains
a key or token is refused.

Ctrl-C asks whether to cancel the run; without a terminal it leaves the run alone, and tekwire watch shows it again. --local-source takes what
Git has or would add of the directory, at most 100 MiB: ignored files and .git stay here. A pod receives them; it needs create, get and delete
of pods, create of pods/attach and of persistentvolumeclaims. Needs the package @kubernetes/client-node.`,
  options: runOptions,
  examples: {
    'run golang-project -p url=https://github.com/acme/web': 'with a param',
    'run golang-project --local-source .': 'on the files of this directory',
    'run ci -p targets=amd64,arm64 -w code=2Gi -w key=secret:deploy-key': 'an array, a new claim of 2 GiB, a Secret',
    'run ci --dry-run -f dist -p url=https://github.com/acme/web': 'the manifest, without a cluster',
  },
  exits: {
    0: 'the run succeeded',
    1: 'it failed, was cancelled or deleted, there is no such Pipeline, or the cluster refuses the run',
    2: 'invalid arguments or params',
    3: 'a file cannot be read, or the cluster cannot be reached or stopped answering',
  },
  run: (call) =>
    startRun(call, {
      clock: systemClock,
      interrupts: processInterrupts,
      terminal: call.options['no-input'] === true ? undefined : processTerminal(),
      open: () => openCluster(clusterChoice(call), call.err),
    }),
};

/** What the command gets from its surroundings; tests replace it. */
export interface RunSurroundings extends Surroundings {
  readonly open: () => Promise<RunCluster>;
}

/** Runs the command. */
export async function startRun(call: Call, surroundings: RunSurroundings): Promise<number> {
  const name = pipelineName(call);
  const files = textsOf(call, 'file');
  try {
    if (files.length > 0) return await dryRun(call, pipelineInFiles(files, name), surroundings);
    const directory = textOf(call, 'local-source');
    const cluster = await surroundings.open();
    const pipeline = await pipelineInCluster(cluster, name);
    if (call.options['dry-run'] === true) return await dryRun(call, pipeline, surroundings, cluster.namespace);
    const planned = await planRun(call, pipeline, surroundings.terminal, cluster.namespace);
    if (planned === undefined) return INTERRUPTED;
    const local = directory === undefined || planned.local === undefined ? undefined : await readLocalFiles(planned.local.directory);
    return await createAndFollow(call, { cluster, planned, local, pipeline, surroundings });
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    call.err(error.message);
    return error instanceof UploadInterruptedError ? INTERRUPTED : codeOf(error);
  }
}

async function dryRun(call: Call, pipeline: PipelineManifest, { terminal }: RunSurroundings, namespace?: string): Promise<number> {
  const planned = await planRun(call, pipeline, terminal, namespace);
  if (planned === undefined) return INTERRUPTED;
  const { stringify } = require('yaml') as typeof import('yaml');
  call.out(stringify(planned.run, { lineWidth: 0 }).trimEnd());
  return exit.ok;
}

interface Started {
  readonly cluster: RunCluster;
  readonly planned: PlannedRun;
  readonly local: LocalFiles | undefined;
  readonly pipeline: PipelineManifest;
  readonly surroundings: RunSurroundings;
}

async function createAndFollow(call: Call, { cluster, planned, local, pipeline, surroundings }: Started): Promise<number> {
  const { options, err, out } = call;
  const created = await cluster.create(planned.run);
  const name = created.metadata?.name ?? '';
  if (local !== undefined) await bring(call, { cluster, planned, local, pipeline, surroundings }, uidOf(created));
  if (options.detach === true) {
    out(options.output === 'json' ? JSON.stringify({ type: 'created', name, namespace: cluster.namespace }) : name);
    return exit.ok;
  }
  if (options.output === 'json') out(JSON.stringify({ type: 'created', name, namespace: cluster.namespace }));
  else err(`PipelineRun "${name}" created in ${cluster.namespace}`);
  return followRun({
    ...surroundings,
    cluster,
    name,
    uid: uidOf(created),
    spec: pipeline.spec,
    streams: call,
    isJson: options.output === 'json',
    logs: options.logs as keyof typeof logChoices,
  });
}

/** Brings the files, then starts the run. A run whose files did not arrive is deleted, with all that belongs to it. */
async function bring(call: Call, { cluster, planned: { run, local: plan }, local, surroundings }: Started, uid: string): Promise<void> {
  if (plan === undefined || local === undefined) return;
  const { err } = call;
  for (const one of local.leftOut) err(`left out: ${one}`);
  const where = plan.path === '' ? '' : `, as ${plan.path}`;
  err(
    `sending ${local.entries.length} files of ${plan.directory} (${sizeText(local.bytes)}, commit ${local.commit}) to workspace "${plan.workspace}"${where}`,
  );
  const name = run.metadata?.name ?? '';
  const id: ObjectId = { apiVersion: TEKTON_V1, kind: 'PipelineRun', namespace: run.metadata?.namespace ?? cluster.namespace, name };
  const own = { ...run, metadata: { ...run.metadata, uid } };
  try {
    const image = String(call.options['helper-image']);
    await interruptible(surroundings, upload({ cluster, clock: surroundings.clock, run: own, plan, files: local, image }));
    await cluster.change(id, { spec: { status: null } });
  } catch (error) {
    await cluster.delete(id, uid).catch(() => err(`PipelineRun "${name}" still waits for its files; kubectl delete pipelinerun ${name}`));
    throw error;
  }
}

class UploadInterruptedError extends ClusterError {
  constructor() {
    super('failed', 'interrupted before the files had arrived; the run was deleted');
  }
}

/** Ctrl-C during the upload ends it, and with it the run that waits for it. */
async function interruptible(surroundings: RunSurroundings, work: Promise<void>): Promise<void> {
  let stop = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    stop = surroundings.interrupts.listen(() => reject(new UploadInterruptedError()));
  });
  work.catch(() => undefined);
  try {
    await Promise.race([work, interrupted]);
  } finally {
    stop();
  }
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

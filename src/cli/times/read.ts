import { checkSources } from '../../check';
import { ClusterError, manifestsIn } from '../../deploy';
import { problemText, quoted, suggestion, TekwireError } from '../../diagnostics';
import { load, type Source } from '../../reader';
import { type Manifest, TEKTON_V1 } from '../../spec';
import { UsageError } from '../command';
import type { RunView } from '../run/progress';
import type { RunCluster } from '../run/run-cluster';
import { type PipelineRunStatus, statusOf, timeOf } from '../run/status';
import { wellFormed } from './shape';

/** A run, its children and pods, and the time of what was read. */
export interface RecordedRun {
  readonly view: RunView;
  readonly pods: readonly Manifest[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Reads a run from a cluster. Pods that may not be read count as gone. @throws ClusterError when there is no such run */
export async function readFromCluster(cluster: RunCluster, name: string, err: (text: string) => void): Promise<RecordedRun> {
  const { namespace } = cluster;
  const found = await cluster.get({ apiVersion: TEKTON_V1, kind: 'PipelineRun', namespace, name });
  if (found === undefined) {
    const names = (await cluster.list({ apiVersion: TEKTON_V1, kind: 'PipelineRun' })).map(({ metadata }) => metadata?.name ?? '');
    throw new ClusterError('missing', `namespace ${quoted(namespace)} has no PipelineRun ${quoted(name)}${suggestion(name, names)}`);
  }
  const run = wellFormed(found);
  const labels = { 'tekton.dev/pipelineRun': name };
  const taskRuns = await cluster.list({ apiVersion: TEKTON_V1, kind: 'TaskRun', labels });
  const others: Manifest[] = [];
  for (const { apiVersion = TEKTON_V1, kind = 'TaskRun', name: child } of statusOf<PipelineRunStatus>(run).childReferences ?? []) {
    if (kind === 'TaskRun') continue;
    const other = await cluster.get({ apiVersion, kind, namespace, name: child });
    if (other !== undefined) others.push(other);
  }
  return { view: { run, taskRuns, others }, pods: await tryListPods(cluster, labels, err), now: Date.now() };
}

async function tryListPods(
  cluster: RunCluster,
  labels: Readonly<Record<string, string>>,
  err: (text: string) => void,
): Promise<readonly Manifest[]> {
  try {
    return await cluster.list({ apiVersion: 'v1', kind: 'Pod', labels });
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason !== 'forbidden') throw error;
    err(`pods are not read, so their requests are those of the TaskRuns: ${error.message}`);
    return [];
  }
}

/**
 * Reads a run from files. What goes on in them is measured until the latest time that they have.
 * @param name - of the run. @default - the only one in the files
 * @throws UsageError when the files have no such run, or several and no name is given; TekwireError when a file cannot be read, or an
 *   object in it has a field of the wrong type
 */
export function readFromFiles(files: readonly string[], name: string | undefined): RecordedRun {
  const { sources, failures } = load(files);
  if (failures.length > 0) throw new TekwireError(failures.join('\n'));
  const malformed = wrongTypes(sources);
  if (malformed.length > 0) throw new TekwireError(malformed.join('\n'));
  const all = manifestsIn(sources).map(({ manifest }) => wellFormed(manifest));
  const runs = all.filter(({ kind, apiVersion }) => kind === 'PipelineRun' && apiVersion === TEKTON_V1);
  const names = runs.map(({ metadata }) => metadata?.name ?? '');
  const where = files.join(', ');
  const [run, ...more] = name === undefined ? runs : runs.filter(({ metadata }) => metadata?.name === name);
  if (run === undefined)
    throw new UsageError(
      name === undefined ? `no PipelineRun in ${where}` : `no PipelineRun ${quoted(name)} in ${where}${suggestion(name, names)}`,
    );
  if (more.length > 0)
    throw new UsageError(
      name === undefined
        ? `${where}: several PipelineRuns; name one of: ${names.join(', ')}`
        : `${where}: PipelineRun ${quoted(name)} is there several times`,
    );
  const references = new Set((statusOf<PipelineRunStatus>(run).childReferences ?? []).map((one) => one.name));
  const belongs = ({ metadata }: Manifest) =>
    metadata?.namespace === run.metadata?.namespace &&
    (references.has(metadata?.name ?? '') || metadata?.labels?.['tekton.dev/pipelineRun'] === run.metadata?.name);
  const own = all.filter((one) => one !== run && belongs(one));
  const taskRuns = own.filter(({ kind }) => kind === 'TaskRun');
  const others = own.filter((one) => one.kind !== 'TaskRun' && references.has(one.metadata?.name ?? ''));
  const pods = own.filter(({ kind }) => kind === 'Pod');
  return { view: { run, taskRuns, others }, pods, now: latestTime([run, ...own]) };
}

function wrongTypes(sources: readonly Source[]): readonly string[] {
  return checkSources(sources, { grouping: 'each-file' }).documents.flatMap(({ origin, diagnostics }) =>
    diagnostics.flatMap((one) => (one.code === 'TW003' ? [`${origin}:${one.line}:${one.column}: ${one.code} ${problemText(one)}`] : [])),
  );
}

/** The latest time in the status of objects. */
function latestTime(manifests: readonly Manifest[]): number {
  const texts = JSON.stringify(manifests).match(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"/g) ?? [];
  return texts.reduce((latest, text) => Math.max(latest, timeOf(text.slice(1, -1)) ?? 0), 0);
}

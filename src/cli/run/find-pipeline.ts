import { ClusterError, manifestsIn } from '../../deploy';
import { quoted, suggestion } from '../../diagnostics';
import { load } from '../../reader';
import { type PipelineManifest, TEKTON_V1 } from '../../spec';
import { UsageError } from '../command';
import type { RunCluster } from './run-cluster';

/** Reads the Pipeline from the cluster. @throws ClusterError when there is none of this name, with those that there are */
export async function pipelineInCluster(cluster: RunCluster, name: string): Promise<PipelineManifest> {
  const found = await cluster.get({ apiVersion: TEKTON_V1, kind: 'Pipeline', namespace: cluster.namespace, name });
  if (found !== undefined) return found as PipelineManifest;
  const others = await cluster.list({ apiVersion: TEKTON_V1, kind: 'Pipeline' });
  const names = others.map(({ metadata }) => metadata?.name ?? '');
  throw new ClusterError(
    'missing',
    `namespace ${quoted(cluster.namespace)} has no Pipeline ${quoted(name)}${suggestion(name, names)}; deploy it with tekwire deploy, or choose another namespace with -n`,
  );
}

/** Reads the Pipeline from files. @throws UsageError when they have none of this name */
export function pipelineInFiles(files: readonly string[], name: string): PipelineManifest {
  const { sources, failures } = load(files);
  if (failures.length > 0) throw new UsageError(failures.join('\n'));
  const all = manifestsIn(sources).filter(({ manifest }) => manifest.kind === 'Pipeline' && manifest.apiVersion === TEKTON_V1);
  const found = all.find(({ manifest }) => manifest.metadata?.name === name);
  if (found !== undefined) return found.manifest as PipelineManifest;
  const names = all.map(({ manifest }) => manifest.metadata?.name ?? '');
  throw new UsageError(`--file: no Pipeline ${quoted(name)} in ${files.join(', ')}${suggestion(name, names)}`);
}

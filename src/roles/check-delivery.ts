import type { Diagnostic } from '../diagnostics';
import type { Pipeline, Workspace } from '../pipeline';
import type { WorkspaceSource } from '../spec';
import { checkAtSynth } from '../synth';

/**
 * Adds warnings for a security pipeline whose findings are not delivered: one to which no task was added after the scans, and one whose shared
 * workspace is an emptyDir or cannot be written. For the workspaces of its runs that is TW341.
 * @param own - the number of tasks of its components
 */
export function checkDelivery(pipeline: Pipeline, shared: Workspace, consumers: number, own: number): void {
  checkAtSynth(pipeline, () => [
    ...(consumers === 0 && pipeline.tasks.length === own ? [warning(pipeline.node.path, 'consumers', NO_CONSUMER)] : []),
    ...unshared(pipeline.node.path, shared.source),
  ]);
}

const NO_CONSUMER = 'no consumer reads the findings, so they are lost with the run; add one, such as a Summary or a SeverityGate';

/** Sources that hold no files of other tasks, or that tasks cannot write to. */
const UNSHARED: Readonly<Partial<Record<keyof WorkspaceSource, string>>> = {
  emptyDir: 'each task gets an empty directory of its own',
  csi: 'each task gets a volume of its own',
  secret: 'it is read-only',
  configMap: 'it is read-only',
  projected: 'it is read-only',
};

function unshared(path: string, source: WorkspaceSource): Diagnostic[] {
  const kind = (Object.keys(UNSHARED) as (keyof WorkspaceSource)[]).find((one) => source[one] !== undefined);
  if (kind === undefined) return [];
  const message = `the sources and findings do not reach the next task in a workspace from ${kind}, because ${UNSHARED[kind]}; use a claim: Workspace.claim({ size: Size.gibibytes(1) })`;
  return [warning(path, 'workspace', message)];
}

function warning(origin: string, where: string, message: string): Diagnostic {
  return { code: 'TW285', severity: 'warning', origin, index: 0, field: ['options', where], where, message };
}

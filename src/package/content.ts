import { TekwireError } from '../diagnostics';
import type { Manifest, PipelineSpec } from '../spec';

/** The objects of a package, apart: what differs between clusters, and what must not. */
export interface Content {
  /** Tasks, StepActions and everything else that a cluster configures: service accounts, roles, triggers. */
  readonly tasks: readonly Manifest[];
  /** Pipelines, which are the same in every cluster. */
  readonly pipelines: readonly Manifest[];
  /** Objects that no package holds, each with the reason. */
  readonly leftOut: readonly { readonly manifest: Manifest; readonly reason: string }[];
}

const RUNS: ReadonlySet<string> = new Set(['PipelineRun', 'TaskRun', 'CustomRun']);

/**
 * Divides manifests into the content of packages. Namespaces of objects are removed, because the one who installs the package chooses them.
 * @throws TekwireError when a Pipeline has something that differs between clusters, or two objects have one name
 */
export function contentOf(manifests: readonly Manifest[]): Content {
  const kept: Manifest[] = [];
  const leftOut: { manifest: Manifest; reason: string }[] = [];
  for (const manifest of manifests) {
    const reason = reasonToLeaveOut(manifest);
    if (reason === undefined) kept.push(withoutNamespace(manifest));
    else leftOut.push({ manifest, reason });
  }
  const unique = withoutDuplicates(kept);
  const pipelines = unique.filter(({ kind }) => kind === 'Pipeline');
  const problems = pipelines.flatMap(clusterSpecifics);
  if (problems.length > 0) throw new TekwireError(problems.join('\n'));
  return { tasks: unique.filter(({ kind }) => kind !== 'Pipeline'), pipelines, leftOut };
}

function reasonToLeaveOut({ kind = '', metadata }: Manifest): string | undefined {
  if (RUNS.has(kind)) return 'installing it would start a run';
  if (kind === 'Namespace') return 'the namespace is chosen when the package is installed';
  if (kind === 'Secret') return 'a package is public to everybody who may pull it';
  return metadata?.name === undefined ? 'it has no fixed name' : undefined;
}

function withoutNamespace({ metadata = {}, ...manifest }: Manifest): Manifest {
  const { namespace: _, ...rest } = metadata;
  return { ...manifest, metadata: rest };
}

/** Platform teams emit the same Task into many namespaces; different ones of one name cannot be in one package. */
function withoutDuplicates(manifests: readonly Manifest[]): readonly Manifest[] {
  const known = new Map<string, string>();
  return manifests.filter((manifest) => {
    const key = `${manifest.apiVersion} ${manifest.kind} "${manifest.metadata?.name}"`;
    const text = JSON.stringify(manifest);
    const before = known.get(key);
    if (before !== undefined && before !== text)
      throw new TekwireError(
        `${manifest.kind} "${manifest.metadata?.name}" is defined twice, differently; package the manifests of one namespace`,
      );
    known.set(key, text);
    return before === undefined;
  });
}

/** Images of embedded Tasks: a cluster with another registry would need another Pipeline. */
function clusterSpecifics({ metadata, spec }: Manifest): readonly string[] {
  const { tasks = [], finally: last = [] } = (spec ?? {}) as PipelineSpec;
  return [...tasks, ...last].flatMap(({ name, taskSpec }) =>
    taskSpec?.steps?.some((step) => step.image !== undefined)
      ? [
          `Pipeline "${metadata?.name}", task "${name}": the embedded Task names images, which differ between clusters; make it a Task of its own`,
        ]
      : [],
  );
}

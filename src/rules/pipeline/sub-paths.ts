import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { makesEdge } from '../set/value-fields';
import { type PipelineUse, usesOfPipelineTask } from '../view/pipeline-view';

/** Results in the subPath of a workspace. */
export const subPathRules: readonly Rule[] = [
  {
    code: 'TW272',
    slug: 'unresolved-sub-path-result',
    title: 'result in a subPath or taskRef that Tekton does not replace',
    why: 'Tekton replaces a result in a subPath or taskRef only if params, when or steps of the task refer to it, too: the directory is called "$(tasks.name.results.result)"',
    source:
      'pkg/reconciler/pipelinerun/resources/resultrefresolution.go ResolveResultRefs (collects results from params, matrix and when); measured',
    severity: 'error',
    stricter: 'Tekton accepts it, and mounts a directory with the literal name, or passes the literal text to the resolver',
    on: 'pipeline-use',
    of: 'task-result',
    check,
  },
];

function check(use: PipelineUse<'task-result'>, _: Context, report: Report): void {
  const { path, variable, body, owner } = use;
  const isPlace = (path[0] === 'workspaces' && path[2] === 'subPath') || path[0] === 'taskRef';
  if (!isPlace || !variable.isSeen) return;
  const isNamed = usesOfPipelineTask(owner).some(
    (other) =>
      other.variable.kind === 'task-result' &&
      other.variable.task === variable.task &&
      other.variable.result === variable.result &&
      makesEdge(other),
  );
  if (!isNamed)
    report(
      [],
      `Tekton does not replace "$(${body})" here`,
      `refer to it in params or when of ${quoted(owner.name)}, too, for example in a param that the Task does not use`,
    );
}

import { parseVariable, scan } from '../refs';
import type { Param, PipelineTaskSpec } from '../spec';

/**
 * The task with a param for every subPath that has results of other tasks, unless the task names them already. Tekton replaces a result in
 * a subPath only if params, a matrix, conditions or an embedded Task of the same task name it, too (resultrefresolution.go
 * ResolveResultRefs); a Task ignores params that it does not declare.
 */
export function withSubPathParams(spec: PipelineTaskSpec): PipelineTaskSpec {
  const { params = [], matrix, when, taskSpec, workspaces = [] } = spec;
  if (!workspaces.some(({ subPath }) => subPath?.includes('$(tasks.'))) return spec;
  const named = JSON.stringify([params, matrix, when, taskSpec]);
  const added: Param[] = [];
  for (const { name, subPath = '' } of workspaces) {
    if (scan(subPath).some(({ body }) => isUnseen(body, named))) added.push({ name: `sub-path-of-${name}`, value: subPath });
  }
  return added.length === 0 ? spec : { ...spec, params: [...params, ...added] };
}

function isUnseen(body: string, named: string): boolean {
  const variable = parseVariable(body);
  return variable.kind === 'task-result' && variable.isSeen && !named.includes(`$(${body})`);
}

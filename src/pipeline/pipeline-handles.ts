import { declaredNames, type ParamDeclarations, type ParamRefs, paramRefs, standInForPipeline } from '../task';
import type { PipelineWorkspaces } from './pipeline-reference';
import { directoryRef, type PipelineWorkspaceRef } from './workspace';

/** The handles of the params of a pipeline. */
export function pipelineParams<P extends ParamDeclarations, S>(owner: object, params: P): ParamRefs<P, S> {
  return declaredNames(owner, { kind: 'param', handles: paramRefs<P, S>(params, owner) }, () => standInForPipeline(owner));
}

/** The handles of the workspaces of a pipeline. */
export function pipelineWorkspaces<W extends PipelineWorkspaces, S>(
  pipeline: object,
  workspaces: W,
): { readonly [k in keyof W]: PipelineWorkspaceRef<S> } {
  const handles: Record<string, unknown> = {};
  for (const workspace of Object.keys(workspaces))
    handles[workspace] = directoryRef({ pipeline, workspace, label: `workspace "${workspace}"` });
  // where an unknown workspace is used any other one fits
  return declaredNames(pipeline, { kind: 'workspace', handles }, () => Object.values(handles)[0]) as {
    readonly [k in keyof W]: PipelineWorkspaceRef<S>;
  };
}

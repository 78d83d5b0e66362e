import type { Construct } from 'constructs';
import { known } from '../synth';
import { type ParamDeclarations, type Step, type StepContext, Task, type TaskProps, type WorkspaceDeclarations } from '../task';
import { type Component, contract, type SharedWorkspace, type SourceResults } from './contract';
import { componentPod, componentTemplate } from './hardening';

/** Props of a Source. */
export interface SourceProps<P extends ParamDeclarations, W extends WorkspaceDeclarations>
  extends Pick<TaskProps<P, {}, W>, 'description' | 'metadata' | 'overrides' | 'rbac'> {
  /** Params that locate the sources. @default - none */
  readonly params?: P;
  /** Workspaces beside the shared one, such as credentials. @default - none */
  readonly workspaces?: W;
  /** Names of preset params: their default is set by the program, so a pipeline does not lift them. @default - none */
  readonly settled?: readonly string[];
  /** The steps, which write the sources into the workspace, and the results `path`, `url` and `commit`. */
  readonly steps: (context: StepContext<P, SourceResults, W & SharedWorkspace>) => readonly Step[];
}

/** A Task that provides the sources in the workspace. */
export class Source<const P extends ParamDeclarations = {}, const W extends WorkspaceDeclarations = {}>
  extends Task<P, SourceResults, W & SharedWorkspace>
  implements Component
{
  readonly role = 'source';
  readonly settled: readonly string[];

  constructor(scope: Construct, id: string, props: SourceProps<P, W>) {
    const {
      params = {} as P,
      workspaces = {} as W,
      settled = [],
      ...rest
    } = known('SourceProps', props, { scope, id }, { isExtended: new.target !== Source });
    super(scope, id, {
      ...rest,
      params,
      results: contract.sourceResults,
      workspaces: { ...contract.workspaces, ...workspaces },
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
    });
    this.settled = settled;
  }
}

import type { Construct } from 'constructs';
import { knownOptions } from '../synth';
import {
  type ParamDeclarations,
  type ResultDeclarations,
  type Step,
  type StepContext,
  Task,
  type TaskProps,
  type WorkspaceDeclarations,
} from '../task';
import { type Component, contract, type SharedWorkspace, type SourceResults } from './contract';
import { componentPod, componentTemplate } from './hardening';
import { digested } from './pinned';
import { type Placed, placed, type SourceOptions } from './placed';

/** Props of a Source. */
export interface SourceProps<P extends ParamDeclarations, W extends WorkspaceDeclarations, R extends ResultDeclarations>
  extends Pick<TaskProps<P, {}, W>, 'description' | 'metadata' | 'overrides' | 'rbac'> {
  /** Params that locate the sources. @default - none */
  readonly params?: P;
  /** Results beside `path`, `url` and `commit`, such as `languages`. @default - none */
  readonly results?: R;
  /** Workspaces beside the shared one, such as credentials. @default - none */
  readonly workspaces?: W;
  /** Names of preset params: their default is set by the program, so a pipeline does not lift them. @default - none */
  readonly preset?: readonly string[];
  /** The param that also accepts `workspace:PATH`, a directory in the workspace, for runs of a local directory. @default - none */
  readonly localParam?: keyof P & string;
  /** The steps, which write the sources into the workspace, and the results `path`, `url` and `commit`. */
  readonly steps: (context: StepContext<P, SourceResults & R, W & SharedWorkspace>) => readonly Step[];
}

/** A Task that provides the sources in the workspace. */
export class Source<
    const P extends ParamDeclarations = {},
    const W extends WorkspaceDeclarations = {},
    const R extends ResultDeclarations = {},
  >
  extends Task<P, SourceResults & R, W & SharedWorkspace>
  implements Component
{
  readonly role = 'source';
  readonly preset: readonly string[];
  /** The param that also accepts `workspace:PATH`. */
  readonly localParam: string | undefined;

  constructor(scope: Construct, id: string, props: SourceProps<P, W, R>) {
    const {
      params = {} as P,
      workspaces = {} as W,
      preset = [],
      localParam,
      results = {} as R,
      ...rest
    } = knownOptions('SourceProps', props, { scope, id }, { isExtended: new.target !== Source });
    super(scope, id, {
      ...rest,
      steps: digested(scope, rest.steps),
      params,
      results: { ...contract.sourceResults, ...results },
      workspaces: { ...contract.workspaces, ...workspaces },
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
    });
    this.preset = preset;
    this.localParam = localParam;
  }

  /** The source with options of its task in one SecurityPipeline. @example source: clone.in({ retries: 2 }) */
  in(options: SourceOptions): Placed<this, SourceOptions> {
    return placed(this, knownOptions('SourceOptions', options, this, { where: 'in' }));
  }
}

import type { Construct } from 'constructs';
import { known, type ParamDeclarations, type Step, type StepContext, Task, type TaskProps } from '../task';
import { type Component, contract, type EnricherParams, type IssuesResults, type SharedWorkspace } from './contract';
import { componentPod, componentTemplate } from './hardening';

/** What makes an Enricher. */
export interface EnricherProps<P extends ParamDeclarations>
  extends Pick<TaskProps<P, {}, {}>, 'description' | 'metadata' | 'overrides' | 'volumes' | 'rbac'> {
  /** What it must be told. @default - nothing */
  readonly params?: P;
  /** Names of params that the program has given a value, as their default. @default - none */
  readonly settled?: readonly string[];
  /** Reads the SARIF files of `producer-result-paths`, writes one, and its path inside the workspace into the result `issues`. */
  readonly steps: (context: StepContext<P & EnricherParams, IssuesResults, SharedWorkspace>) => readonly Step[];
}

/** A Task that deduplicates, judges or completes findings. Enrichers of a pipeline form a chain. */
export class Enricher<const P extends ParamDeclarations = {}>
  extends Task<P & EnricherParams, IssuesResults, SharedWorkspace>
  implements Component
{
  readonly role = 'enricher';
  readonly settled: readonly string[];

  constructor(scope: Construct, id: string, props: EnricherProps<P>) {
    const {
      params = {} as P,
      settled = [],
      ...rest
    } = known('EnricherProps', props, { scope, id }, { isExtended: new.target !== Enricher });
    const all = { ...params, ...contract.enricherParams };
    super(scope, id, {
      ...rest,
      params: all,
      results: contract.issuesResults,
      workspaces: contract.workspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
    });
    this.settled = settled;
  }
}

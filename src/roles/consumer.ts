import type { Construct } from 'constructs';
import { known } from '../synth';
import { type ParamDeclarations, type ResultDeclarations, type Step, type StepContext, Task, type TaskProps } from '../task';
import { type Component, type ConsumerParams, contract, type SharedWorkspace } from './contract';
import { componentPod, componentTemplate } from './hardening';

/** What makes a Consumer. */
export interface ConsumerProps<P extends ParamDeclarations, R extends ResultDeclarations>
  extends Pick<TaskProps<P, R, {}>, 'description' | 'metadata' | 'overrides' | 'volumes' | 'results' | 'rbac'> {
  /** What it must be told. @default - nothing */
  readonly params?: P;
  /** Names of params that the program has given a value, as their default. @default - none */
  readonly settled?: readonly string[];
  /** Reads the SARIF files of `issues-paths` and delivers what they say. */
  readonly steps: (context: StepContext<P & ConsumerParams, R, SharedWorkspace>) => readonly Step[];
}

/** A Task that delivers findings: to a log, a tracker, a gate. The consumers of a pipeline run side by side. */
export class Consumer<const P extends ParamDeclarations = {}, const R extends ResultDeclarations = {}>
  extends Task<P & ConsumerParams, R, SharedWorkspace>
  implements Component
{
  readonly role = 'consumer';
  readonly settled: readonly string[];

  constructor(scope: Construct, id: string, props: ConsumerProps<P, R>) {
    const {
      params = {} as P,
      settled = [],
      ...rest
    } = known('ConsumerProps', props, { scope, id }, { isExtended: new.target !== Consumer });
    super(scope, id, {
      ...rest,
      params: { ...params, ...contract.consumerParams },
      workspaces: contract.workspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
    });
    this.settled = settled;
  }
}

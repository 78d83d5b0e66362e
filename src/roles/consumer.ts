import type { Construct } from 'constructs';
import { knownOptions } from '../synth';
import { type ParamDeclarations, type ResultDeclarations, type Step, type StepContext, Task, type TaskProps } from '../task';
import { type Component, type ConsumerParams, contract, type SharedWorkspace } from './contract';
import { componentPod, componentTemplate } from './hardening';
import { digested } from './pinned';
import { type ConsumerOptions, type Placed, placed } from './placed';

/** Props of a Consumer. */
export interface ConsumerProps<P extends ParamDeclarations, R extends ResultDeclarations>
  extends Pick<TaskProps<P, R, {}>, 'description' | 'metadata' | 'overrides' | 'volumes' | 'results' | 'rbac'> {
  /** Params of the Task beside those of its role. @default - none */
  readonly params?: P;
  /** Names of preset params: their default is set by the program, so a pipeline does not lift them. @default - none */
  readonly preset?: readonly string[];
  /** The steps, which read the SARIF files of `issues-paths` and deliver the findings. */
  readonly steps: (context: StepContext<P & ConsumerParams, R, SharedWorkspace>) => readonly Step[];
}

/** A Task that delivers findings to a log, a tracker or a gate. The consumers of a pipeline run in parallel. */
export class Consumer<const P extends ParamDeclarations = {}, const R extends ResultDeclarations = {}>
  extends Task<P & ConsumerParams, R, SharedWorkspace>
  implements Component
{
  readonly role = 'consumer';
  readonly preset: readonly string[];

  constructor(scope: Construct, id: string, props: ConsumerProps<P, R>) {
    const {
      params = {} as P,
      preset = [],
      ...rest
    } = knownOptions('ConsumerProps', props, { scope, id }, { isExtended: new.target !== Consumer });
    super(scope, id, {
      ...rest,
      steps: digested(scope, rest.steps),
      params: { ...params, ...contract.consumerParams },
      workspaces: contract.workspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
    });
    this.preset = preset;
  }

  /** The consumer with options of its task in one SecurityPipeline. @example consumers: [tracker.in({ retries: 2 })] */
  in(options: ConsumerOptions): Placed<this, ConsumerOptions> {
    return placed(this, knownOptions('ConsumerOptions', options, this, { where: 'in' }));
  }
}

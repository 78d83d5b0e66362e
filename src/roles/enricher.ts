import type { Construct } from 'constructs';
import { known } from '../synth';
import { type ParamDeclarations, type Step, type StepContext, Task, type TaskProps } from '../task';
import { type Component, contract, type EnricherParams, type IssuesResults, type SharedWorkspace } from './contract';
import { findingsEnv } from './findings-env';
import { componentPod, componentTemplate } from './hardening';
import { RUNTIME_IMAGE, runtimeScript } from './runtime';

/** What makes an Enricher. */
export interface EnricherProps<P extends ParamDeclarations>
  extends Pick<TaskProps<P, {}, {}>, 'description' | 'metadata' | 'overrides' | 'volumes' | 'rbac'> {
  /** What it must be told. @default - nothing */
  readonly params?: P;
  /** Names of params that the program has given a value, as their default. @default - none */
  readonly settled?: readonly string[];
  /**
   * Reads the SARIF files of `producer-result-paths`, writes one to `issues-path`, and that path into the result `issues`. Steps that do
   * not use `issues-path` may write any file: a last step copies the one that the result names. A file that is not there is that of a
   * tool which did not finish.
   */
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
      steps,
      ...rest
    } = known('EnricherProps', props, { scope, id }, { isExtended: new.target !== Enricher });
    const all = { ...params, ...contract.enricherParams };
    super(scope, id, {
      ...rest,
      steps: (context) => handedOn(context as unknown as EnricherContext, steps as unknown as EnricherSteps),
      params: all,
      results: contract.issuesResults,
      workspaces: contract.workspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
    });
    this.settled = settled;
  }
}

type EnricherContext = StepContext<EnricherParams, IssuesResults, SharedWorkspace>;
type EnricherSteps = (context: EnricherContext) => readonly Step[];

/** The steps, and behind those that choose a file themselves, one that copies it to where the pipeline looks for it. */
function handedOn(context: EnricherContext, makeSteps: EnricherSteps): readonly Step[] {
  let isUsed = false;
  const path = context.params[ISSUES_PATH];
  const params = Object.defineProperty({ ...context.params }, ISSUES_PATH, {
    enumerable: true,
    get: () => {
      isUsed = true;
      return path;
    },
  });
  const steps = makeSteps({ ...context, params });
  if (isUsed) return steps;
  return [...steps, { name: 'hand-on', image: RUNTIME_IMAGE, script: runtimeScript('hand-on'), env: findingsEnv(context) }];
}

const ISSUES_PATH = 'issues-path';

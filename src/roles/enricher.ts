import type { Construct } from 'constructs';
import { knownOptions } from '../synth';
import { type ParamDeclarations, type Step, type StepContext, Task, type TaskProps } from '../task';
import { type Component, contract, type EnricherParams, type IssuesResults, type SharedWorkspace } from './contract';
import { findingsEnv } from './findings-env';
import { componentPod, componentTemplate } from './hardening';
import { withDigests } from './pinned';
import { type Placed, placed, type WriterOptions } from './placed';
import { RUNTIME_IMAGE, runtimeScript } from './runtime';

/** Props of an Enricher. */
export interface EnricherProps<P extends ParamDeclarations>
  extends Pick<TaskProps<P, {}, {}>, 'description' | 'metadata' | 'overrides' | 'volumes' | 'rbac'> {
  /** Params of the Task beside those of its role. @default - none */
  readonly params?: P;
  /** Names of preset params: their default is set by the program, so a pipeline does not lift them. @default - none */
  readonly preset?: readonly string[];
  /**
   * The steps, which read the SARIF files of `producer-result-paths`, write one file to `issues-path`, and its path to the result `issues`.
   * Steps that do not use `issues-path` may write any file: an added last step copies the file that the result names. A missing input file
   * belongs to a tool that did not finish.
   */
  readonly steps: (context: StepContext<P & EnricherParams, IssuesResults, SharedWorkspace>) => readonly Step[];
}

/** A Task that deduplicates, rates or completes findings. The enrichers of a pipeline form a chain. */
export class Enricher<const P extends ParamDeclarations = {}>
  extends Task<P & EnricherParams, IssuesResults, SharedWorkspace>
  implements Component
{
  readonly role = 'enricher';
  readonly preset: readonly string[];

  constructor(scope: Construct, id: string, props: EnricherProps<P>) {
    const {
      params = {} as P,
      preset = [],
      steps,
      ...rest
    } = knownOptions('EnricherProps', props, { scope, id }, { isExtended: new.target !== Enricher });
    const all = { ...params, ...contract.enricherParams };
    super(scope, id, {
      ...rest,
      // anything but a function is reported by the Task
      steps:
        typeof steps === 'function'
          ? (context) => withDigests(scope, handedOn(context as unknown as EnricherContext, steps as unknown as EnricherSteps))
          : (steps as TaskProps<P & EnricherParams, IssuesResults, SharedWorkspace>['steps']),
      params: all,
      results: contract.issuesResults,
      workspaces: contract.workspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
    });
    this.preset = preset;
  }

  /** The enricher with options of its task in one SecurityPipeline. @example enrichers: [deduplicate.in({ timeout: Duration.minutes(5) })] */
  in(options: WriterOptions): Placed<this, WriterOptions> {
    return placed(this, knownOptions('WriterOptions', options, this, { where: 'in' }));
  }
}

type EnricherContext = StepContext<EnricherParams, IssuesResults, SharedWorkspace>;
type EnricherSteps = (context: EnricherContext) => readonly Step[];

/** The steps; if they choose the file themselves, with a last step that copies it to the path that the pipeline expects. */
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
  if (isUsed || !Array.isArray(steps)) return steps;
  return [...steps, { name: 'hand-on', image: RUNTIME_IMAGE, script: runtimeScript('hand-on'), env: findingsEnv(context) }];
}

const ISSUES_PATH = 'issues-path';

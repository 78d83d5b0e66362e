import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { PipelineWorkspaces, RunnablePipeline } from '../pipeline';
import { type ParamValue, type PipelineRunSpec, type PodTemplate, TEKTON_V1 } from '../spec';
import { checkedScope, known, TektonObject } from '../synth';
import type { Named, ParamDeclarations } from '../task';
import { runMetadata, runsChart } from './bindings';
import { checkedPipelineRun } from './check-run';
import type { RunParams, RunWorkspaces } from './run-arguments';
import { type AnyRunProps, RunContent, type RunTimeouts } from './run-content';
import type { TaskRunSettings } from './settings';

type Key<N extends string, T> = {} extends T ? { readonly [k in N]?: T } : { readonly [k in N]: T };

/** Options of a `PipelineRun`. */
export type PipelineRunProps<
  P extends ParamDeclarations,
  W extends PipelineWorkspaces,
  // biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
  S = any,
  T extends readonly string[] = readonly string[],
> = Key<'params', RunParams<P>> &
  Key<'workspaces', RunWorkspaces<W>> & {
    readonly pipeline: RunnablePipeline<P, W, S>;
    /** Values of lifted params, which the compiler does not know; checked at synth. @default - their defaults */
    readonly liftedParams?: Readonly<Record<string, ParamValue>>;
    readonly timeouts?: RunTimeouts;
    /** @default - the cluster's default-service-account */
    readonly serviceAccount?: string | Named;
    /** Settings of the pods, merged field by field with those that the pipeline needs. @default - those that the pipeline needs */
    readonly podTemplate?: PodTemplate;
    /** Settings of single tasks. @default - none */
    readonly taskRunSpecs?: { readonly [i in keyof T]: TaskRunSettings<T[i], NoInfer<S>> };
    /** Starts the run later, or ends it: `PipelineRunPending` waits until the field is removed. @default - it starts at once */
    readonly status?: 'PipelineRunPending' | 'Cancelled' | 'CancelledRunFinally' | 'StoppedRunFinally';
    /** The controller that runs it. @default tekton.dev/pipeline */
    readonly managedBy?: string;
    /** @default - a generated name, `<id>-` and five characters: for `kubectl create` */
    readonly metadata?: ApiObjectMetadata;
    /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
    readonly overrides?: Partial<PipelineRunSpec>;
  };

/**
 * A run of a Pipeline. It is written to a file of its own, `<chart>-runs.k8s.yaml`, for `kubectl create`.
 * @example
 * new PipelineRun(chart, 'nightly', { pipeline: ci, params: { url: 'https://github.com/acme/web' } });
 */
export class PipelineRun<
  P extends ParamDeclarations = ParamDeclarations,
  W extends PipelineWorkspaces = PipelineWorkspaces,
  // biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
  S = any,
  const T extends readonly string[] = readonly string[],
> extends Construct {
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, props: PipelineRunProps<P, W, S, T>) {
    super(checkedScope(scope, id, 'PipelineRun'), id);
    const options = checkedPipelineRun(
      this,
      known('PipelineRunProps', props, this, { isExtended: new.target !== PipelineRun }) as AnyRunProps,
    );
    const content = new RunContent(this, options);
    this.object = new TektonObject(runsChart(this), this.node.path.replaceAll('/', '--'), {
      apiVersion: TEKTON_V1,
      kind: 'PipelineRun',
      metadata: runMetadata(id, options.metadata),
      owner: this,
      spec: () => content.spec(),
      wiringProblems: () => content.problems(),
      remoteObjects: () => content.remoteObjects(),
    });
    content.onChange(() => this.object.changed());
  }

  /** The emitted object, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }
}

import { makeReference, type Ref, type StringRef } from '../refs';
import { pipelineRunOf, type RunIdentity } from '../task';

/** What Tekton knows of a pipeline while it runs. */
export interface PipelineContext<S> {
  readonly pipelineRun: RunIdentity<S>;
  /** Name of the Pipeline, as the run has it; that of the run where the Pipeline is written into it. */
  readonly pipeline: { readonly name: StringRef<unknown, S> };
  readonly pipelineTask: {
    /** The `retries` of the task that is given it: for its `params`, `matrix` and `displayName`. */
    readonly retries: Ref<'string', unknown, S>;
  };
}

/** The context of the pipeline that users take for `owner`. */
export function pipelineContext<S>(owner: object): PipelineContext<S> {
  const text = (path: string) => makeReference<StringRef<unknown, S>>({ body: `context.${path}`, type: 'string', owner });
  return {
    pipelineRun: pipelineRunOf(owner),
    pipeline: { name: text('pipeline.name') },
    pipelineTask: { retries: text('pipelineTask.retries') },
  };
}

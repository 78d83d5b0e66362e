import { demandKnownNames } from '../diagnostics';
import { makeReference, type Ref, type StringRef } from '../refs';
import { pipelineRunOf, type RunIdentity } from '../task';

/** Tekton's variables about a running pipeline. */
export interface PipelineContext<S> {
  readonly pipelineRun: RunIdentity<S>;
  /** The name of the Pipeline in the run; for an embedded pipeline the name of the run. */
  readonly pipeline: { readonly name: StringRef<unknown, S> };
  readonly pipelineTask: {
    /** The `retries` of the task that uses it: for its `params`, `matrix` and `displayName`. */
    readonly retries: Ref<'string', unknown, S>;
  };
}

/** Makes the context of the pipeline `owner`. */
export function pipelineContext<S>(owner: object): PipelineContext<S> {
  const text = (path: string) => makeReference<StringRef<unknown, S>>({ body: `context.${path}`, type: 'string', owner });
  return demandKnownNames('the context of the pipeline', {
    pipelineRun: pipelineRunOf<S>(owner),
    pipeline: { name: text('pipeline.name') },
    pipelineTask: { retries: text('pipelineTask.retries') },
  });
}

import type { Ref } from '../refs';
import type { StepScope } from '../script';
import {
  declaredNames,
  type EmbeddedStepContext,
  EmbeddedTask,
  type EmbeddedTaskProps,
  type ParamDeclarations,
  type ParamRefs,
  paramRefs,
  type ResultDeclarations,
  standInForPipeline,
  type WorkspaceDeclarations,
} from '../task';

/**
 * The context of the steps of a Task that one pipeline embeds: also the pipeline's params `PP`, except those with the name of a Task's
 * param.
 */
export interface PipelineStepContext<
  P extends ParamDeclarations,
  R extends ResultDeclarations,
  W extends WorkspaceDeclarations,
  PP extends ParamDeclarations,
> extends EmbeddedStepContext<P, R, W> {
  readonly pipeline: EmbeddedStepContext<P, R, W>['pipeline'] & { readonly params: ParamRefs<Omit<PP, keyof P>, StepScope> };
}

/** Options of `embed` of a pipeline. */
export type EmbedProps<
  P extends ParamDeclarations,
  R extends ResultDeclarations,
  W extends WorkspaceDeclarations,
  PP extends ParamDeclarations,
> = EmbeddedTaskProps<P, R, W, PipelineStepContext<P, R, W, PP>>;

/** Makes a Task whose steps use the params of the pipeline `owner`; other pipelines cannot use it. */
export function embeddedTask<
  P extends ParamDeclarations,
  R extends ResultDeclarations,
  W extends WorkspaceDeclarations,
  PP extends ParamDeclarations,
>(name: string, props: EmbedProps<P, R, W, PP>, params: PP, owner: object): EmbeddedTask<P, R, W> {
  const used: Ref[] = [];
  const handles = recording(without(paramRefs(params, owner), Object.keys(props?.params ?? {})), used);
  const outer = declaredNames(owner, { kind: 'param', handles }, () => standInForPipeline(owner));
  const extend = (context: EmbeddedStepContext<P, R, W>) =>
    ({ ...context, pipeline: { name: context.pipeline.name, params: outer } }) as unknown as PipelineStepContext<P, R, W, PP>;
  // anything but an object is reported by the Task
  const { steps, sidecars, stepTemplate, volumes, ...rest } = { ...props };
  const task = new EmbeddedTask<P, R, W>(name, {
    ...rest,
    steps: typeof steps === 'function' ? (context) => steps(extend(context)) : steps,
    sidecars: typeof sidecars === 'function' ? (context) => sidecars(extend(context)) : sidecars,
    stepTemplate: typeof stepTemplate === 'function' ? (context) => stepTemplate(extend(context)) : stepTemplate,
    volumes: typeof volumes === 'function' ? (context) => volumes(extend(context)) : volumes,
  } as EmbeddedTaskProps<P, R, W>);
  return Object.assign(task, { references: used });
}

function without(refs: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(refs).filter(([name]) => !names.includes(name)));
}

/** The same references; each one that is read is recorded in `used`. */
function recording(refs: object, used: Ref[]): object {
  const watched = {};
  for (const [name, ref] of Object.entries(refs)) {
    const get = () => {
      used.push(ref as Ref);
      return ref as Ref;
    };
    Object.defineProperty(watched, name, { enumerable: true, get });
  }
  return watched;
}

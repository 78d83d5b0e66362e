import type { EmbeddedTaskSpec, TaskRef } from '../spec';
import { demandRecord, held, known } from '../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { defined } from './render-step';
import { surfaceOf, type TaskSurface, type UsableTask } from './surface';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a custom task is, takes and gives. */
export interface CustomTaskProps<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  extends Partial<TaskSurface<P, R, W>> {
  /** Group and version of the controller that runs it, `wait.example.com/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Name of an object in the cluster that says what to do. @default - none */
  readonly ref?: string;
  /** What to do, in the controller's own words. Tekton fills in no values here; give them as params. @default - what `ref` says */
  readonly spec?: Readonly<Record<string, Json>>;
  /** Labels and annotations of its CustomRun; with `spec` only. @default - none */
  readonly metadata?: EmbeddedTaskSpec['metadata'];
}

/**
 * A task of a pipeline that a controller other than Tekton's runs, as a CustomRun.
 * @example
 * const wait = new CustomTask('wait', { apiVersion: 'wait.example.com/v1', kind: 'Wait', params: { duration: param.string() } });
 * ci.add(wait, { params: { duration: '10s' } });
 */
export class CustomTask<
  const P extends ParamDeclarations = {},
  const R extends ResultDeclarations = {},
  const W extends WorkspaceDeclarations = {},
> implements UsableTask<P, R, W>
{
  readonly surface: TaskSurface<P, R, W>;
  /** Its own controller runs it, never a TaskRun. */
  readonly isCustom = true;
  readonly taskRef?: TaskRef;
  readonly taskSpec?: EmbeddedTaskSpec;

  /** @param name - of the task in the pipeline, unless `add` gives another */
  constructor(
    readonly name: string,
    props: CustomTaskProps<P, R, W>,
  ) {
    demandRecord(this, 'props', props ?? null, "write { apiVersion: 'wait.example.com/v1', kind: 'Wait' }");
    const given = known('CustomTaskProps', props, this, { isExtended: new.target !== CustomTask });
    const { apiVersion, kind, ref, spec, metadata } = given;
    this.surface = surfaceOf(given, this);
    if (spec === undefined) this.taskRef = defined({ apiVersion, kind, name: ref });
    else this.taskSpec = held(defined({ apiVersion, kind, spec, metadata }), this);
  }
}

import type { EmbeddedTaskSpec, TaskRef } from '../spec';
import { attempt, checkedCopy, isRecord, known, refuse } from '../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { checkedName } from './external/unread';
import { explainResults } from './handles/declared-names';
import { defined } from './render-step';
import { surfaceOf, type TaskSurface, type UsableTask } from './surface';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Options of a `CustomTask`. */
export interface CustomTaskProps<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>
  extends Partial<TaskSurface<P, R, W>> {
  /** Group and version of the API of its controller, such as `wait.example.com/v1`. */
  readonly apiVersion: string;
  /** The kind that its controller runs, such as `Wait`. */
  readonly kind: string;
  /** Name of an object in the cluster with the instructions. @default - none */
  readonly ref?: string;
  /** Instructions for the controller. Tekton replaces no variables here; use params for them. @default - those of `ref` */
  readonly spec?: Readonly<Record<string, Json>>;
  /** Labels and annotations of its CustomRun; only together with `spec`. @default - none */
  readonly metadata?: EmbeddedTaskSpec['metadata'];
}

/**
 * A pipeline task that another controller than Tekton's runs, as a CustomRun.
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
  readonly name: string;
  readonly surface: TaskSurface<P, R, W>;
  /** Marks a task that cannot be run by a TaskRun. */
  readonly isCustom = true;
  readonly taskRef?: TaskRef;
  readonly taskSpec?: EmbeddedTaskSpec;

  /** @param name - the name of the task in pipelines, unless `add` sets another */
  constructor(name: string, props: CustomTaskProps<P, R, W>) {
    this.name = checkedName(this, name, "new CustomTask('wait', { apiVersion, kind })");
    const given = checkedProps(this, known('CustomTaskProps', props, this, { isExtended: new.target !== CustomTask }));
    const { apiVersion, kind, spec, metadata } = given;
    const ref = attempt(this, () => checkedRef(this, given.ref));
    this.surface = surfaceOf(given, this);
    if (spec === undefined) this.taskRef = defined({ apiVersion, kind, name: ref });
    else this.taskSpec = checkedCopy(defined({ apiVersion, kind, spec, metadata }), this);
  }
}

explainResults(CustomTask.prototype);

function checkedRef(task: object, ref: string | undefined): string | undefined {
  return ref === undefined || typeof ref === 'string' ? ref : refuse(task, 'ref', ref, 'the name of the object that the controller reads');
}

/** Reports props that are not an object; returns a placeholder for them, and other props unchanged. */
function checkedProps<T extends object>(task: object, props: T): T {
  const allowed = "an object such as { apiVersion: 'wait.example.com/v1', kind: 'Wait' }";
  const isRight = attempt(task, () => isRecord(props) || refuse(task, 'props', props ?? null, allowed));
  return isRight ? props : ({ apiVersion: 'unknown/v1', kind: 'Unknown' } as unknown as T);
}

import { meantBy, quoted, suggestion } from '../diagnostics';
import type { ParamSpec, PipelineSpec, TaskSpec } from '../spec';
import type { PipelineTask } from './pipeline-task';
import type { Problem } from './wiring';

/** A Task or Pipeline that a pipeline or a run uses. */
interface Used {
  readonly surface: { readonly params: Declared; readonly workspaces?: Declared };
  readonly taskRef?: object | undefined;
  readonly taskSpec?: Pick<TaskSpec, 'params'> | undefined;
  readonly pipelineRef?: object | undefined;
  readonly pipelineSpec?: Pick<PipelineSpec, 'params'> | undefined;
  /** @internal */
  remoteObjects?(): readonly unknown[];
}

type Declared = Readonly<Record<string, { readonly isOptional?: boolean }>>;
type Given = Readonly<Record<string, unknown>> | undefined;

/** The names that a program passes, by the field where it passes them. */
export interface GivenNames {
  readonly params?: Given;
  readonly 'matrix.params'?: Given;
  readonly workspaces?: Given;
}

/** Returns the params and workspaces that a pipeline passes to its tasks, and that these do not declare; see `unknownNames`. */
export function unknownArguments(tasks: readonly PipelineTask[]): Problem[] {
  return tasks.flatMap(({ name, task, props: { params, matrix, workspaces } }) =>
    unknownNames(task, { params, 'matrix.params': matrix?.params, workspaces }).map(
      ([field, where, message]): Problem => [field === 'workspaces' ? 'TW219' : 'TW211', `/${name} ${where}`, message],
    ),
  );
}

/**
 * Returns the names that a Task or Pipeline does not declare, with field, path and message, as far as the rules cannot find them: an
 * embedded spec may use more names than it declares, and the manifests of external objects are not there.
 * @param workspaces - the declared workspaces. Default: those of the interface
 */
export function unknownNames(
  used: Used,
  given: GivenNames,
  workspaces = used.surface.workspaces,
): (readonly [field: keyof GivenNames, where: string, message: string])[] {
  const { taskRef, taskSpec, pipelineRef, pipelineSpec, surface } = used;
  const isRef = taskRef !== undefined || pipelineRef !== undefined;
  if (isRef && ('node' in used || (used.remoteObjects?.().length ?? 0) > 0)) return [];
  const owner = taskRef === undefined && taskSpec === undefined ? 'Pipeline' : 'Task';
  const params = pipelineSpec === undefined ? surface.params : declaredIn(pipelineSpec.params);
  return (Object.keys(given) as (keyof GivenNames)[]).flatMap((field) => {
    const kind = field === 'workspaces' ? 'workspace' : 'param';
    const declared = field === 'workspaces' ? workspaces : params;
    return unknownIn(given[field] ?? {}, declared ?? {}, !isRef).map(
      ({ name, hint }) => [field, `${field}.${name}`, `unknown ${kind} ${quoted(name)} of the ${owner}${hint}`] as const,
    );
  });
}

/** @param isEmbedded - whether the rules see the declarations: then they report what may be a misspelt required name */
function unknownIn(given: Readonly<Record<string, unknown>>, declared: Declared, isEmbedded: boolean) {
  const names = Object.keys(declared);
  // an external object without declarations may have any
  if (names.length === 0 && !isEmbedded) return [];
  const isMisspelt = (name: string) => {
    const meant = isEmbedded ? meantBy(name, names) : undefined;
    return meant !== undefined && declared[meant]?.isOptional !== true && given[meant] === undefined;
  };
  return Object.keys(given)
    .filter((name) => given[name] !== undefined && !Object.hasOwn(declared, name) && !isMisspelt(name))
    .map((name) => ({ name, hint: suggestion(name, names) }));
}

/** The params of an embedded Pipeline, including those that its tasks lifted. */
function declaredIn(params: readonly ParamSpec[] = []): Declared {
  return Object.fromEntries(params.map((one) => [one.name, { isOptional: one.default !== undefined }]));
}

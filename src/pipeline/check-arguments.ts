import { isText, tryFindTarget } from '../refs';
import { adoptMistakes, demandDuration, demandRecord, isRecord, refuse } from '../synth';
import { checkSurface, demandItems } from '../task';
import type { AnyTaskProps } from './arguments';
import { isLift } from './lift';
import { isPipelineTask } from './pipeline-task';
import { isDirectory } from './workspace';

const AFTER = 'write a list of what add returned, as after: [built]';

/** Refuses params and workspaces of a pipeline that are none. */
export function checkDeclarations(
  pipeline: object,
  { params, workspaces }: { readonly params?: unknown; readonly workspaces?: unknown },
): void {
  checkSurface(pipeline, { params });
  const allowed = 'write what stands behind it, as Workspace.emptyDir(), or workspace() where runs say that';
  demandRecord(pipeline, 'workspaces', workspaces, allowed);
  for (const name in workspaces as object | undefined) {
    const one = (workspaces as Readonly<Record<string, unknown>>)[name];
    if (!isRecord(one) || !('source' in one || 'isOptional' in one)) refuse(pipeline, `workspaces.${name}`, one, allowed);
    adoptMistakes(pipeline, `workspaces.${name}.`, one);
  }
}

type Unchecked<T> = { readonly [k in keyof T]: unknown };

/** Refuses what is no task that a pipeline could run. */
export function checkTask(pipeline: object, task: unknown): void {
  if (isRecord(task) && isPipelineTask(task))
    refuse(pipeline, 'add', task, `it is task "${task.name}" already; give the Task itself, and another name`);
  if (!isRecord(task) || !isRecord(task.surface)) refuse(pipeline, 'add', task, 'give a Task, as new Task(...) or Task.fromCluster(name)');
}

/** Refuses arguments that are of another kind than their types say; what the rules see in the manifest they tell of. */
export function checkArguments(pipeline: object, name: string, props: Unchecked<AnyTaskProps>): void {
  const { params, when, after, timeout, matrix, workspaces } = props;
  if (params !== undefined) checkParams(pipeline, `${name} params`, params);
  if (when !== undefined)
    demandItems(pipeline, `${name} when`, when, "write a list of conditions, as when: [pipeline.params.os.in('linux')]");
  if (after !== undefined) checkAfter(pipeline, `${name} after`, after);
  if (timeout !== undefined) demandDuration(pipeline, `${name} timeout`, timeout);
  if (matrix !== undefined) checkMatrix(pipeline, `${name} matrix`, matrix);
  if (workspaces !== undefined) checkDirectories(pipeline, `${name} workspaces`, workspaces);
}

function checkParams(pipeline: object, field: string, params: unknown): void {
  demandRecord(pipeline, field, params, "write the values by the names of the Task, as params: { level: 'high' }");
  for (const name in params as object) {
    const value = (params as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== 'object' || value === null || tryFindTarget(value) !== undefined || isText(value) || isLift(value)) continue;
    if (isPipelineTask(value)) refuse(pipeline, `${field}.${name}`, value, `it is task "${value.name}"; give one of its results`);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
      refuse(pipeline, `${field}.${name}`, value, 'write a text, a list or object of such, or a result of another task');
  }
}

function checkAfter(pipeline: object, field: string, after: unknown): void {
  demandItems(pipeline, field, after, AFTER);
  for (const one of after as readonly { readonly name?: unknown }[]) if (typeof one.name !== 'string') refuse(pipeline, field, one, AFTER);
}

function checkMatrix(pipeline: object, field: string, matrix: unknown): void {
  const allowed = "write matrix: { params: { os: ['linux', 'windows'] } }";
  if (!isRecord(matrix)) refuse(pipeline, field, matrix, allowed);
  demandRecord(pipeline, `${field}.params`, matrix.params ?? null, allowed);
  if (matrix.include !== undefined) demandItems(pipeline, `${field}.include`, matrix.include, 'write a list of { name, params }');
}

function checkDirectories(pipeline: object, field: string, workspaces: unknown): void {
  demandRecord(
    pipeline,
    field,
    workspaces,
    'write the directories by the names of the Task, as workspaces: { source: pipeline.workspaces.code }',
  );
  for (const name in workspaces as object) {
    const one = (workspaces as Readonly<Record<string, unknown>>)[name];
    if (one !== undefined && !isDirectory(one))
      refuse(
        pipeline,
        `${field}.${name}`,
        one,
        'take one of the pipeline, as pipeline.workspaces.code, or of a task, as cloned.workspaces.source',
      );
  }
}

import { type Diagnostic, notedDiagnostic, quoted, suggestion } from '../diagnostics';
import { dependenciesOf } from '../graph';
import { parseVariable, plain, targetsOf, tryFindTarget } from '../refs';
import type { Matrix, Param, ParamValue, PipelineTaskSpec, WorkspacePipelineTaskBinding } from '../spec';
import { mistakesOf } from '../synth';
import { defined, goDuration, nonEmpty, type ParamDeclaration, paramBody, renderParams, renderWhen } from '../task';
import type { AnyTaskProps } from './arguments';
import { chosenParams, retriesOf, writersFor } from './chosen-files';
import { isLift, type Lift, liftedName } from './lift';
import { isPipelineTask, type PipelineTask } from './pipeline-task';
import { withResultPaths } from './result-paths';
import { withSubPathParams } from './sub-path-params';
import { type Directory, directoryOf, pathOf } from './workspace';

/** Reports an error that only the constructs can find: code, field as the program names it, message. */
export type Report = (...problem: Problem) => void;

/** Code, field as the program names it, and message. */
export type Problem = readonly [code: string, where: string, message: string];

/** What the rendering of a pipeline task depends on. */
export interface Surroundings {
  /** Whether a task with that name can be waited for. */
  readonly isTask: (name: string) => boolean;
  /** Whether the pipeline has a param with that name. */
  readonly isParam: (name: string) => boolean;
  /** The tasks that read the files of the task by their paths. */
  readonly readersOf: (task: PipelineTask) => readonly PipelineTask[];
}

/** Renders a task of the pipeline. */
export function renderPipelineTask(task: PipelineTask, { isTask, isParam, readersOf }: Surroundings): PipelineTaskSpec {
  const { props } = task;
  const readers = readersOf(task);
  const params = [
    ...renderTaskParams(task),
    ...(task.task.taskSpec === undefined ? [] : shadowedDefaults(task, isParam)),
    ...(readers.length === 0 ? [] : chosenParams(task)),
  ];
  const made: PipelineTaskSpec = defined({
    name: task.name,
    displayName: props.displayName === undefined ? undefined : String(props.displayName),
    description: props.description,
    taskRef: task.task.taskRef,
    taskSpec: task.task.taskSpec,
    pipelineRef: task.task.pipelineRef,
    pipelineSpec: task.task.pipelineSpec,
    params: nonEmpty(params),
    matrix: props.matrix && renderMatrix(props.matrix),
    when: nonEmpty((props.when ?? []).map(renderWhen)),
    retries: props.retries,
    timeout: props.timeout && goDuration(props.timeout),
    onError: onErrorOf(task, readers),
    workspaces: nonEmpty(renderWorkspaces(task)),
    ...props.overrides,
  });
  // a custom task may refuse params that it does not know
  const spec = task.task.taskRef?.apiVersion === undefined && task.task.taskSpec?.apiVersion === undefined ? withSubPathParams(made) : made;
  if (task.isFinal || spec.runAfter !== undefined) return spec;
  const runAfter = orderOf(task, spec).filter(isTask);
  return runAfter.length === 0 ? spec : { ...spec, runAfter };
}

/**
 * A task whose files others read by their paths may fail: the readers run all the same and find that the file is missing. Tekton does not
 * allow retries together with it (TW289).
 */
function onErrorOf(task: PipelineTask, readers: readonly PipelineTask[]): PipelineTaskSpec['onError'] {
  const { onError } = task.props;
  if (onError !== undefined) return String(onError) as PipelineTaskSpec['onError'];
  return retriesOf(task) === 0 && readers.some(({ isFinal }) => !isFinal) ? 'continue' : undefined;
}

/** Tasks that must have ended before, although no reference makes Tekton wait for them. */
function orderOf(task: PipelineTask, spec: PipelineTaskSpec): string[] {
  if (hasOnlyEdges(task)) return [];
  const { data, silent } = dependenciesOf(spec);
  const writers = writersFor(task);
  if (silent.size === 0 && writers.length === 0 && task.props.after === undefined && task.props.workspaces === undefined) return [];
  const wanted = new Set(silent);
  for (const { name } of writers) wanted.add(name);
  for (const { name } of task.props.after ?? []) wanted.add(name);
  for (const { writer } of directoriesOf(task.props)) if (writer !== undefined && !writer.isFinal) wanted.add(writer.name);
  for (const made of data) wanted.delete(made);
  wanted.delete(task.name);
  return [...wanted].sort();
}

/** Whether all references of the task are in its params, which order tasks; a quick check for the usual case. */
function hasOnlyEdges({ task: { taskRef }, props }: PipelineTask): boolean {
  for (const key in props) if (key !== 'params' && key !== 'name') return false;
  if (taskRef === undefined || taskRef.params !== undefined || taskRef.name?.includes('$(')) return false;
  const { params } = props;
  for (const name in params) if (!isSeen(params[name])) return false;
  return true;
}

function isSeen(value: unknown): boolean {
  const target = tryFindTarget(value);
  if (target === undefined) return typeof value === 'string' && !value.includes('$(');
  if (target.value !== undefined) return false;
  const variable = parseVariable(target.body);
  return variable.kind === 'param' || (variable.kind === 'task-result' && variable.isSeen);
}

/**
 * Defaults of an embedded Task that a param of the pipeline would replace: inside a taskSpec Tekton also replaces the pipeline's
 * params, and only the params of the pipeline task have precedence (pipelinerun/resources/apply.go propagateParams).
 */
function shadowedDefaults({ task, props }: PipelineTask, isParam: (name: string) => boolean): Param[] {
  const isGiven = (name: string) => props.params?.[name] !== undefined || props.matrix?.params[name] !== undefined;
  const shadowed = Object.entries(task.surface.params).filter(([name, one]) => one.isOptional && isParam(name) && !isGiven(name));
  return renderParams(Object.fromEntries(shadowed.map(([name, one]) => [name, one.default])));
}

function renderTaskParams(task: PipelineTask): Param[] {
  const { params = {}, workspaces } = task.props;
  const rendered: Param[] = [];
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (value !== undefined) rendered.push({ name, value: isLift(value) ? liftedValue(task, name, value) : (plain(value) as ParamValue) });
  }
  return workspaces === undefined ? rendered : withResultPaths(task, rendered);
}

function liftedValue(task: PipelineTask, name: string, value: Lift): string {
  const declaration: ParamDeclaration | undefined = task.task.surface.params[name];
  const reference = paramBody(liftedName(name, value));
  return declaration === undefined || declaration.type === 'string' ? `$(${reference})` : `$(${reference}[*])`;
}

function renderMatrix({ params, include }: NonNullable<AnyTaskProps['matrix']>): Matrix {
  return defined({
    params: nonEmpty(renderParams(params)),
    include: include?.map(({ name, params: values }) => defined({ name, params: renderParams(values) })),
  });
}

function renderWorkspaces({ task: { surface }, props }: PipelineTask): WorkspacePipelineTaskBinding[] {
  return Object.entries(props.workspaces ?? {}).flatMap(([name, ref]) => {
    if (ref === undefined) return [];
    const directory = directoryOf(ref);
    const { workspace = '', handedOn: _, ...whole } = directory;
    const subPath = pathOf(surface.workspaces[name]?.whole === undefined ? directory : whole);
    return [{ name, workspace, ...(subPath === undefined ? {} : { subPath }) }];
  });
}

function directoriesOf(props: AnyTaskProps): Directory[] {
  return Object.values(props.workspaces ?? {}).flatMap((ref) => (ref === undefined ? [] : [directoryOf(ref)]));
}

/** Reports values and directories of other pipelines, and directories that do not exist. */
export function checkOwners(pipeline: object, task: PipelineTask, report: Report): void {
  const { params, workspaces, when, after, displayName, matrix, onError } = task.props;
  const check = (value: unknown, place: string) => {
    if (value !== undefined) checkValue(pipeline, value, `/${task.name}${place}`, report);
  };
  for (const name in params) if (isForeign(pipeline, params[name])) check(params[name], ` params.${name}`);
  check(task.task.references, '');
  check(when, ' when');
  check(matrix, ' matrix');
  check(displayName, ' displayName');
  check(onError, ' onError');
  if (after !== undefined) checkAfter(pipeline, task.name, after, report);
  for (const name in workspaces) {
    const ref = workspaces[name];
    if (ref !== undefined) checkDirectory(pipeline, directoryOf(ref), `/${task.name} workspaces.${name}`, report);
  }
}

function checkAfter(pipeline: object, name: string, after: NonNullable<AnyTaskProps['after']>, report: Report): void {
  for (const before of after) {
    if (isPipelineTask(before) && before.pipeline !== pipeline)
      report(
        'TW291',
        `/${name} after`,
        `task "${before.name}" is not a task of this pipeline; a task can only wait for tasks of its own pipeline`,
      );
  }
}

/** Names in `after` that are not tasks that can be waited for; Tekton would silently ignore their order. */
export function lostOrder(tasks: readonly PipelineTask[]): Problem[] {
  const waiting = tasks.filter(({ props }) => props.after !== undefined);
  if (waiting.length === 0) return [];
  const names = new Set(tasks.filter(({ isFinal }) => !isFinal).map(({ name }) => name));
  return waiting.flatMap(({ name, props: { after = [] } }) =>
    after
      .filter((before) => !names.has(before.name) && !isPipelineTask(before))
      .map(({ name: before }) => [
        'TW291',
        `/${name} after`,
        `unknown task "${before}" of this pipeline${suggestion(before, names)}; pass a task that add returned`,
      ]),
  );
}

/**
 * Errors for retries of a task whose files others read: Tekton allows no retries together with `onError: continue`, and without that a
 * failure skips every task of the pipeline that has not begun, including a gate.
 */
export function lostReaders(tasks: readonly PipelineTask[], readersOf: Surroundings['readersOf']): Problem[] {
  const retried = tasks.filter((task) => readersOf(task).length > 0 && task.props.onError === undefined && retriesOf(task) > 0);
  if (retried.length === 0) return [];
  const skipped = new Set(tasks.flatMap((task) => readersOf(task).filter(({ isFinal }) => !isFinal)));
  if (skipped.size === 0) return [];
  const names = [...skipped].map(({ name }) => quoted(name)).join(', ');
  const message = `Tekton skips ${names} when every attempt fails, because it allows no retries with onError "continue"; remove retries, run the readers in finally, or write onError: 'stopAndFail' to end the run there`;
  return retried.map(({ name }) => ['TW289', `/${name} retries`, message] as const);
}

/** Reports references in the value that do not belong to the pipeline. */
export function checkValue(pipeline: object, value: unknown, where: string, report: Report): void {
  for (const { body, owner } of targetsOf(value)) {
    if (homeOf(owner) === pipeline) continue;
    const kind = isPipelineTask(owner) ? `a value of task "${owner.name}"` : 'a value';
    report('TW291', where, `"$(${body})" is ${kind} of another pipeline or Task; use values of this pipeline's own params and tasks`);
  }
}

function isForeign(pipeline: object, value: unknown): boolean {
  if (typeof value !== 'object') return false;
  const target = tryFindTarget(value);
  if (target !== undefined) return homeOf(target.owner) !== pipeline;
  return targetsOf(value).some(({ owner }) => homeOf(owner) !== pipeline);
}

function homeOf(owner: object): object {
  return isPipelineTask(owner) ? owner.pipeline : owner;
}

function checkDirectory(pipeline: object, directory: Directory, where: string, report: Report): void {
  if (directory.pipeline !== pipeline)
    report('TW292', where, `${directory.label} belongs to another pipeline; use a workspace of this pipeline or of its tasks`);
  else if (directory.workspace === undefined)
    report('TW292', where, `${directory.label} has no workspace bound to it; bind one where the task is added, or use another directory`);
  const { subPath, handedOn } = directory;
  if (subPath !== undefined) checkValue(pipeline, subPath, where, report);
  if (handedOn !== undefined) checkValue(pipeline, handedOn.path, where, report);
}

/** A task or pipeline that may contain others. */
interface Holder {
  wiringProblems?(origin: string, prefix: string): readonly Diagnostic[];
}

/** Errors in the content of a pipeline's task, or of a run's pipeline; `prefix` is the path to it. */
export function problemsWithin(task: Holder, origin: string, prefix: string): Diagnostic[] {
  const options = mistakesOf(task).map((mistake) => {
    const where = mistake.where.startsWith('/') || prefix === '' ? `${prefix}${mistake.where}` : `${prefix} ${mistake.where}`.trimEnd();
    return notedDiagnostic(origin, { ...mistake, where });
  });
  return [...options, ...(task.wiringProblems?.(origin, prefix) ?? [])];
}

const WARNINGS: ReadonlySet<string> = new Set(['TW281']);

/** Makes the diagnostic of an error or warning that only the constructs can find. */
export function wiringDiagnostic(origin: string, code: string, where: string, message: string): Diagnostic {
  return {
    code,
    severity: WARNINGS.has(code) ? 'warning' : 'error',
    origin,
    index: 0,
    field: ['spec', ...where.split(/[ .]/)],
    where,
    message,
  };
}

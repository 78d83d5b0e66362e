import { type Diagnostic, quoted, TekwireError } from '../diagnostics';
import { pipelineGraph } from '../graph';
import { isText, makeReference, plainVariables, type Ref, type Text, tryFindTarget, type WordRef } from '../refs';
import type { RemoteObject } from '../rules';
import type { ParamValue, PipelineResultSpec, PipelineSpec, PipelineWorkspaceSpec } from '../spec';
import { adoptWithin, attempt, checkedCopy, known, knownOptions, tryCheckedCopy } from '../synth';
import {
  defined,
  isStandIn,
  nonEmpty,
  type ParamDeclaration,
  type ParamDeclarations,
  type ParamRefs,
  paramSpecs,
  type Rest,
  type ResultDeclarations,
  type TaskSurface,
  type UsableTask,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
} from '../task';
import type { AnyTaskProps, FinallyTaskProps, PipelineTaskProps } from './arguments';
import { checkedArguments, checkedDeclarations, checkTask } from './check-arguments';
import { handsOnFiles, writersFor } from './chosen-files';
import { type PipelineContext, pipelineContext } from './context';
import { isLift, liftedName } from './lift';
import { pipelineParams, pipelineWorkspaces } from './pipeline-handles';
import type { NestedWorkspaces, PipelineWorkspaces } from './pipeline-reference';
import { type Added, type FinallyOf, NO_TASK, PipelineTask, type TasksStatus } from './pipeline-task';
import { unknownArguments } from './unknown-names';
import { unorderedUsers } from './unordered-users';
import {
  checkOwners,
  checkValue,
  lostOrder,
  lostReaders,
  type Problem,
  problemsWithin,
  renderPipelineTask,
  wiringDiagnostic,
} from './wiring';
import type { PipelineWorkspaceRef, Workspace } from './workspace';

/** The scope of a pipeline's references: its id, if the compiler knows it. */
// biome-ignore lint/suspicious/noExplicitAny: the compiler does not know a computed id
export type ScopeOf<Id extends string> = string extends Id ? any : Id;

/** Options of a pipeline, emitted or embedded. */
export interface PipelineBodyProps<P extends ParamDeclarations, W extends PipelineWorkspaces> {
  readonly description?: string;
  readonly displayName?: string;
  /** Params. @default - none, except lifted ones */
  readonly params?: P;
  /** Workspaces: directories that tasks share. @default - none */
  readonly workspaces?: W;
  /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
  readonly overrides?: Partial<PipelineSpec>;
}

/** Options of a pipeline's result. */
export interface PipelineResultOptions {
  /** A description for people. @default - none */
  readonly description?: string;
}

/** Arguments of `add` for a task with the interface `TP`, `TW` in the pipeline `S`. */
export type AddArguments<TP extends ParamDeclarations, TW extends WorkspaceDeclarations, S, M extends keyof TP> = Rest<
  PipelineTaskProps<TP, TW, S, M>
>;

/** Arguments of `finally` for a task with the interface `TP`, `TW` in the pipeline `S`. */
export type FinallyArguments<TP extends ParamDeclarations, TW extends WorkspaceDeclarations, S, M extends keyof TP> = Rest<
  FinallyTaskProps<TP, TW, S | FinallyOf<S>, M>
>;

type ResultText<S> = Ref<'string', unknown, S> | Text<S>;

/**
 * The value of a pipeline's result: a result of one of its tasks, or an array or object of results and strings. A `Text` is refused,
 * because Tekton admits no value that begins with a string.
 */
// biome-ignore lint/suspicious/noExplicitAny: see ScopeOf
export type PipelineResultValue<S = any> =
  | Ref<'string' | 'array' | 'object', unknown, S>
  | readonly ResultText<S>[]
  | { readonly [key: string]: ResultText<S> };

/** The value, or a hint for the compiler's message when it is a `Text`. */
// biome-ignore lint/suspicious/noExplicitAny: see ScopeOf
export type NoText<V> = V extends Text<any> ? 'Tekton admits no text here: let a task write the text to a result, and give that result' : V;

/** The tasks of a pipeline and their wiring, for emitted and embedded pipelines. */
export class PipelineBody<P extends ParamDeclarations, W extends PipelineWorkspaces, S> {
  readonly surface: TaskSurface<P, {}, NestedWorkspaces<W>>;
  readonly params: ParamRefs<P, S>;
  readonly workspaces: { readonly [k in keyof W]: PipelineWorkspaceRef<S> };
  readonly status: WordRef<TasksStatus, FinallyOf<S>>;
  readonly tasks: PipelineTask[] = [];
  /** The sources of its workspaces, unless a run binds them differently. */
  readonly workspaceBindings: W;
  private readonly body: Pick<PipelineBodyProps<P, W>, 'displayName' | 'description' | 'overrides'>;
  private readonly declared: Map<string, { readonly declaration: ParamDeclaration; readonly by: string }>;
  private readonly results: PipelineResultSpec[] = [];
  private readonly holders: UsableTask[] = [];
  private readonly problems: Problem[] = [];
  /** The tasks that read the files of a task by their paths; only for tasks that write such files. */
  private readonly readers = new Map<PipelineTask, PipelineTask[]>();

  /** @param owner - the object that users see as the pipeline; @param changed - called after every change of `spec` */
  constructor(
    props: PipelineBodyProps<P, W>,
    private readonly owner: object,
    private readonly changed: () => void,
  ) {
    const { params = {} as P, workspaces = {} as W, displayName, description, overrides } = checkedDeclarations(owner, props);
    this.body = checkedCopy({ displayName, description, overrides }, owner);
    this.workspaceBindings = { ...workspaces };
    this.declared = new Map(
      Object.entries<ParamDeclaration>(params).map(([name, declaration]) => [name, { declaration, by: 'the pipeline' }]),
    );
    this.surface = { params, results: {}, workspaces: nested(workspaces) };
    this.params = pipelineParams(owner, params);
    this.workspaces = pipelineWorkspaces(owner, workspaces);
    this.status = makeReference({ body: 'tasks.status', type: 'string', owner });
  }

  get context(): PipelineContext<S> {
    return pipelineContext(this.owner);
  }

  get spec(): PipelineSpec {
    const { displayName, description, overrides } = this.body;
    const names = new Set(this.tasks.filter(({ isFinal }) => !isFinal).map(({ name }) => name));
    const render = (task: PipelineTask) =>
      renderPipelineTask(task, {
        isTask: (name) => names.has(name),
        isParam: (name) => this.declared.has(name),
        readersOf: (writer) => this.readersOf(writer),
      });
    return defined({
      displayName,
      description,
      params: nonEmpty(paramSpecs(Object.fromEntries([...this.declared].map(([name, { declaration }]) => [name, declaration])))),
      workspaces: nonEmpty(Object.entries<Workspace | WorkspaceDeclaration>(this.workspaceBindings).map(renderWorkspace)),
      tasks: this.tasks.filter(({ isFinal }) => !isFinal).map(render),
      finally: nonEmpty(this.tasks.filter(({ isFinal }) => isFinal).map(render)),
      results: nonEmpty(this.results),
      ...overrides,
    });
  }

  add<
    TP extends ParamDeclarations,
    TR extends ResultDeclarations,
    TW extends WorkspaceDeclarations,
    M extends keyof TP = never,
    N extends string = string,
  >(task: UsableTask<TP, TR, TW, N>, ...[props]: AddArguments<TP, TW, S, M>): Added<TR, TW, S, M, N> {
    return this.put(task, props as AnyTaskProps | undefined, false) as unknown as Added<TR, TW, S, M, N>;
  }

  finally<
    TP extends ParamDeclarations,
    TR extends ResultDeclarations,
    TW extends WorkspaceDeclarations,
    M extends keyof TP = never,
    N extends string = string,
  >(task: UsableTask<TP, TR, TW, N>, ...[props]: FinallyArguments<TP, TW, S, M>): Added<TR, TW, FinallyOf<S>, M, N> {
    return this.put(task, props as AnyTaskProps | undefined, true) as unknown as Added<TR, TW, FinallyOf<S>, M, N>;
  }

  addResult(name: string, given: unknown, more: PipelineResultOptions = {}): void {
    if (isStandIn(given)) return;
    const value = checkedCopy(given, this.owner, `results.${name}`);
    const options = known('PipelineResultOptions', more, this.owner, { where: `results.${name}` });
    checkValue(this.owner, value, `results.${name}`, (...problem) => this.report(...problem));
    const type = tryFindTarget(value)?.type ?? (isText(value) ? 'string' : Array.isArray(value) ? 'array' : 'object');
    this.results.push({ name, type, ...options, value: plainVariables(value) as ParamValue });
    this.changed();
  }

  /** Errors that only the objects can find, including those of embedded pipelines; `prefix` is the path to this pipeline. */
  wiringProblems(origin: string, prefix = ''): Diagnostic[] {
    const lost = [...lostOrder(this.tasks), ...lostReaders(this.tasks, (task) => this.readersOf(task)), ...unknownArguments(this.tasks)];
    const shared = unorderedUsers(this.owner, this.tasks, this.workspaceBindings, () => pipelineGraph(this.spec));
    const own = [...this.problems, ...lost, ...shared].map(([code, where, message]) =>
      wiringDiagnostic(origin, code, prefix + where, message),
    );
    return [...own, ...this.tasks.flatMap(({ name, task }) => problemsWithin(task, origin, `${prefix}/${name}`))];
  }

  /** Locked objects that it refers to, including those of embedded pipelines. */
  remoteObjects(): readonly RemoteObject[] {
    return this.holders.flatMap((task) => task.remoteObjects?.() ?? []);
  }

  private put(task: UsableTask, given: AnyTaskProps | undefined, isFinal: boolean): PipelineTask {
    attempt(this.owner, () => this.demandOwnTasks(given?.name ?? task?.name, isFinal ? 'finally' : 'tasks'));
    const fits = task !== NO_TASK && attempt(this.owner, () => checkTask(this.owner, task));
    return fits ? this.include(this.made(task, given, isFinal)) : new PipelineTask(this.owner, NO_TASK, {}, isFinal);
  }

  /** A task that the manifest leaves out would be lost silently. */
  private demandOwnTasks(name: string | undefined, list: 'tasks' | 'finally'): void {
    if (this.body.overrides?.[list] === undefined) return;
    const problem = `task "${name}" is not emitted, because overrides or the file of the Pipeline has its own ${list}; write it there`;
    throw new TekwireError(problem, { code: 'TW288', where: String(name), problem });
  }

  private made(task: UsableTask, given: AnyTaskProps = {}, isFinal: boolean): PipelineTask {
    const where = `/${given?.name ?? task.name} `;
    const options = isFinal
      ? knownOptions('FinallyTaskProps', given, this.owner, { where })
      : knownOptions('PipelineTaskProps', given, this.owner, { where });
    // a copy, because the program may reuse its objects for the next task
    const props = checkedArguments(
      this.owner,
      options.name ?? task.name,
      tryCheckedCopy(options) ?? copyWithoutLists(options, this.owner, where),
    );
    return new PipelineTask(this.owner, task, props, isFinal);
  }

  private include(task: PipelineTask): PipelineTask {
    const { params } = task.props;
    for (const name in params) {
      const value = params[name];
      if (isLift(value)) this.liftParam(task, name, liftedName(name, value));
    }
    checkOwners(this.owner, task, (...problem) => this.report(...problem));
    if (this.readers.size > 0) for (const writer of writersFor(task)) this.readers.get(writer)?.push(task);
    if (handsOnFiles(task)) this.readers.set(task, []);
    this.tasks.push(task);
    if (task.task.remoteObjects !== undefined) this.holders.push(task.task);
    task.task.onChange?.(this.changed);
    this.changed();
    return task;
  }

  private readersOf(task: PipelineTask): readonly PipelineTask[] {
    return this.readers.get(task) ?? NONE;
  }

  private liftParam(task: PipelineTask, name: string, liftedAs: string): void {
    const declaration = task.task.surface.params[name];
    if (declaration === undefined) return;
    const by = `task "${task.name}"`;
    const known = this.declared.get(liftedAs);
    if (known === undefined) this.declared.set(liftedAs, { declaration, by });
    else if (!isSameParam(known.declaration, declaration)) {
      const message = `param "${liftedAs}" of ${by} is ${describe(declaration)}, but that of ${known.by} is ${describe(known.declaration)}; lift one of them under another name: lift('${task.name}-${name}')`;
      this.report('TW290', `/${task.name} params.${name}`, message);
    }
  }

  private report(...problem: Problem): void {
    this.problems.push(problem);
  }
}

const NONE: readonly PipelineTask[] = [];

function nested<W extends PipelineWorkspaces>(workspaces: W): NestedWorkspaces<W> {
  const declared = Object.entries(workspaces).map(([name, one]) => [name, 'isOptional' in one ? one : { isOptional: false }]);
  return Object.fromEntries(declared) as NestedWorkspaces<W>;
}

function renderWorkspace([name, workspace]: [string, Workspace | WorkspaceDeclaration]): PipelineWorkspaceSpec {
  const { description } = workspace;
  const isOptional = 'isOptional' in workspace && workspace.isOptional;
  return { name, ...(description === undefined ? {} : { description }), ...(isOptional ? { optional: true } : {}) };
}

function isSameParam(a: ParamDeclaration, b: ParamDeclaration): boolean {
  return (
    a.type === b.type &&
    JSON.stringify(a.default) === JSON.stringify(b.default) &&
    JSON.stringify(a.enum) === JSON.stringify(b.enum) &&
    JSON.stringify(a.properties) === JSON.stringify(b.properties)
  );
}

function describe({ type, default: value }: ParamDeclaration): string {
  return `of type "${type}" ${value === undefined ? 'without a default' : `with the default ${quoted(value)}`}`;
}

/** Like `checkedCopy`, without the lists of objects, whose items `checkedArguments` describes better. */
function copyWithoutLists({ after, when, ...rest }: AnyTaskProps, owner: object, where: string): AnyTaskProps {
  adoptWithin(owner, `${where}when`, when);
  return { ...checkedCopy(rest, owner, where), ...(after === undefined ? {} : { after }), ...(when === undefined ? {} : { when }) };
}

import { type Diagnostic, quoted } from '../diagnostics';
import { isText, makeReference, plainVariables, type Ref, type StringRef, type Text, tryFindTarget } from '../refs';
import type { RemoteObject } from '../rules';
import type { ParamValue, PipelineResultSpec, PipelineSpec, PipelineWorkspaceSpec } from '../spec';
import { held, known } from '../synth';
import {
  defined,
  nonEmpty,
  type ParamDeclaration,
  type ParamDeclarations,
  type ParamRefs,
  paramRefs,
  paramSpecs,
  type Rest,
  type ResultDeclarations,
  type TaskSurface,
  type UsableTask,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
} from '../task';
import type { AnyTaskProps, FinallyTaskProps, PipelineTaskProps } from './arguments';
import { checkArguments, checkDeclarations, checkTask } from './check-arguments';
import { handsOnFiles, writersFor } from './chosen-files';
import { type PipelineContext, pipelineContext } from './context';
import { isLift, liftedName } from './lift';
import type { NestedWorkspaces, PipelineWorkspaces } from './pipeline-reference';
import { type FinallyOf, type MatrixResults, PipelineTask } from './pipeline-task';
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
import { directoryRef, type PipelineWorkspaceRef, type Workspace } from './workspace';

/** The part of references that says which pipeline they belong to: its id, where the compiler knows it. */
// biome-ignore lint/suspicious/noExplicitAny: of an id that is computed nothing can be said
export type ScopeOf<Id extends string> = string extends Id ? any : Id;

/** What a pipeline takes, wherever it stands. */
export interface PipelineBodyProps<P extends ParamDeclarations, W extends PipelineWorkspaces> {
  readonly description?: string;
  readonly displayName?: string;
  /** Values that whoever runs the pipeline gives. @default - none, but those that tasks lift */
  readonly params?: P;
  /** Directories that tasks share. @default - none */
  readonly workspaces?: W;
  /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
  readonly overrides?: Partial<PipelineSpec>;
}

/** What can be said of a result of a pipeline. */
export interface PipelineResultOptions {
  /** A text for people. @default - none */
  readonly description?: string;
}

/** Arguments of `add` for a task with the surface `TP`, `TW` in the pipeline `S`. */
export type AddArguments<TP extends ParamDeclarations, TW extends WorkspaceDeclarations, S, M extends keyof TP> = Rest<
  PipelineTaskProps<TP, TW, S, M>
>;

/** Arguments of `finally` for a task with the surface `TP`, `TW` in the pipeline `S`. */
export type FinallyArguments<TP extends ParamDeclarations, TW extends WorkspaceDeclarations, S, M extends keyof TP> = Rest<
  FinallyTaskProps<TP, TW, S | FinallyOf<S>, M>
>;

type ResultText<S> = Ref<'string', unknown, S> | Text<S>;

/**
 * What a result of a pipeline may be: a result of one of its tasks, or a list or object of results and texts. A text alone is refused,
 * because Tekton admits no value that starts with anything but a result.
 */
// biome-ignore lint/suspicious/noExplicitAny: see ScopeOf
export type PipelineResultValue<S = any> =
  | Ref<'string' | 'array' | 'object', unknown, S>
  | readonly ResultText<S>[]
  | { readonly [key: string]: ResultText<S> };

/** The value, or the way out in the compiler's message where it is a text. */
// biome-ignore lint/suspicious/noExplicitAny: see ScopeOf
export type NoText<V> = V extends Text<any> ? 'Tekton admits no text here: let a task write the text to a result, and give that result' : V;

/** The task that `add` gives: results of one with a matrix are lists. */
export type Added<TR extends ResultDeclarations, TW extends WorkspaceDeclarations, S, M> = PipelineTask<
  [M] extends [never] ? TR : MatrixResults<TR>,
  TW,
  S
>;

/** The tasks of a pipeline and how they are wired, wherever the pipeline stands. */
export class PipelineBody<P extends ParamDeclarations, W extends PipelineWorkspaces, S> {
  readonly surface: TaskSurface<P, {}, NestedWorkspaces<W>>;
  readonly params: ParamRefs<P, S>;
  readonly workspaces: { readonly [k in keyof W]: PipelineWorkspaceRef<S> };
  readonly status: StringRef<unknown, FinallyOf<S>>;
  readonly tasks: PipelineTask[] = [];
  /** What stands behind its workspaces, unless a run binds them otherwise. */
  readonly workspaceBindings: W;
  private readonly body: Pick<PipelineBodyProps<P, W>, 'displayName' | 'description' | 'overrides'>;
  private readonly declared: Map<string, { readonly declaration: ParamDeclaration; readonly by: string }>;
  private readonly results: PipelineResultSpec[] = [];
  private readonly holders: UsableTask[] = [];
  private readonly problems: Problem[] = [];
  /** Who reads the files of a task by their paths; only of tasks that write such files. */
  private readonly readers = new Map<PipelineTask, PipelineTask[]>();

  /** @param owner - what the user takes for the pipeline; @param changed - called after every change of `spec` */
  constructor(
    props: PipelineBodyProps<P, W>,
    private readonly owner: object,
    private readonly changed: () => void,
  ) {
    checkDeclarations(owner, props);
    const { params = {} as P, workspaces = {} as W, displayName, description, overrides } = props;
    this.body = held({ displayName, description, overrides }, owner);
    this.workspaceBindings = { ...workspaces };
    this.declared = new Map(
      Object.entries<ParamDeclaration>(params).map(([name, declaration]) => [name, { declaration, by: 'the pipeline' }]),
    );
    this.surface = { params, results: {}, workspaces: nested(workspaces) };
    this.params = paramRefs(params, owner);
    this.workspaces = this.directories(workspaces);
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

  add<TP extends ParamDeclarations, TR extends ResultDeclarations, TW extends WorkspaceDeclarations, M extends keyof TP = never>(
    task: UsableTask<TP, TR, TW>,
    ...[props]: AddArguments<TP, TW, S, M>
  ): Added<TR, TW, S, M> {
    return this.include(this.made(task, props as AnyTaskProps | undefined, false)) as unknown as Added<TR, TW, S, M>;
  }

  finally<TP extends ParamDeclarations, TR extends ResultDeclarations, TW extends WorkspaceDeclarations, M extends keyof TP = never>(
    task: UsableTask<TP, TR, TW>,
    ...[props]: FinallyArguments<TP, TW, S, M>
  ): Added<TR, TW, FinallyOf<S>, M> {
    return this.include(this.made(task, props as AnyTaskProps | undefined, true)) as unknown as Added<TR, TW, FinallyOf<S>, M>;
  }

  addResult(name: string, given: unknown, more: PipelineResultOptions = {}): void {
    const value = held(given, this.owner, `results.${name}`);
    const options = known('PipelineResultOptions', more, this.owner, { where: `results.${name}` });
    checkValue(this.owner, value, `results.${name}`, (...problem) => this.complain(...problem));
    const type = tryFindTarget(value)?.type ?? (isText(value) ? 'string' : Array.isArray(value) ? 'array' : 'object');
    this.results.push({ name, type, ...options, value: plainVariables(value) as ParamValue });
    this.changed();
  }

  /** Mistakes that only the objects can see, of pipelines that stand in this one too; `prefix` is the way to this one. */
  wiringProblems(origin: string, prefix = ''): Diagnostic[] {
    const lost = [...lostOrder(this.tasks), ...lostReaders(this.tasks, (task) => this.readersOf(task))];
    const own = [...this.problems, ...lost].map(([code, where, message]) => wiringDiagnostic(origin, code, prefix + where, message));
    return [...own, ...this.tasks.flatMap(({ name, task }) => problemsWithin(task, origin, `${prefix}/${name}`))];
  }

  /** Locked objects that it refers to, and those of pipelines that stand in it. */
  remoteObjects(): readonly RemoteObject[] {
    return this.holders.flatMap((task) => task.remoteObjects?.() ?? []);
  }

  private made(task: UsableTask, given: AnyTaskProps = {}, isFinal: boolean): PipelineTask {
    checkTask(this.owner, task);
    const where = `/${given.name ?? task.name} `;
    const options = isFinal
      ? known('FinallyTaskProps', given, this.owner, { where })
      : known('PipelineTaskProps', given, this.owner, { where });
    // a copy, because the program may use its objects again for the next task
    const props = held(options, this.owner, where);
    checkArguments(this.owner, props.name ?? task.name, props);
    return new PipelineTask(this.owner, task, props, isFinal);
  }

  private include(task: PipelineTask): PipelineTask {
    const { params } = task.props;
    for (const name in params) {
      const value = params[name];
      if (isLift(value)) this.liftParam(task, name, liftedName(name, value));
    }
    checkOwners(this.owner, task, (...problem) => this.complain(...problem));
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
      const message = `param "${liftedAs}" of ${by} is ${describe(declaration)}, but that of ${known.by} is ${describe(known.declaration)}; give one of them another name: lift('${task.name}-${name}')`;
      this.complain('TW290', `/${task.name} params.${name}`, message);
    }
  }

  private directories(workspaces: W): { readonly [k in keyof W]: PipelineWorkspaceRef<S> } {
    const refs: Record<string, unknown> = {};
    for (const name of Object.keys(workspaces))
      refs[name] = directoryRef({ pipeline: this.owner, workspace: name, label: `workspace "${name}"` });
    return refs as { readonly [k in keyof W]: PipelineWorkspaceRef<S> };
  }

  private complain(...problem: Problem): void {
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

import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { type Diagnostic, quoted } from '../diagnostics';
import { type Graph, pipelineGraph } from '../graph';
import { makeReference, plain, type Ref, type StringRef, tryFindTarget } from '../refs';
import {
  type ParamValue,
  type PipelineResultSpec,
  type PipelineSpec,
  type PipelineWorkspaceSpec,
  type PodTemplate,
  TEKTON_V1,
} from '../spec';
import {
  defined,
  nonEmpty,
  type ParamDeclaration,
  type ParamDeclarations,
  type ParamRefs,
  paramRefs,
  paramSpecs,
  type ResultDeclarations,
  TektonObject,
  type UsableTask,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
} from '../task';
import type { AnyTaskProps, FinallyTaskProps, PipelineTaskProps, Rest } from './arguments';
import { isLift } from './lift';
import { type FinallyOf, type MatrixResults, PipelineTask } from './pipeline-task';
import { checkOwners, checkValue, liftedName, renderPipelineTask, wiringDiagnostic } from './wiring';
import { directoryRef, type Workspace, type WorkspaceRef } from './workspace';

/** Workspaces of a pipeline by name: with what stands behind them, or declared with `workspace()` for the run to bind. */
export type PipelineWorkspaces = Readonly<Record<string, Workspace | WorkspaceDeclaration>>;

/** The part of references that says which pipeline they belong to: its id, where the compiler knows it. */
// biome-ignore lint/suspicious/noExplicitAny: of an id that is computed nothing can be said
export type ScopeOf<Id extends string> = string extends Id ? any : Id;

/** What a pipeline takes. */
export interface PipelineProps<P extends ParamDeclarations, W extends PipelineWorkspaces> {
  readonly description?: string;
  readonly displayName?: string;
  /** Values that whoever runs the pipeline gives. @default - none, but those that tasks lift */
  readonly params?: P;
  /** Directories that tasks share. @default - none */
  readonly workspaces?: W;
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
  /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
  readonly overrides?: Partial<PipelineSpec>;
}

/**
 * A Tekton Pipeline. Its order follows from the data: a result, a param or a directory passed on is an edge.
 * @example
 * const ci = new Pipeline(chart, 'ci', { params: { url: param.string() }, workspaces: { code: Workspace.claim({ size: Size.gibibytes(1) }) } });
 * const clone = ci.add(gitClone, { params: { url: ci.params.url }, workspaces: { source: ci.workspaces.code } });
 * ci.add(test, { workspaces: { source: clone.workspaces.source } });
 */
export class Pipeline<
  const P extends ParamDeclarations = {},
  const W extends PipelineWorkspaces = {},
  const Id extends string = string,
> extends Construct {
  readonly params: ParamRefs<P, ScopeOf<Id>>;
  readonly workspaces: { readonly [k in keyof W]: WorkspaceRef<ScopeOf<Id>> };
  /** Of all tasks together: `Succeeded`, `Failed`, `Completed` (some were skipped) or `None`; for tasks in `finally`. */
  readonly status: StringRef<unknown, FinallyOf<ScopeOf<Id>>>;
  /** What the pods of a run need unless the run says otherwise. @default - nothing */
  readonly podTemplate?: PodTemplate;
  private readonly object: TektonObject;
  private readonly members: PipelineTask[] = [];
  private readonly declared: Map<string, { readonly declaration: ParamDeclaration; readonly by: string }>;
  private readonly results: PipelineResultSpec[] = [];
  private readonly problems: Diagnostic[] = [];

  constructor(
    scope: Construct,
    id: Id,
    private readonly props: PipelineProps<P, W> = {},
  ) {
    super(scope, id);
    const { params = {} as P, workspaces = {} as W, metadata } = props;
    this.declared = new Map(
      Object.entries<ParamDeclaration>(params).map(([name, declaration]) => [name, { declaration, by: 'the pipeline' }]),
    );
    this.params = paramRefs(params, this);
    this.workspaces = this.directories(workspaces);
    this.status = makeReference({ body: 'tasks.status', type: 'string', owner: this });
    this.object = new TektonObject(this, 'Resource', {
      apiVersion: TEKTON_V1,
      kind: 'Pipeline',
      metadata: { name: id, ...metadata },
      owner: this,
      spec: () => this.spec,
      wiringProblems: () => this.problems,
    });
  }

  /** Adds a task. It waits for the tasks whose results and directories it is given, and for no others. */
  add<TP extends ParamDeclarations, TR extends ResultDeclarations, TW extends WorkspaceDeclarations, M extends keyof TP = never>(
    task: UsableTask<TP, TR, TW>,
    ...[props]: Rest<PipelineTaskProps<TP, TW, ScopeOf<Id>, M>>
  ): PipelineTask<[M] extends [never] ? TR : MatrixResults<TR>, TW, ScopeOf<Id>> {
    return this.include(
      new PipelineTask<[M] extends [never] ? TR : MatrixResults<TR>, TW, ScopeOf<Id>>(this, task, (props ?? {}) as AnyTaskProps, false),
    );
  }

  /** Adds a task that runs when all others have ended, whatever became of them. */
  finally<TP extends ParamDeclarations, TR extends ResultDeclarations, TW extends WorkspaceDeclarations>(
    task: UsableTask<TP, TR, TW>,
    ...[props]: Rest<FinallyTaskProps<TP, TW, ScopeOf<Id> | FinallyOf<ScopeOf<Id>>>>
  ): PipelineTask<TR, TW, FinallyOf<ScopeOf<Id>>> {
    return this.include(new PipelineTask<TR, TW, FinallyOf<ScopeOf<Id>>>(this, task, (props ?? {}) as AnyTaskProps, true));
  }

  /** Gives a value to whoever reads the run's results. */
  addResult(
    name: string,
    value: Ref<'string' | 'array' | 'object', unknown, ScopeOf<Id> | FinallyOf<ScopeOf<Id>>>,
    options: { readonly description?: string } = {},
  ): void {
    checkValue(this, value, `results.${name}`, (...problem) => this.complain(...problem));
    const type = tryFindTarget(value)?.type ?? 'string';
    this.results.push({ name, type, ...options, value: plain(value) as ParamValue });
    this.object.changed();
  }

  /** The Pipeline's name in the cluster. */
  get name(): string {
    return this.object.name;
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }

  /** Its tasks, in the order in which they were added; those of `finally` too. */
  get tasks(): readonly PipelineTask[] {
    return this.members;
  }

  /** What stands behind its workspaces, unless a run binds them otherwise. */
  get workspaceBindings(): PipelineWorkspaces {
    return this.props.workspaces ?? {};
  }

  /** Who waits for whom. */
  get graph(): Graph {
    return pipelineGraph(this.spec);
  }

  /** The Pipeline's `spec`, as it is emitted. */
  get spec(): PipelineSpec {
    const names = new Set(this.members.filter(({ isFinal }) => !isFinal).map(({ name }) => name));
    const render = (task: PipelineTask) => renderPipelineTask(task, (name) => names.has(name));
    return defined({
      displayName: this.props.displayName,
      description: this.props.description,
      params: nonEmpty(paramSpecs(Object.fromEntries([...this.declared].map(([name, { declaration }]) => [name, declaration])))),
      workspaces: nonEmpty(Object.entries(this.workspaceBindings).map(renderWorkspace)),
      tasks: this.members.filter(({ isFinal }) => !isFinal).map(render),
      finally: nonEmpty(this.members.filter(({ isFinal }) => isFinal).map(render)),
      results: nonEmpty(this.results),
      ...this.props.overrides,
    });
  }

  private include<T extends PipelineTask>(task: T): T {
    for (const [name, value] of Object.entries(task.props.params ?? {}))
      if (isLift(value)) this.liftParam(task, name, liftedName(name, value));
    checkOwners(this, task, (...problem) => this.complain(...problem));
    this.members.push(task);
    this.object.changed();
    return task;
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

  private directories(workspaces: W): { readonly [k in keyof W]: WorkspaceRef<ScopeOf<Id>> } {
    const refs: Record<string, unknown> = {};
    for (const name of Object.keys(workspaces))
      refs[name] = directoryRef({ pipeline: this, workspace: name, label: `workspace "${name}"` });
    return refs as { readonly [k in keyof W]: WorkspaceRef<ScopeOf<Id>> };
  }

  private complain(code: string, where: string, message: string): void {
    this.problems.push(wiringDiagnostic(this.node.path, code, where, message));
  }
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
    JSON.stringify(a.properties) === JSON.stringify(b.properties)
  );
}

function describe({ type, default: value }: ParamDeclaration): string {
  return `of type "${type}" ${value === undefined ? 'without a default' : `with the default ${quoted(value)}`}`;
}

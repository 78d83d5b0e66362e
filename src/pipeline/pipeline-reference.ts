import type { Diagnostic } from '../diagnostics';
import type { RemoteObject } from '../rules';
import type { PipelineRef, PipelineSpec, PodTemplate } from '../spec';
import { known, knownOf } from '../synth';
import {
  type LockedAddress,
  type LockedObject,
  type LockedSurface,
  type ParamDeclarations,
  type PermissionRule,
  type Resolver,
  renderResolver,
  type TaskSurface,
  tryFindName,
  type UsableTask,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
} from '../task';
import type { Workspace } from './workspace';

/** Workspaces of a pipeline by name: with what stands behind them, or declared with `workspace()` for the run to bind. */
export type PipelineWorkspaces = Readonly<Record<string, Workspace | WorkspaceDeclaration>>;

/** A Pipeline that runs can use, wherever it lives. @open */
export interface RunnablePipeline<P extends ParamDeclarations, W extends PipelineWorkspaces> {
  readonly name: string;
  readonly surface: { readonly params: P };
  /** What stands behind its workspaces, unless a run binds them otherwise. */
  readonly workspaceBindings: W;
  readonly pipelineRef?: PipelineRef;
  readonly pipelineSpec?: PipelineSpec;
  readonly podTemplate?: PodTemplate | undefined;
  /** @internal Calls when what it holds has changed. */
  onChange?(watcher: () => void): void;
  /** @internal Locked objects that it holds, for the rules. */
  remoteObjects?(): readonly RemoteObject[];
  /** @internal Mistakes in what it holds, for the run that it stands in. */
  wiringProblems?(origin: string, prefix: string): readonly Diagnostic[];
}

/** What another pipeline must bind when it runs this one: what stands behind a workspace only runs can say. */
export type NestedWorkspaces<W extends PipelineWorkspaces> = {
  readonly [k in keyof W]: W[k] extends WorkspaceDeclaration ? W[k] : WorkspaceDeclaration<false>;
};

/** What a Pipeline takes that is not emitted by this app. */
export interface PipelineSurface<P extends ParamDeclarations, W extends WorkspaceDeclarations> {
  readonly params: P;
  readonly workspaces: W;
  /** What its tasks do to the cluster. @default - nothing */
  readonly rbac?: readonly PermissionRule[];
  /** What the pods of its runs need. @default - nothing */
  readonly podTemplate?: PodTemplate | undefined;
}

/** The same, and its name as a task of another pipeline where that must be said. */
export type NamedPipelineSurface<P extends ParamDeclarations, W extends WorkspaceDeclarations> = Partial<PipelineSurface<P, W>> & {
  readonly name?: string;
};

/** A Pipeline that is not emitted by this app. Made by `Pipeline.fromCluster` and `Pipeline.fromResolver`. */
export class PipelineReference<P extends ParamDeclarations, W extends WorkspaceDeclarations>
  implements RunnablePipeline<P, W>, UsableTask<P, {}, W>
{
  readonly surface: TaskSurface<P, {}, W>;
  readonly workspaceBindings: W;
  readonly podTemplate?: PodTemplate | undefined;

  constructor(
    readonly name: string,
    readonly pipelineRef: PipelineRef,
    surface: Partial<PipelineSurface<P, W>>,
  ) {
    const { params = {} as P, workspaces = {} as W, rbac, podTemplate } = known('NamedPipelineSurface', surface, this);
    this.surface = { params, results: {}, workspaces, ...(rbac && { rbac }) };
    this.workspaceBindings = workspaces;
    if (podTemplate !== undefined) this.podTemplate = podTemplate;
  }
}

/** The remote Pipeline of an address in tekwire.lock. */
export type LockedPipeline<U extends LockedAddress<'Pipeline'>> = PipelineReference<
  LockedSurface<U>['params'],
  LockedSurface<U>['workspaces']
>;

/** The Pipeline that a resolver gives. */
export function resolvedPipeline<P extends ParamDeclarations, W extends WorkspaceDeclarations>(
  resolver: Resolver<never>,
  surface: NamedPipelineSurface<P, W>,
): PipelineReference<P, W> {
  const name = surface.name ?? tryFindName(resolver) ?? '';
  return knownOf('Resolver', resolver, (given) => new PipelineReference(name, renderResolver(given, 'pipeline'), surface));
}

/** A Pipeline of which the rules know what it declares, so that they judge what it is given also where the compiler does not. */
export class LockedReference extends PipelineReference<ParamDeclarations, WorkspaceDeclarations> {
  private readonly spec: RemoteObject['spec'];

  constructor({ name, surface, spec, resolver }: LockedObject, rbac?: readonly PermissionRule[]) {
    super(name, renderResolver(resolver, 'pipeline'), { params: surface.params, workspaces: surface.workspaces, rbac });
    this.spec = spec;
  }

  remoteObjects(): readonly RemoteObject[] {
    return [{ kind: 'Pipeline', reference: this.pipelineRef, spec: this.spec }];
  }
}

import type { Diagnostic } from '../diagnostics';
import type { RemoteObject } from '../rules';
import type { PipelineRef, PipelineSpec, PodTemplate } from '../spec';
import { known, knownOf } from '../synth';
import {
  checkedInterface,
  checkedName,
  type FromUrlOptions,
  findLocked,
  type LockedAddress,
  type LockedObject,
  type LockedSurface,
  markUnread,
  type ParamDeclarations,
  type PermissionRule,
  type Resolver,
  renderResolver,
  type TaskSurface,
  tryFindName,
  type UsableTask,
  unreadName,
  type WorkspaceDeclaration,
  type WorkspaceDeclarations,
} from '../task';
import type { NeededSettings } from './needed-settings';
import type { Workspace } from './workspace';

/** Workspaces of a pipeline by name: with their source, or declared with `workspace()` so that the run binds them. */
export type PipelineWorkspaces = Readonly<Record<string, Workspace | WorkspaceDeclaration>>;

/** A Pipeline that runs can use, of this app or external. @open */
// biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
export interface RunnablePipeline<P extends ParamDeclarations, W extends PipelineWorkspaces, S = any> {
  /** For the compiler only. */
  readonly scope?: S;
  readonly name: string;
  readonly surface: { readonly params: P };
  /** The sources of its workspaces, unless a run binds them differently. */
  readonly workspaceBindings: W;
  readonly pipelineRef?: PipelineRef;
  readonly pipelineSpec?: PipelineSpec;
  readonly podTemplate?: PodTemplate | undefined;
  /** Settings of single tasks that its runs need; those of the run win, field by field. @default - none */
  readonly taskRunSettings?: readonly NeededSettings[];
  /** @internal Calls `watcher` when its content has changed. */
  onChange?(watcher: () => void): void;
  /** @internal Calls `watcher` when a task was added. */
  onTaskAdded?(watcher: () => void): void;
  /** @internal Locked objects that it contains, for the rules. */
  remoteObjects?(): readonly RemoteObject[];
  /** @internal Errors in its content, for the run that contains it. */
  wiringProblems?(origin: string, prefix: string): readonly Diagnostic[];
}

/** The workspaces that another pipeline must bind when it runs this one: only runs can set the source of a workspace. */
export type NestedWorkspaces<W extends PipelineWorkspaces> = {
  readonly [k in keyof W]: W[k] extends WorkspaceDeclaration ? W[k] : WorkspaceDeclaration<false>;
};

/** The interface of a Pipeline that is not emitted by this app. */
export interface PipelineSurface<P extends ParamDeclarations, W extends WorkspaceDeclarations> {
  readonly params: P;
  readonly workspaces: W;
  /** Permissions of its tasks in the cluster. @default - none */
  readonly rbac?: readonly PermissionRule[];
  /** Pod settings that its runs need. @default - none */
  readonly podTemplate?: PodTemplate | undefined;
}

/** The interface of an external Pipeline, and its name as a task of another pipeline, which some resolvers do not provide. */
export type NamedPipelineSurface<P extends ParamDeclarations, W extends WorkspaceDeclarations> = Partial<PipelineSurface<P, W>> & {
  readonly name?: string;
};

/** A Pipeline that is not emitted by this app. Made by `Pipeline.fromCluster` and `Pipeline.fromResolver`. */
export class PipelineReference<P extends ParamDeclarations, W extends WorkspaceDeclarations>
  implements RunnablePipeline<P, W>, UsableTask<P, {}, W>
{
  readonly name: string;
  readonly surface: TaskSurface<P, {}, W>;
  readonly workspaceBindings: W;
  readonly podTemplate?: PodTemplate | undefined;

  constructor(
    name: string,
    readonly pipelineRef: PipelineRef,
    surface: Partial<PipelineSurface<P, W>>,
  ) {
    this.name = checkedName(this, name, "Pipeline.fromCluster('ci')");
    const given = known('NamedPipelineSurface', checkedInterface(this, surface), this);
    const { params = {} as P, workspaces = {} as W, rbac, podTemplate } = given;
    this.surface = { params, results: {}, workspaces, ...(rbac && { rbac }) };
    this.workspaceBindings = workspaces;
    if (podTemplate !== undefined) this.podTemplate = podTemplate;
  }
}

/** The Pipeline that is locked for an address. */
export type LockedPipeline<U extends LockedAddress<'Pipeline'>> = PipelineReference<
  LockedSurface<U>['params'],
  LockedSurface<U>['workspaces']
>;

/** Makes the reference to a Pipeline that a resolver fetches. */
export function resolvedPipeline<P extends ParamDeclarations, W extends WorkspaceDeclarations>(
  resolver: Resolver<never>,
  surface: NamedPipelineSurface<P, W>,
): PipelineReference<P, W> {
  const named = (given: Resolver<never>) => surface?.name ?? tryFindName(given) ?? '';
  return knownOf(
    'Resolver',
    resolver,
    (given) => new PipelineReference(named(given), renderResolver(given, 'pipeline'), surface),
    () => unreadPipeline(surface?.name ?? 'unknown', surface),
  );
}

/** Stands for a Pipeline whose reference has a mistake. */
function unreadPipeline<P extends ParamDeclarations, W extends WorkspaceDeclarations>(
  name: string,
  surface: Partial<PipelineSurface<P, W>>,
): PipelineReference<P, W> {
  return markUnread(new PipelineReference(name, { name }, surface));
}

/** A locked Pipeline whose interface the rules know, so that they check its arguments even when the compiler cannot. */
class LockedReference extends PipelineReference<ParamDeclarations, WorkspaceDeclarations> {
  private readonly spec: RemoteObject['spec'];

  constructor({ name, surface, spec, resolver }: LockedObject, rbac?: readonly PermissionRule[]) {
    super(name, renderResolver(resolver, 'pipeline'), { params: surface.params, workspaces: surface.workspaces, rbac });
    this.spec = spec;
  }

  remoteObjects(): readonly RemoteObject[] {
    return [{ kind: 'Pipeline', reference: this.pipelineRef, spec: this.spec }];
  }
}

/** Options of `Pipeline.fromUrl`. */
export type LockedPipelineOptions = FromUrlOptions & Partial<PipelineSurface<ParamDeclarations, WorkspaceDeclarations>>;

/** Makes the reference to a Pipeline that is locked for an address. */
export function lockedPipeline(
  address: string,
  options: LockedPipelineOptions,
): PipelineReference<ParamDeclarations, WorkspaceDeclarations> {
  const find = ({ rbac, ...given }: LockedPipelineOptions): PipelineReference<ParamDeclarations, WorkspaceDeclarations> => {
    const found = findLocked('Pipeline', address, given);
    return new LockedReference({ ...found, name: given.name ?? found.name }, rbac);
  };
  return knownOf('LockedPipelineOptions', options, find, () => {
    const { params, workspaces } = { ...options };
    return unreadPipeline(unreadName(address, options), { ...(params && { params }), ...(workspaces && { workspaces }) });
  });
}

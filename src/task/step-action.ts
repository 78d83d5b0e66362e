import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { plain, type Ref } from '../refs';
import type { StepScope } from '../script';
import { type StepActionSpec, type StepRef, TEKTON_V1BETA1 } from '../spec';
import { attempt, checkedScope, isRecord, known, knownOf, refuse, TektonObject } from '../synth';
import {
  type ActionStepProps,
  type AnyActionStepProps,
  actionStep,
  StepActionReference,
  type StepActionSurface,
  type UsableStepAction,
} from './action-step';
import type { Rest } from './arguments';
import { checkedSurface } from './check-surface';
import { checkedContainer } from './check-task';
import type { ContainerProps } from './container';
import type { ParamDeclarations, ResultDeclarations } from './declarations';
import { checkTypes, readFileOf } from './external/from-file';
import { type FileSurface, findLocked, type LockedAddress, type LockedPath, type LockOptions } from './external/locked';
import { LockedAction, type LockedStepAction } from './external/locked-step-action';
import { type Resolver, renderResolver } from './external/resolver';
import { checkedName, markUnread } from './external/unread';
import { demandGuarded, guardAction } from './guard-values';
import { actionResults, stepParams } from './handles/step-handles';
import { defined, renderContainer, renderProgram } from './render-step';
import type { StepWithResults } from './step';
import { nonEmpty, type ParamRefs, paramSpecs, resultSpecs } from './surface';
import type { TextVolumeMount } from './volume';

/** The context of a StepAction's container: its own params, and the files of its results. */
export interface StepActionContext<P extends ParamDeclarations, R extends ResultDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  readonly results: { readonly [k in keyof R]: { readonly path: string } };
}

/** The container of a StepAction. */
export interface StepActionContainer
  extends Pick<ContainerProps, 'image' | 'command' | 'args' | 'script' | 'workingDir' | 'env' | 'securityContext'> {
  /** Mounts of the Task's volumes; their names must be params, because only the Task knows them. @default - none */
  readonly volumeMounts?: readonly (Omit<TextVolumeMount, 'name'> & { readonly name: Ref<'string', unknown, StepScope> })[];
}

type LockedActionOptions = LockOptions & Partial<StepActionSurface<ParamDeclarations, ResultDeclarations>>;

/** Options of a `StepAction`. */
export interface StepActionProps<P extends ParamDeclarations, R extends ResultDeclarations> {
  /** A description for people. @default - none */
  readonly description?: string;
  /** Params, whose values the step sets. @default - none */
  readonly params?: P;
  /** Results, for later steps. @default - none */
  readonly results?: R;
  /** Returns the container. */
  readonly container: (context: StepActionContext<P, R>) => StepActionContainer;
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
  /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
  readonly overrides?: Partial<StepActionSpec>;
}

type AnyActionSurface = StepActionSurface<ParamDeclarations, ResultDeclarations>;

/**
 * A Tekton StepAction: a step that many Tasks share, with typed params and results.
 * @example
 * const tag = new StepAction(chart, 'tag', {
 *   params: { repository: param.string() },
 *   results: { tag: result.string() },
 *   container: ({ params, results }) => ({ image: 'alpine/git:v2.49.1', script: sh`git -C ${params.repository} describe > ${results.tag.path}` }),
 * });
 * new Task(chart, 'release', {
 *   steps: () => {
 *     const described = tag.step('describe', { params: { repository: '.' } });
 *     return [described, { name: 'print', image: 'busybox:1.37.0', command: ['echo'], args: [described.results.tag] }];
 *   },
 * });
 */
export class StepAction<const P extends ParamDeclarations = {}, const R extends ResultDeclarations = {}>
  extends Construct
  implements UsableStepAction<P, R>
{
  readonly surface: StepActionSurface<P, R>;
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, props: StepActionProps<P, R>) {
    super(checkedScope(scope, id, 'StepAction'), id);
    const given = known('StepActionProps', props ?? ({} as typeof props), this, { isExtended: new.target !== StepAction });
    const { params = {} as P, results = {} as R } = given;
    this.surface = checkedSurface(this, { params, results });
    const spec = renderStepAction(given, this.surface, this);
    const metadata = { name: id, ...given.metadata };
    this.object = new TektonObject(this, 'Resource', {
      apiVersion: TEKTON_V1BETA1,
      kind: 'StepAction',
      metadata,
      spec: () => spec,
      owner: this,
    });
  }

  /** Emits the StepAction of a YAML file, whose path is relative to the calling file. The compiler knows its interface from tekwire.lock
   *  (`tekwire lock --types FILE`), or from `surface`; without both, the rules check its use at synth.
   *  A file that cannot be read, or that contains anything but one StepAction, is reported at synth (TW288). */
  static fromFile<const F extends string>(
    scope: Construct,
    id: string,
    path: F & LockedPath<'StepAction', F>,
  ): StepAction<FileSurface<'StepAction', F>['params'], FileSurface<'StepAction', F>['results']>;
  static fromFile<
    const P extends ParamDeclarations = ParamDeclarations,
    // biome-ignore lint/suspicious/noExplicitAny: without an interface results fit everywhere, and are checked at synth
    const R extends ResultDeclarations = any,
  >(scope: Construct, id: string, path: string, surface?: Partial<StepActionSurface<P, R>>): StepAction<P, R>;
  // biome-ignore lint/suspicious/noExplicitAny: the overloads have its type, and without a lock file theirs is never
  static fromFile(scope: Construct, id: string, path: string, surface?: Partial<AnyActionSurface>): any {
    const expected = known('StepActionSurface', surface, { scope, id }, { where: 'surface' });
    const found = attempt({ scope, id }, () => readFileOf('StepAction', path, expected));
    if (found !== undefined && surface === undefined) attempt({ scope, id }, () => checkTypes('StepAction', path, found));
    const { params, results } = { ...(found?.surface ?? expected) } as AnyActionSurface;
    const { metadata, spec } = found ?? {};
    const made = new StepAction(scope, id, { params, results, container: () => ({}) as StepActionContainer, metadata, overrides: spec });
    return found === undefined ? markUnread(made) : made;
  }

  /** Refers to a StepAction in the cluster. */
  static fromCluster<const P extends ParamDeclarations = {}, const R extends ResultDeclarations = {}>(
    name: string,
    surface: Partial<StepActionSurface<P, R>> = {},
  ): StepActionReference<P, R> {
    return knownOf('StepActionSurface', surface, (given) => {
      const made = new StepActionReference(surfaceOfAction(given), { name: 'unknown' });
      return Object.assign(made, { stepRef: { name: checkedName(made, name, "StepAction.fromCluster('tag')") } });
    });
  }

  /** Refers to a StepAction that Tekton fetches through a resolver when a Task that uses it runs. */
  static fromResolver<const P extends ParamDeclarations = {}, const R extends ResultDeclarations = {}>(
    resolver: Resolver<StepScope>,
    surface: Partial<StepActionSurface<P, R>> = {},
  ): StepActionReference<P, R> {
    return knownOf('StepActionSurface', surface, (given) => {
      const own = surfaceOfAction(given);
      const resolved = (one: Resolver<StepScope>) => new StepActionReference(own, renderResolver(one, 'stepaction'));
      return knownOf('Resolver', resolver, resolved, () => unreadAction(own));
    });
  }

  /**
   * Refers to the StepAction at an address that `npx tekwire lock` has locked; nothing is fetched at synth. The compiler knows its params
   * from `tekwire.lock.d.ts`, or from `options`, which are compared with the lock file.
   * Reported at synth (TW288): an address that is not locked, or an interface in `options` that differs from the locked one
   * @example
   * const tag = StepAction.fromUrl('git+https://git.acme.example/tasks.git//tag.yaml?ref=v1', { results: { tag: result.string() } });
   */
  static fromUrl<const U extends LockedAddress<'StepAction'>>(address: U, options?: LockOptions): LockedStepAction<U>;
  static fromUrl<
    const P extends ParamDeclarations = ParamDeclarations,
    // biome-ignore lint/suspicious/noExplicitAny: without an interface results fit everywhere, and are checked at synth
    const R extends ResultDeclarations = any,
  >(address: string, options?: LockOptions & Partial<StepActionSurface<P, R>>): StepActionReference<P, R>;
  static fromUrl(address: string, options: LockedActionOptions = {}): unknown {
    const find = (given: LockedActionOptions): StepActionReference<ParamDeclarations, ResultDeclarations> => {
      const { surface, resolver } = findLocked('StepAction', address, given);
      return new LockedAction(surfaceOfAction(surface), renderResolver(resolver, 'stepaction'));
    };
    return knownOf('LockedActionOptions', options, find, () => unreadAction(surfaceOfAction({ ...options })));
  }

  /** The StepAction's name in the cluster. */
  get name(): string {
    return this.object.name;
  }

  get stepRef(): StepRef {
    return { name: this.name };
  }

  /** The emitted object, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }

  step<const N extends string>(name: N, ...[props]: Rest<ActionStepProps<P>>): StepWithResults<R, N> {
    return actionStep(name, this, (props ?? {}) as AnyActionStepProps);
  }
}

function surfaceOfAction<P extends ParamDeclarations, R extends ResultDeclarations>({
  params = {} as P,
  results = {} as R,
}: Partial<StepActionSurface<P, R>>): StepActionSurface<P, R> {
  return { params, results };
}

/** Stands for a StepAction whose reference has a mistake. */
function unreadAction<P extends ParamDeclarations, R extends ResultDeclarations>(surface: StepActionSurface<P, R>) {
  return markUnread(new StepActionReference(surface, { name: 'unknown' }));
}

function containerOf(owner: object, container: unknown, context: unknown): Readonly<Record<string, unknown>> {
  if (typeof container !== 'function')
    refuse(owner, 'container', container, 'a function that returns a container; write container: ({ params }) => ({ image, script })');
  const given: unknown = container(context);
  return isRecord(given)
    ? given
    : refuse(owner, 'the return value of container', given, "a container such as { image: 'busybox:1.37.0', ... }");
}

function renderStepAction<P extends ParamDeclarations, R extends ResultDeclarations>(
  { description, container, overrides }: StepActionProps<P, R>,
  { params, results }: StepActionSurface<P, R>,
  owner: object,
): StepActionSpec {
  const context = {
    params: stepParams(params, owner),
    results: actionResults(results, owner) as StepActionContext<P, R>['results'],
  };
  const given = attempt(owner, () => containerOf(owner, container, context)) ?? {};
  const checked = checkedContainer(owner, () => 'container', { ...given });
  const { volumeMounts, ...made } = known('StepActionContainer', checked as Partial<StepActionContainer>, owner, { where: 'container' });
  const guarded = guardAction(renderProgram(owner, made, (one) => renderContainer(one, 'container')));
  attempt(owner, () => demandGuarded('container', guarded));
  return defined({
    description,
    params: nonEmpty(paramSpecs(params)),
    results: nonEmpty(resultSpecs(results)),
    ...(guarded as StepActionSpec),
    volumeMounts: volumeMounts?.map((mount) => plain(mount)),
    ...overrides,
  });
}

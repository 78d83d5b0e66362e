import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { plain, type Ref } from '../refs';
import type { StepScope } from '../script';
import { type StepActionSpec, type StepRef, TEKTON_V1BETA1 } from '../spec';
import { isRecord, known, knownOf, located, placeOf, refuse, TektonObject } from '../synth';
import {
  type ActionStepProps,
  type AnyActionStepProps,
  actionStep,
  StepActionReference,
  type StepActionSurface,
  type UsableStepAction,
} from './action-step';
import type { Rest } from './arguments';
import { checkSurface } from './check-surface';
import { checkedContainer } from './check-task';
import type { ContainerProps } from './container';
import type { ParamDeclarations, ResultDeclarations } from './declarations';
import { findLocked, type LockedAddress, type LockOptions } from './external/locked';
import { LockedAction, type LockedStepAction } from './external/locked-step-action';
import { type Resolver, renderResolver } from './external/resolver';
import { demandGuarded, guardAction } from './guard-values';
import { defined, renderContainer } from './render-step';
import type { StepWithResults } from './step';
import { nonEmpty, type ParamRefs, paramRefs, paramSpecs, resultSpecs } from './surface';
import type { TextVolumeMount } from './volume';

/** What the container of a StepAction may use: its own params, and the files of its results. */
export interface StepActionContext<P extends ParamDeclarations, R extends ResultDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  readonly results: { readonly [k in keyof R]: { readonly path: string } };
}

/** The container of a StepAction. */
export interface StepActionContainer
  extends Pick<ContainerProps, 'image' | 'command' | 'args' | 'script' | 'workingDir' | 'env' | 'securityContext'> {
  /** Volumes of the Task; their names are always a param, since the Task alone knows them. @default - none */
  readonly volumeMounts?: readonly (Omit<TextVolumeMount, 'name'> & { readonly name: Ref<'string', unknown, StepScope> })[];
}

type LockedActionOptions = LockOptions & Partial<StepActionSurface<ParamDeclarations, ResultDeclarations>>;

/** What a StepAction takes, gives and does. */
export interface StepActionProps<P extends ParamDeclarations, R extends ResultDeclarations> {
  readonly description?: string;
  /** Values that the step which uses it gives. @default - none */
  readonly params?: P;
  /** Values that it finds out, for later steps. @default - none */
  readonly results?: R;
  /** The container that runs. */
  readonly container: (context: StepActionContext<P, R>) => StepActionContainer;
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
  /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
  readonly overrides?: Partial<StepActionSpec>;
}

/**
 * A Tekton StepAction: one step that many Tasks share, with typed params and results.
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
    super(scope, id);
    const given = known('StepActionProps', props ?? ({} as typeof props), this, { isExtended: new.target !== StepAction });
    const { params = {} as P, results = {} as R } = given;
    checkSurface(this, { params, results });
    this.surface = { params, results };
    const spec = located(placeOf(this), () => renderStepAction(given, this.surface, this));
    const metadata = { name: id, ...given.metadata };
    this.object = new TektonObject(this, 'Resource', {
      apiVersion: TEKTON_V1BETA1,
      kind: 'StepAction',
      metadata,
      spec: () => spec,
      owner: this,
    });
  }

  /** A StepAction that is in the cluster already. */
  static fromCluster<const P extends ParamDeclarations = {}, const R extends ResultDeclarations = {}>(
    name: string,
    surface: Partial<StepActionSurface<P, R>> = {},
  ): StepActionReference<P, R> {
    return knownOf('StepActionSurface', surface, (given) => new StepActionReference(surfaceOfAction(given), { name }));
  }

  /** A StepAction that Tekton fetches when a Task that uses it runs. */
  static fromResolver<const P extends ParamDeclarations = {}, const R extends ResultDeclarations = {}>(
    resolver: Resolver<StepScope>,
    surface: Partial<StepActionSurface<P, R>> = {},
  ): StepActionReference<P, R> {
    const resolved = (given: Resolver<StepScope>) => new StepActionReference(surfaceOfAction(surface), renderResolver(given, 'stepaction'));
    return knownOf('StepActionSurface', surface, () => knownOf('Resolver', resolver, resolved));
  }

  /**
   * The StepAction of an address, as `npx tekwire lock` has seen it; nothing is fetched at synth. The compiler knows the params by
   * `tekwire.lock.d.ts`, or by a surface that is compared with the lock file.
   * @throws Error when the address is not locked, or the surface is not the locked one
   * @example
   * const tag = StepAction.fromUrl('git+https://git.acme.example/tasks.git//tag.yaml?ref=v1', { results: { tag: result.string() } });
   */
  static fromUrl<const U extends LockedAddress<'StepAction'>>(address: U, options?: LockOptions): LockedStepAction<U>;
  static fromUrl<
    const P extends ParamDeclarations = ParamDeclarations,
    // biome-ignore lint/suspicious/noExplicitAny: without a surface results are whatever they are used as, and judged at synth
    const R extends ResultDeclarations = any,
  >(address: string, options?: LockOptions & Partial<StepActionSurface<P, R>>): StepActionReference<P, R>;
  static fromUrl(address: string, options: LockedActionOptions = {}): unknown {
    const { surface, resolver } = findLocked('StepAction', address, options);
    return knownOf(
      'LockedActionOptions',
      options,
      () => new LockedAction(surfaceOfAction(surface), renderResolver(resolver, 'stepaction')),
    );
  }

  /** The StepAction's name in the cluster. */
  get name(): string {
    return this.object.name;
  }

  get stepRef(): StepRef {
    return { name: this.name };
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }

  step(name: string, ...[props]: Rest<ActionStepProps<P>>): StepWithResults<R> {
    return actionStep(name, this, (props ?? {}) as AnyActionStepProps);
  }
}

function surfaceOfAction<P extends ParamDeclarations, R extends ResultDeclarations>({
  params = {} as P,
  results = {} as R,
}: Partial<StepActionSurface<P, R>>): StepActionSurface<P, R> {
  return { params, results };
}

function renderStepAction<P extends ParamDeclarations, R extends ResultDeclarations>(
  { description, container, overrides }: StepActionProps<P, R>,
  { params, results }: StepActionSurface<P, R>,
  owner: object,
): StepActionSpec {
  const paths = Object.fromEntries(Object.keys(results).map((name) => [name, { path: `$(step.results.${name}.path)` }]));
  const context = { params: paramRefs<P, StepScope>(params, owner), results: paths as StepActionContext<P, R>['results'] };
  if (typeof container !== 'function')
    refuse(owner, 'container', container, 'write a function that returns the container, as container: ({ params }) => ({ image, script })');
  const given = container(context);
  if (!isRecord(given)) refuse(owner, 'what container returns', given, "return { image: 'busybox:1.37.0', ... }");
  const checked = checkedContainer(owner, () => 'container', { ...given });
  const { volumeMounts, ...made } = known('StepActionContainer', checked, owner, { where: 'container' }) as StepActionContainer;
  const guarded = guardAction(renderContainer(made, 'container'));
  demandGuarded('container', guarded);
  return defined({
    description,
    params: nonEmpty(paramSpecs(params)),
    results: nonEmpty(resultSpecs(results)),
    ...(guarded as StepActionSpec),
    volumeMounts: volumeMounts?.map((mount) => plain(mount)),
    ...overrides,
  });
}

import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { lift, mergePodTemplates, type NeededSettings, Pipeline, type PipelineProps, type PipelineTask, Workspace } from '../pipeline';
import { type Condition, type Ref, type Text, text } from '../refs';
import type { PodTemplate, RunDefaults } from '../spec';
import { attempt, known, refuse } from '../synth';
import type { ParamDeclarations, UsableTask, WorkspaceDeclarations } from '../task';
import { checkedComponents } from './check-components';
import { checkDelivery } from './check-delivery';
import { conditionalPath, conditionsOf } from './conditions';
import type {
  AnyConsumer,
  AnyEnricher,
  AnyProducer,
  AnySbomProducer,
  AnySource,
  Component,
  Findings,
  IssuesResults,
  SbomResults,
  SharedWorkspace,
  SourceResults,
} from './contract';
import { FusedTask, onlyOf, planned, sharesPod, type Unit } from './fused';
import { restrictedPod } from './hardening';
import { historyParams } from './history';
import {
  type AnyOptions,
  type ConsumerOptions,
  type Placed,
  type ProducerOptions,
  type SbomOptions,
  type SourceOptions,
  takenOut,
  type WriterOptions,
} from './placed';
import { Quarantine, type QuarantineOptions } from './quarantine';

/** Props of a SecurityPipeline. */
export interface SecurityPipelineProps extends Pick<PipelineProps<{}, {}>, 'description' | 'displayName' | 'metadata' | 'overrides'> {
  /** Provides the sources. */
  readonly source: AnySource | Placed<AnySource, SourceOptions>;
  /** Scan the sources, in parallel. One with options of its task in this pipeline: `gosec.in({ languages: ['go'] })`. */
  readonly producers: readonly (AnyProducer | Placed<AnyProducer, ProducerOptions>)[];
  /** List the components of the sources, in parallel; consumers with the param `sbom-paths` receive them. @default - none */
  readonly sboms?: readonly (AnySbomProducer | Placed<AnySbomProducer, SbomOptions>)[];
  /** Process the findings, one after the other. @default - none: consumers read the producers' findings */
  readonly enrichers?: readonly (AnyEnricher | Placed<AnyEnricher, WriterOptions>)[];
  /** Deliver the findings, in parallel. */
  readonly consumers: readonly (AnyConsumer | Placed<AnyConsumer, ConsumerOptions>)[];
  /** The workspace for the sources and the findings. @default - a claim of 1 GiB for every run */
  readonly workspace?: Workspace;
  /**
   * What the tools of producers and `sboms` may do in the cluster: they see nothing of the workspace but the sources, read-only, have the token
   * and the secrets of no service account, and those that need nothing of the network reach nothing, which needs a network plugin that
   * enforces a NetworkPolicy. `true` cuts all of them off; `false` switches it off. Needs the API fields `beta`, Tekton's default.
   * @default - a quarantine in which tools that say what they need of the network reach it
   */
  readonly quarantine?: boolean | QuarantineOptions;
  /**
   * Whether the enrichers and consumers run as steps of one Task, one after the other, instead of a pod for each. A component keeps its own when
   * it has options of its task (`in`), a Secret, permissions or workspaces of its own. @default false
   */
  readonly fuse?: boolean;
  /** Bindings of the source's optional workspaces, such as credentials, by name. @default - they are not bound */
  readonly sourceWorkspaces?: Readonly<Record<string, Workspace>>;
}

/**
 * A Pipeline of Dracon's roles: the source, then all producers in parallel, then the enrichers one after the other, then all consumers in
 * parallel. The order follows from the data. Params of the components without a value become params of the pipeline, prefixed with the
 * task's name where two would clash.
 * A pipeline without a producer, whose gate would have no findings to check, is reported at synth (TW288), and so are `sourceWorkspaces`
 * with the name of the shared `source`. Findings that are not delivered are a warning (TW285): without consumers, or with a workspace that tasks
 * do not share, such as an `emptyDir`.
 * @example
 * new SecurityPipeline(chart, 'golang-project', {
 *   source: new GitClone(chart, 'git-clone'),
 *   producers: [new Gosec(chart, 'gosec'), new Gitleaks(chart, 'gitleaks')],
 *   enrichers: [new Deduplicate(chart, 'deduplicate')],
 *   consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'high' })],
 * });
 */
export class SecurityPipeline extends Pipeline<ParamDeclarations, Readonly<Record<string, Workspace>>> {
  readonly source: PipelineTask<SourceResults, SharedWorkspace>;
  readonly producers: readonly PipelineTask<IssuesResults, SharedWorkspace>[];
  readonly sboms: readonly PipelineTask<SbomResults, SharedWorkspace>[];
  readonly enrichers: readonly PipelineTask<IssuesResults, SharedWorkspace>[];
  readonly consumers: readonly PipelineTask<{}, SharedWorkspace>[];
  private readonly localParam: string | undefined;
  private readonly quarantine: Quarantine;
  private readonly optionsOf: (component: object) => AnyOptions;

  constructor(scope: Construct, id: string, given: SecurityPipelineProps) {
    const props = known('SecurityPipelineProps', given, { scope, id }, { isExtended: new.target !== SecurityPipeline });
    const { parts, optionsOf } = takenOut(props);
    const {
      source,
      producers,
      sboms = [],
      enrichers = [],
      consumers,
      workspace,
      sourceWorkspaces = {},
      quarantine,
      fuse = false,
      ...rest
    } = checkedComponents(scope, id, parts);
    const shared = workspace ?? Workspace.claim({ size: Size.gibibytes(1) });
    super(scope, id, {
      ...rest,
      workspaces: { source: shared.describe('the sources and the findings'), ...sourceWorkspaces },
    });
    const lifted = new LiftedParams([source, ...producers, ...sboms, ...enrichers, ...consumers]);
    const credentials = Object.fromEntries(Object.keys(sourceWorkspaces).map((name) => [name, this.workspaces[name]]));
    const history = attempt(this, () => historyParams(this, source, producers)) ?? {};
    this.optionsOf = optionsOf;
    this.quarantine = new Quarantine(this, quarantine, optionsOf);
    this.quarantine.confine([...producers, ...sboms]);
    this.source = this.join(source, { ...lifted.of(source), ...history }, credentials);
    this.localParam = lifted.tryNameOf(source, source.localParam);
    const { path, url } = this.source.results;
    const details = { 'source-path': path, 'source-url': url };
    const sourceOf = ({ surface }: UsableTask) => Object.fromEntries(Object.entries(details).filter(([name]) => name in surface.params));
    this.producers = producers.map((producer) => this.join(producer, { 'source-path': path, ...lifted.of(producer) }));
    this.sboms = sboms.map((sbom) => this.join(sbom, { 'source-path': path, ...lifted.of(sbom) }));
    const bills = this.sboms.map((sbom) => sbom.results.sbom);
    const billsOf = ({ surface }: UsableTask) => ('sbom-paths' in surface.params ? { 'sbom-paths': bills } : {});
    let findings: readonly FindingsRef[] = this.producers.map(({ results, props: { when = [] } }) =>
      conditionalPath(results.issues, when as readonly Condition[]),
    );
    const tasks = new Map<object, AnyPipelineTask>();
    const valuesOf = (one: UsableTask & Component) => ({ ...billsOf(one), ...sourceOf(one), ...lifted.of(one) });
    const isFused = attempt(this, () => (typeof fuse === 'boolean' ? fuse : refuse(this, 'fuse', fuse, 'true or false')));
    for (const unit of planned(enrichers, consumers, (one) => isFused === true && sharesPod(one, optionsOf(one)))) {
      const only = onlyOf(unit);
      const reads = unit.enrichers.length > 0 ? 'producer-result-paths' : 'issues-paths';
      const added =
        only === undefined
          ? this.joinFused(unit, findings, valuesOf, consumers.length > 0)
          : [[only, this.join(only, { [reads]: findings, ...valuesOf(only) })] as const];
      for (const [component, task] of added) tasks.set(component, task as AnyPipelineTask);
      const last = unit.enrichers.at(-1);
      if (last !== undefined) findings = [(tasks.get(last) as AnyPipelineTask).results.issues];
    }
    this.enrichers = enrichers.map((one) => tasks.get(one) as AnyPipelineTask);
    this.consumers = consumers.map((one) => tasks.get(one) as AnyPipelineTask);
    checkDelivery(this, shared, consumers.length, this.tasks.length);
  }

  /** Settings of single tasks that its runs need; runs of this app have them. */
  override get taskRunSettings(): readonly NeededSettings[] {
    return this.tasks.flatMap(({ name, task }) => {
      const { computeResources } = this.optionsOf(task);
      const settings = { ...this.quarantine.settingsOf(task), ...(computeResources && { computeResources }) };
      return Object.keys(settings).length === 0 ? [] : [{ task: name, ...settings }];
    });
  }

  override get podTemplate(): PodTemplate {
    return { ...mergePodTemplates(restrictedPod, super.podTemplate) };
  }

  protected override get localSource(): RunDefaults['localSource'] {
    return this.localParam === undefined ? undefined : { workspace: 'source', param: this.localParam };
  }

  /** Adds one task for several components, and returns it with the results of each. */
  private joinFused(
    unit: Unit,
    findings: readonly FindingsRef[],
    valuesOf: (component: UsableTask & Component) => Readonly<Record<string, unknown>>,
    hasReaders: boolean,
  ): (readonly [object, PipelineTask])[] {
    const isLast = unit.consumers.length > 0;
    const id = isLast ? 'findings' : `enrichers-${unit.enrichers[0]?.name}`;
    const fused = new FusedTask(this, id, `${this.name}-${id}`, unit);
    const folder = text`${this.context.pipelineRun.uid}/findings`;
    // a reader of the enrichers' findings runs in any case, and reports those that are missing
    const onError = isLast || !hasReaders ? {} : { onError: 'continue' as const };
    const task = this.join(fused, fused.paramsFrom(findings, folder, valuesOf), {}, { name: id, ...onError });
    return [...unit.enrichers, ...unit.consumers].map((one) => [one, fused.viewOf(task as PipelineTask, one, String(folder))] as const);
  }

  private join<R extends AnyResults, W extends WorkspaceDeclarations>(
    task: UsableTask<ParamDeclarations, R, W>,
    params: Readonly<Record<string, unknown>>,
    workspaces: Readonly<Record<string, unknown>> = {},
    more: Readonly<Record<string, unknown>> = {},
  ): PipelineTask<R, W> {
    // the types of the roles guarantee that the params fit; the compiler sees only their names here
    const add = this.add.bind(this) as unknown as (task: UsableTask, props: object) => PipelineTask<R, W>;
    const { computeResources: _, quarantine: __, when, languages, ...options } = this.optionsOf(task);
    const sources = 'sources' in task.surface.workspaces && { sources: this.workspaces.source?.sub(this.source.results.path) };
    const conditional = { ...(when && { when }), ...(languages && { languages }) };
    const conditions = attempt(this, () => conditionsOf(this, this.source, task.name, conditional)) ?? [];
    return add(task, {
      params,
      workspaces: { source: this.workspaces.source, ...sources, ...workspaces },
      ...options,
      ...more,
      ...(conditions.length > 0 && { when: conditions }),
    });
  }
}

type AnyPipelineTask = PipelineTask<IssuesResults, SharedWorkspace>;
type AnyResults = UsableTask['surface']['results'];
type FindingsRef = Ref<'string', Findings> | Text;

const CONTRACT_PARAMS = new Set([
  'source-path',
  'source-url',
  'issues-path',
  'sbom-path',
  'sbom-paths',
  'producer-result-paths',
  'issues-paths',
]);

/** The lifted params of the components, under unique names. */
class LiftedParams {
  private readonly users = new Map<string, number>();

  constructor(tasks: readonly (UsableTask & Component)[]) {
    for (const task of tasks) for (const name of liftable(task)) this.users.set(name, (this.users.get(name) ?? 0) + 1);
  }

  of(task: UsableTask & Component): Record<string, unknown> {
    return Object.fromEntries(liftable(task).map((name) => [name, lift(this.nameOf(task, name))]));
  }

  /** The name of the pipeline's param for a param of a task; undefined when it is not lifted. */
  tryNameOf(task: UsableTask & Component, name: string | undefined): string | undefined {
    return name !== undefined && liftable(task).includes(name) ? this.nameOf(task, name) : undefined;
  }

  private nameOf(task: UsableTask, name: string): string {
    return (this.users.get(name) ?? 0) > 1 ? `${task.name}-${name}` : name;
  }
}

function liftable({ surface, preset }: UsableTask & Component): string[] {
  return Object.keys(surface.params).filter((name) => !CONTRACT_PARAMS.has(name) && !preset.includes(name));
}

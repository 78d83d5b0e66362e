import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { lift, mergePodTemplates, Pipeline, type PipelineProps, type PipelineTask, Workspace } from '../pipeline';
import type { Ref } from '../refs';
import type { PodTemplate } from '../spec';
import { known } from '../synth';
import type { ParamDeclarations, UsableTask, WorkspaceDeclarations } from '../task';
import { checkComponents } from './check-components';
import type {
  AnyConsumer,
  AnyEnricher,
  AnyProducer,
  AnySource,
  Component,
  Findings,
  IssuesResults,
  SharedWorkspace,
  SourceResults,
} from './contract';
import { restrictedPod } from './hardening';

/** Props of a SecurityPipeline. */
export interface SecurityPipelineProps extends Pick<PipelineProps<{}, {}>, 'description' | 'displayName' | 'metadata' | 'overrides'> {
  /** Provides the sources. */
  readonly source: AnySource;
  /** Scan the sources, in parallel. */
  readonly producers: readonly AnyProducer[];
  /** Process the findings, one after the other. @default - none: consumers read the producers' findings */
  readonly enrichers?: readonly AnyEnricher[];
  /** Deliver the findings, in parallel. */
  readonly consumers: readonly AnyConsumer[];
  /** The workspace for the sources and the findings. @default - a claim of 1 GiB for every run */
  readonly workspace?: Workspace;
  /** Bindings of the source's optional workspaces, such as credentials, by name. @default - they are not bound */
  readonly sourceWorkspaces?: Readonly<Record<string, Workspace>>;
}

/**
 * A Pipeline of Dracon's roles: the source, then all producers in parallel, then the enrichers one after the other, then all consumers in
 * parallel. The order follows from the data. Params of the components without a value become params of the pipeline, prefixed with the
 * task's name where two would clash.
 * @throws Error when it has no producer (its gate would have no findings to check), and when `sourceWorkspaces` names the shared `source`
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
  readonly enrichers: readonly PipelineTask<IssuesResults, SharedWorkspace>[];
  readonly consumers: readonly PipelineTask<{}, SharedWorkspace>[];

  constructor(scope: Construct, id: string, given: SecurityPipelineProps) {
    const props = known('SecurityPipelineProps', given, { scope, id }, { isExtended: new.target !== SecurityPipeline });
    checkComponents(scope, id, props);
    const { source, producers, enrichers = [], consumers, workspace, sourceWorkspaces = {}, ...rest } = props;
    const shared = workspace ?? Workspace.claim({ size: Size.gibibytes(1) });
    super(scope, id, {
      ...rest,
      workspaces: { source: shared.describe('the sources and the findings'), ...sourceWorkspaces },
    });
    const lifted = new LiftedParams([source, ...producers, ...enrichers, ...consumers]);
    const credentials = Object.fromEntries(Object.keys(sourceWorkspaces).map((name) => [name, this.workspaces[name]]));
    this.source = this.join(source, lifted.of(source), credentials);
    const path = this.source.results.path;
    this.producers = producers.map((producer) => this.join(producer, { 'source-path': path, ...lifted.of(producer) }));
    let findings: readonly FindingsRef[] = this.producers.map((producer) => producer.results.issues);
    const chain: PipelineTask<IssuesResults, SharedWorkspace>[] = [];
    for (const enricher of enrichers) {
      const added: PipelineTask<IssuesResults, SharedWorkspace> = this.join(enricher, {
        'producer-result-paths': findings,
        ...lifted.of(enricher),
      });
      findings = [added.results.issues];
      chain.push(added);
    }
    this.enrichers = chain;
    this.consumers = consumers.map((consumer) => this.join(consumer, { 'issues-paths': findings, ...lifted.of(consumer) }));
  }

  override get podTemplate(): PodTemplate {
    return { ...mergePodTemplates(restrictedPod, super.podTemplate) };
  }

  private join<R extends AnyResults, W extends WorkspaceDeclarations>(
    task: UsableTask<ParamDeclarations, R, W>,
    params: Readonly<Record<string, unknown>>,
    workspaces: Readonly<Record<string, unknown>> = {},
  ): PipelineTask<R, W> {
    // the types of the roles guarantee that the params fit; the compiler sees only their names here
    const add = this.add.bind(this) as unknown as (task: UsableTask, props: object) => PipelineTask<R, W>;
    return add(task, { params, workspaces: { source: this.workspaces.source, ...workspaces } });
  }
}

type AnyResults = UsableTask['surface']['results'];
type FindingsRef = Ref<'string', Findings>;

const CONTRACT_PARAMS = new Set(['source-path', 'issues-path', 'producer-result-paths', 'issues-paths']);

/** The lifted params of the components, under unique names. */
class LiftedParams {
  private readonly users = new Map<string, number>();

  constructor(tasks: readonly (UsableTask & Component)[]) {
    for (const task of tasks) for (const name of liftable(task)) this.users.set(name, (this.users.get(name) ?? 0) + 1);
  }

  of(task: UsableTask & Component): Record<string, unknown> {
    return Object.fromEntries(liftable(task).map((name) => [name, lift((this.users.get(name) ?? 0) > 1 ? `${task.name}-${name}` : name)]));
  }
}

function liftable({ surface, settled }: UsableTask & Component): string[] {
  return Object.keys(surface.params).filter((name) => !CONTRACT_PARAMS.has(name) && !settled.includes(name));
}

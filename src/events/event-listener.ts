import { ApiObject, type ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { type Diagnostic, quoted } from '../diagnostics';
import { type PipelineWorkspaces, wiringDiagnostic } from '../pipeline';
import type { ResourceRequirements } from '../spec';
import { attempt, checkedCopy, demandRecord, demandStrings, knownOptions, reportName, TektonObject, withoutRefused } from '../synth';
import type { ParamDeclarations } from '../task';
import { listenerAccess } from './access';
import type { Event, Trust } from './event';
import { type AnyEventRun, type AnyRunOf, readRun } from './event-run';
import { EventTrigger, TRIGGERS_V1BETA1 } from './event-trigger';
import { type Exposed, expose, restrictTraffic } from './exposure';
import { RunAccounts } from './run-accounts';
import type { RunOf } from './run-props';

/** Options of an `EventListener`. */
export interface EventListenerProps {
  /** How it is reached from outside of the cluster. @default - only from inside */
  readonly exposed?: Exposed;
  /** Namespaces whose pods may reach it, such as that of the ingress controller; emits a NetworkPolicy. @default - all, without a NetworkPolicy */
  readonly allowFrom?: readonly [string, ...string[]];
  /** Number of pods. @default 1 */
  readonly replicas?: number;
  /** Resources of its pods. @default - none */
  readonly computeResources?: ResourceRequirements;
  /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * A Service that starts runs when events arrive: an EventListener of Tekton Triggers with its Triggers, their bindings and templates, a
 * ServiceAccount with the permissions that it needs, and accounts for the runs.
 * @example
 * const secret = { name: 'github-webhook', key: 'token' };
 * new EventListener(chart, 'ci').on(github.push({ secret, branches: ['main'] }), (event) => ({
 *   pipeline: ci,
 *   params: { url: event.url, revision: event.sha },
 * }));
 */
export class EventListener extends Construct {
  private readonly object: TektonObject;
  private readonly triggers: EventTrigger[] = [];
  private readonly accounts = new RunAccounts(this, () => this.name);
  private readonly companions = new Set<string>();
  private isCalled = false;
  private readonly isOverridden: boolean;

  constructor(scope: Construct, id: string, props: EventListenerProps = {}) {
    super(scope, id);
    const given = knownOptions('EventListenerProps', props, this, { isExtended: new.target !== EventListener });
    const { metadata, exposed, allowFrom, ...rest } = withoutRefused(this, given, (key, value) => {
      if (key === 'exposed') demandRecord(this, key, value, 'an object such as { ingress: { host, tlsSecret } }');
      if (key === 'allowFrom') demandStrings(this, key, value, "an array of namespaces, such as ['ingress-nginx']");
    });
    const settings = checkedCopy(rest, this);
    this.isOverridden = settings.overrides !== undefined;
    this.object = new TektonObject(this, 'Resource', {
      apiVersion: TRIGGERS_V1BETA1,
      kind: 'EventListener',
      metadata: { name: id, ...metadata },
      owner: this,
      wiringProblems: () => this.problems(),
      spec: () => ({
        serviceAccountName: `el-${this.name}`,
        triggers: this.triggers.map(({ name }) => ({ triggerRef: name })),
        ...podsOf(settings),
        ...settings.overrides,
      }),
    });
    listenerAccess(this, `el-${this.name}`, this.namespace(), () => ['pipelineruns']);
    if (exposed !== undefined) attempt(this, () => expose(this, exposed, this.name));
    if (allowFrom !== undefined) restrictTraffic(this, this.name, allowFrom);
  }

  /**
   * Starts a run of a pipeline when an event arrives. `run` receives the values of the event; values are params of the run, and never part
   * of a name, a label or a script unless `slug` makes them safe.
   * @throws TW630 at synth for a value of another event
   * @throws TW631 at synth when the run for a pull request from a fork has secrets, volumes of other runs, or permissions
   * @throws TW632 at synth when the event has no secret
   */
  on<
    F extends string,
    T extends Trust,
    P extends ParamDeclarations,
    W extends PipelineWorkspaces,
    Q extends PropertyKey = never,
    // biome-ignore lint/suspicious/noExplicitAny: the tasks of an unknown pipeline are checked at synth
    S = any,
    const N extends readonly string[] = readonly string[],
  >(event: Event<F, T>, run: RunOf<F, P, W, T, Q, S, N>): this {
    this.isCalled = true;
    attempt(this, () => this.add(event as unknown as Event, run as AnyRunOf));
    return this;
  }

  /** Its name in the cluster; its Service has the name `el-<name>` and the port 8080. */
  get name(): string {
    return this.object.name;
  }

  /** The emitted EventListener, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }

  private add(event: Event, run: AnyRunOf): void {
    const props = readRun(this, event, run);
    const where = `on ${event.kind} `;
    if (event.origin === undefined)
      reportName(
        this,
        'TW632',
        where.trim(),
        `the event ${quoted(event.kind)} has no secret, so everybody who reaches the listener could start runs; pass secret: { name, key }, or say why in allowUnauthenticated`,
      );
    this.addTrigger(event, props, where);
    this.emitCompanions(event);
    this.object.changed();
  }

  /** Without a call of `on` nothing can start. */
  private problems(): Diagnostic[] {
    if (this.isCalled || this.isOverridden) return [];
    const message = 'no event starts a run; call .on(github.push({ secret, branches }), { pipeline })';
    return [wiringDiagnostic(this.node.path, 'TW288', '', message)];
  }

  private addTrigger(event: Event, props: AnyEventRun, where: string): void {
    const name = props.name ?? [props.pipeline?.name, event.kind].filter(Boolean).join('-');
    if (this.triggers.some((one) => one.name === name)) {
      const message = `two triggers have the name ${quoted(name)}; give one of them another name: { name: '${name}-2' }`;
      reportName(this, 'TW634', where.trim(), message);
      return;
    }
    const account = props.serviceAccount ?? (props.pipeline && this.accounts.of(props.pipeline, event.trust));
    this.triggers.push(new EventTrigger(this, { name, event, run: { ...props, serviceAccount: account } }));
  }

  /** Events with equal companions share them; those of another event get a name with a number. */
  private emitCompanions({ companions = [] }: Event): void {
    if (companions.length === 0) return;
    const listener = { name: this.name, namespace: this.namespace() };
    const text = JSON.stringify(companions.map(({ spec, ...rest }) => [rest, spec(listener, '')]));
    if (this.companions.has(text)) return;
    this.companions.add(text);
    const number = this.companions.size === 1 ? '' : `-${this.companions.size}`;
    const name = `${this.name}${number}`;
    for (const { apiVersion, kind, namespace, spec } of companions)
      new ApiObject(this, `${kind}${number}`, { apiVersion, kind, metadata: { name, namespace }, spec: spec(listener, name) });
  }

  /** The namespace, which bindings of roles to the account need. */
  private namespace(): string {
    const namespace = this.object.metadata.namespace ?? Chart.of(this).namespace;
    if (namespace !== undefined) return namespace;
    const message = 'the listener has no namespace, but its ClusterRoleBinding must name that of its account; pass namespace to the chart';
    reportName(this, 'TW635', 'metadata.namespace', message);
    return 'default';
  }
}

function podsOf({ replicas, computeResources }: Pick<EventListenerProps, 'replicas' | 'computeResources'>): object {
  if (replicas === undefined && computeResources === undefined) return {};
  const pod = computeResources && { spec: { template: { spec: { containers: [{ resources: computeResources }] } } } };
  return { resources: { kubernetesResource: { ...(replicas !== undefined && { replicas }), ...pod } } };
}

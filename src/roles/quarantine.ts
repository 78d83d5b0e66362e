import { ApiObject } from 'cdk8s';
import type { NeededSettings, Pipeline } from '../pipeline';
import { attempt, demandList, isRecord, known, refuse } from '../synth';
import { type Named, nameOf, nonEmpty } from '../task';
import type { AnyProducer, AnySbomProducer } from './contract';
import type { ProducerOptions } from './placed';

/** Options of the quarantine of a SecurityPipeline. */
export interface QuarantineOptions {
  /**
   * Whether tools that say what they need of the network are cut off from it, too, because they find it without: in a database in a volume, or in a
   * `vendor` folder. @default false
   */
  readonly all?: boolean;
  /** Secrets with credentials for the images of the tools, whose account has no other secrets. @default - none */
  readonly imagePullSecrets?: readonly (string | Named)[];
}

/** A component whose tool comes from others. */
type Tool = AnyProducer | AnySbomProducer;

/**
 * What the tools of a security pipeline may do: they see nothing of the shared workspace but the sources, read-only; they have the token and the
 * secrets of no service account; and those that need nothing of the network reach nothing, not even its names.
 */
export class Quarantine {
  private readonly options: QuarantineOptions | undefined;
  private account: string | undefined;

  constructor(
    private readonly pipeline: Pipeline,
    given: boolean | QuarantineOptions | undefined,
    private readonly optionsOf: (tool: object) => ProducerOptions,
  ) {
    this.options = attempt(pipeline, () => checkedOptions(pipeline, given));
  }

  /** Confines the tools, and writes the NetworkPolicy and the ServiceAccount for them. */
  confine(tools: readonly Tool[]): void {
    const inside = tools.filter((tool) => this.holds(tool));
    if (inside.length === 0) return;
    for (const tool of inside) tool.confine?.();
    const name = `${this.pipeline.name}-tools`;
    this.account = name;
    new ApiObject(this.pipeline, 'quarantine-account', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
      automountServiceAccountToken: false,
      imagePullSecrets: nonEmpty(this.options?.imagePullSecrets ?? [])?.map((secret) => ({ name: nameOf(secret) })),
    });
    const cutOff = inside.filter((tool) => this.cutsOff(tool)).map((tool) => tool.name);
    if (cutOff.length === 0) return;
    new ApiObject(this.pipeline, 'quarantine-network', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      // no rule: nothing is allowed
      spec: {
        podSelector: {
          matchLabels: { 'tekton.dev/pipeline': this.pipeline.name },
          matchExpressions: [{ key: 'tekton.dev/pipelineTask', operator: 'In', values: [...cutOff].sort() }],
        },
        policyTypes: ['Egress', 'Ingress'],
      },
    });
  }

  /** The settings of the tool's task in every run. */
  settingsOf(tool: object): Partial<NeededSettings> {
    if (this.account === undefined || !('role' in tool) || !(tool.role === 'producer' || tool.role === 'sbom')) return {};
    if (!this.holds(tool as Tool) || hasPermissions(tool as Tool)) return {};
    return { serviceAccount: this.account, podTemplate: { automountServiceAccountToken: false } };
  }

  private holds(tool: Tool): boolean {
    return this.options !== undefined && this.optionsOf(tool).quarantine !== false;
  }

  /** Whether the tool reaches nothing. One with permissions in the cluster must reach its API server. */
  private cutsOff(tool: Tool): boolean {
    if (hasPermissions(tool)) return false;
    return tool.network === undefined || this.options?.all === true || this.optionsOf(tool).quarantine === true;
  }
}

function hasPermissions({ surface }: Tool): boolean {
  return (surface.rbac ?? []).length > 0;
}

function checkedOptions(owner: Pipeline, given: boolean | QuarantineOptions | undefined = {}): QuarantineOptions | undefined {
  if (given === false) return undefined;
  if (given === true) return { all: true };
  if (!isRecord(given)) refuse(owner, 'quarantine', given, "true, false or options, such as { imagePullSecrets: ['registry'] }");
  const options = known('QuarantineOptions', given, owner, { where: 'quarantine' });
  const { imagePullSecrets } = options;
  demandList(owner, 'quarantine.imagePullSecrets', imagePullSecrets, "an array, such as imagePullSecrets: ['registry']");
  for (const [at, one] of ((imagePullSecrets ?? []) as readonly (string | Named)[]).entries())
    nameOf(one, owner, `quarantine.imagePullSecrets[${at}]`);
  return options;
}

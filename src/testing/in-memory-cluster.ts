import {
  type Applied,
  type ApplyOptions,
  type Cluster,
  ClusterError,
  ConflictError,
  type FieldConflict,
  idKey,
  idOf,
  idText,
  type ListQuery,
  type ObjectId,
  refuseUnknown,
} from '../deploy';
import type { Manifest } from '../spec';
import { unknownKeys } from '../synth';

/** How an `InMemoryCluster` begins and answers. */
export interface InMemoryClusterProps {
  /** The namespace of objects that name none. @default 'default' */
  readonly namespace?: string;
  /** The objects that it has. Their fields belong to the manager `other`. @default - none */
  readonly objects?: readonly Manifest[];
  /** Refuses objects, as an admission webhook does: returns the reason, or undefined to accept. @default - all are accepted */
  readonly refuse?: (manifest: Manifest) => string | undefined;
}

interface Stored {
  readonly manifest: Manifest;
  readonly uid: string;
  /** Whether an apply has written it. */
  readonly isOurs: boolean;
}

/**
 * A cluster in memory, for tests of programs that deploy. It emulates what the orchestrator uses of the API server: objects by namespace and
 * name, labels, dry runs, and conflicts about fields of `spec` that another manager has set. It has no schemas and no defaults.
 * @example
 * const cluster = new InMemoryCluster();
 * await new PipelineOrchestrator({ cluster, manifests: manifestsOf(chart) }).prepare([]);
 */
export class InMemoryCluster implements Cluster {
  readonly namespace: string;
  /** The objects that were applied, in this order, as `Task "lint"`; without those of dry runs. */
  readonly applied: string[] = [];
  private readonly objects = new Map<string, Stored>();
  private readonly refuse: (manifest: Manifest) => string | undefined;
  private count = 0;

  constructor(props: InMemoryClusterProps = {}) {
    const {
      namespace = 'default',
      objects = [],
      refuse = () => undefined,
    } = refuseUnknown(props, unknownKeys('InMemoryClusterProps', props));
    this.namespace = namespace;
    this.refuse = refuse;
    for (const manifest of objects) this.store(manifest, false);
  }

  async apply(manifest: Manifest, { isDryRun = false }: ApplyOptions = {}): Promise<Applied> {
    const id = idOf(manifest, this.namespace);
    const reason = this.refuse(manifest);
    if (reason !== undefined) throw new ClusterError('refused', `${idText(id)}: ${reason}`);
    const stored = this.objects.get(idKey(id));
    const before = stored?.manifest;
    const conflicts = stored === undefined || stored.isOurs ? [] : conflictsOf(stored.manifest, manifest);
    if (conflicts.length > 0) throw new ConflictError(id, conflicts);
    const change = before === undefined ? 'created' : isEqual(before, manifest) ? 'unchanged' : 'configured';
    if (!isDryRun) {
      this.store(manifest, true);
      this.applied.push(idText(id));
    }
    return { change, manifest, before };
  }

  async get(id: ObjectId): Promise<Manifest | undefined> {
    return this.objects.get(idKey(id))?.manifest;
  }

  async list({ kind, namespace = this.namespace, labels = {} }: ListQuery): Promise<readonly Manifest[]> {
    return [...this.objects.values()]
      .map(({ manifest }) => manifest)
      .filter((one) => one.kind === kind && (idOf(one, this.namespace).namespace ?? namespace) === namespace)
      .filter(({ metadata }) => Object.entries(labels).every(([key, value]) => metadata?.labels?.[key] === value))
      .sort((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
  }

  async delete(id: ObjectId, uid: string): Promise<boolean> {
    const stored = this.objects.get(idKey(id));
    if (stored === undefined) return false;
    if (stored.uid !== uid) throw new ClusterError('refused', `${idText(id)}: has another uid`);
    return this.objects.delete(idKey(id));
  }

  private store(manifest: Manifest, isOurs: boolean): void {
    const key = idKey(idOf(manifest, this.namespace));
    const uid = this.objects.get(key)?.uid ?? `uid-${++this.count}`;
    const metadata = { ...manifest.metadata, uid, namespace: idOf(manifest, this.namespace).namespace };
    this.objects.set(key, { manifest: { ...manifest, metadata }, uid, isOurs });
  }
}

function conflictsOf(before: Manifest, now: Manifest): readonly FieldConflict[] {
  const [theirs, ours] = [fieldsOf(before.spec), fieldsOf(now.spec)];
  return Object.keys(ours)
    .filter((name) => name in theirs && JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]))
    .sort()
    .map((name) => ({ field: `.spec.${name}`, manager: 'other', theirs: theirs[name], ours: ours[name] }));
}

function fieldsOf(spec: unknown): Readonly<Record<string, unknown>> {
  return typeof spec === 'object' && spec !== null ? (spec as Record<string, unknown>) : {};
}

function isEqual(before: Manifest, now: Manifest): boolean {
  const { metadata: _, ...rest } = before;
  const { metadata: __, ...others } = now;
  const labelsOf = ({ metadata }: Manifest) => JSON.stringify([metadata?.labels ?? {}, metadata?.annotations ?? {}]);
  return JSON.stringify(rest) === JSON.stringify(others) && labelsOf(before) === labelsOf(now);
}

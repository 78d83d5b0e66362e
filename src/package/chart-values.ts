import type { Manifest, ResourceRequirements, SidecarSpec, StepActionSpec, StepSpec, TaskSpec } from '../spec';

/** The values of a container in a chart. */
export interface ContainerValues {
  readonly image?: string;
  readonly resources?: ResourceRequirements;
}

/** The values of a chart: what differs between clusters. */
export interface ChartValues {
  readonly registry: string;
  readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly resources: Readonly<Record<string, Readonly<Record<string, ResourceRequirements>>>>;
  readonly extraLabels: Readonly<Record<string, string>>;
  readonly extraAnnotations: Readonly<Record<string, string>>;
  readonly serviceAccount?: { readonly annotations: object; readonly imagePullSecrets: readonly object[] };
  readonly pods?: { readonly serviceAccountName: string; readonly nodeSelector: object; readonly tolerations: readonly object[] };
}

/** The values of one part of a Task: its containers by name. A step without a name is named by its position. */
export function containersOf({ kind, spec }: Manifest): ReadonlyMap<string, ContainerValues> {
  const found = new Map<string, ContainerValues>();
  if (kind === 'StepAction') {
    const { image } = (spec ?? {}) as StepActionSpec;
    found.set('action', valuesOf({ image }));
    return found;
  }
  if (kind !== 'Task') return found;
  const { steps = [], sidecars = [], stepTemplate } = (spec ?? {}) as TaskSpec;
  for (const [at, step] of steps.entries()) found.set(valuesNameOf(steps, at), valuesOf(step));
  for (const sidecar of sidecars) found.set(sidecar.name ?? 'sidecar', valuesOf(sidecar));
  if (stepTemplate?.image !== undefined) found.set('stepTemplate', valuesOf(stepTemplate));
  return found;
}

/**
 * The name of a step in the values. The canary of a producer has the values of its scan: a scan in another image, or with more memory, is proven
 * only by a canary that has them, too.
 */
export function valuesNameOf(steps: readonly StepSpec[], at: number): string {
  const { name = `step-${at}`, image, computeResources } = steps[at] ?? {};
  const scan = steps.find((step) => step.name === 'scan');
  const isSame = scan?.image === image && JSON.stringify(scan?.computeResources) === JSON.stringify(computeResources);
  return name === 'canary' && isSame ? 'scan' : name;
}

/** An image with a variable of Tekton is chosen by the run, not by the cluster. */
function valuesOf({ image, computeResources }: Pick<StepSpec & SidecarSpec, 'image' | 'computeResources'>): ContainerValues {
  const isFixed = image !== undefined && image !== '' && !image.includes('$(');
  return { ...(isFixed ? { image } : {}), ...(computeResources === undefined ? {} : { resources: computeResources }) };
}

/** The default values of a chart; rendered with them, it is what was packaged. */
export function chartValues(manifests: readonly Manifest[]): ChartValues {
  const images: Record<string, Record<string, string>> = {};
  const resources: Record<string, Record<string, ResourceRequirements>> = {};
  for (const manifest of manifests) {
    const component = manifest.metadata?.name ?? '';
    for (const [container, { image, resources: own }] of containersOf(manifest)) {
      if (image !== undefined) images[component] = { ...images[component], [container]: image };
      if (manifest.kind === 'Task') resources[component] = { ...resources[component], [container]: own ?? {} };
    }
  }
  const kinds = new Set(manifests.map(({ kind }) => kind));
  return {
    registry: '',
    images,
    resources,
    extraLabels: {},
    extraAnnotations: {},
    ...(kinds.has('ServiceAccount') ? { serviceAccount: { annotations: {}, imagePullSecrets: [] } } : {}),
    ...(kinds.has('TriggerTemplate') ? { pods: { serviceAccountName: '', nodeSelector: {}, tolerations: [] } } : {}),
  };
}

const anyObject = { type: 'object' };
const texts = { type: 'object', additionalProperties: { type: 'string' } };
const resourceSchema = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: { limits: anyObject, requests: anyObject, claims: { type: 'array', items: anyObject } },
};

/** The JSON schema of the values (values.schema.json), which Helm checks at every install: unknown names are refused. */
export function valuesSchema(values: ChartValues): object {
  const image = { type: 'string', minLength: 1, pattern: '^\\S+$' };
  const perComponent = (table: Readonly<Record<string, Readonly<Record<string, unknown>>>>, schema: object) =>
    objectOf(Object.fromEntries(Object.entries(table).map(([name, parts]) => [name, objectOf(mapValues(parts, () => schema))])));
  const { serviceAccount, pods } = values;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...objectOf({
      registry: { type: 'string', description: 'Replaces the registry of all images, as registry.acme.example/mirror.' },
      images: { ...perComponent(values.images, image), description: 'Images by Task and step.' },
      resources: { ...perComponent(values.resources, resourceSchema), description: 'computeResources by Task and step.' },
      extraLabels: { ...texts, description: 'Labels of all objects.' },
      extraAnnotations: { ...texts, description: 'Annotations of all objects.' },
      global: anyObject,
      ...(serviceAccount === undefined
        ? {}
        : {
            serviceAccount: objectOf({
              annotations: texts,
              imagePullSecrets: { type: 'array', items: objectOf({ name: { type: 'string' } }) },
            }),
          }),
      ...(pods === undefined
        ? {}
        : {
            pods: objectOf({
              serviceAccountName: { type: 'string', description: 'The account of runs that triggers start; empty: as packaged.' },
              nodeSelector: texts,
              tolerations: { type: 'array', items: anyObject },
            }),
          }),
    }),
  };
}

function objectOf(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', additionalProperties: false, properties };
}

function mapValues<T>(record: Readonly<Record<string, unknown>>, map: () => T): Record<string, T> {
  return Object.fromEntries(Object.keys(record).map((key) => [key, map()]));
}

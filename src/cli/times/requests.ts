import { tryParseQuantity } from '../../rules';
import type { Manifest } from '../../spec';

/** What a pod requests of a node. */
export interface Requests {
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

interface Resources {
  readonly requests?: Readonly<Record<string, unknown>>;
  readonly limits?: Readonly<Record<string, unknown>>;
}

interface Container {
  readonly name?: string;
  readonly resources?: Resources;
  readonly restartPolicy?: string;
}

interface PodSpec {
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly overhead?: Readonly<Record<string, unknown>>;
  readonly resources?: Resources;
}

const NONE: Requests = { cpu: 0, memory: 0 };

/**
 * What the scheduler counts for a pod: its containers together, or an init container if that needs more; a sidecar among the init containers
 * (`restartPolicy: Always`) counts like a container. Requests of the pod as a whole win (k8s.io/component-helpers resource.PodRequests).
 */
export function requestsOfPod(pod: Manifest): Requests {
  const { containers = [], initContainers = [], overhead, resources } = (pod.spec ?? {}) as PodSpec;
  let sidecars = NONE;
  let start = NONE;
  for (const container of initContainers) {
    const own = requestsIn(container.resources);
    if (container.restartPolicy === 'Always') sidecars = sum(sidecars, own);
    start = most(start, container.restartPolicy === 'Always' ? sidecars : sum(sidecars, own));
  }
  const all = most(containers.map(({ resources: own }) => requestsIn(own)).reduce(sum, sidecars), start);
  const whole = resources?.requests ?? {};
  const asked = { cpu: tryParseQuantity(whole.cpu) ?? all.cpu, memory: tryParseQuantity(whole.memory) ?? all.memory };
  return sum(asked, requestsIn({ requests: overhead ?? {} }));
}

interface RequestingStep {
  readonly name?: string;
  readonly computeResources?: Resources;
}

interface TaskRunParts {
  readonly spec?: {
    readonly computeResources?: Resources;
    readonly stepSpecs?: readonly RequestingStep[];
    readonly sidecarSpecs?: readonly RequestingStep[];
  };
  readonly status?: {
    readonly taskSpec?: {
      readonly steps?: readonly RequestingStep[];
      readonly sidecars?: readonly RequestingStep[];
      readonly stepTemplate?: RequestingStep;
    };
  };
}

/**
 * What the pod of a TaskRun requests as far as the TaskRun says; only the pod has what a LimitRange adds. `computeResources` of the TaskRun are
 * those of all steps together (tektoncd/pipeline docs/compute-resources.md).
 */
export function requestsOfTaskRun(taskRun: Manifest): Requests {
  const { spec = {}, status = {} } = taskRun as TaskRunParts;
  const { steps = [], sidecars = [], stepTemplate } = status.taskSpec ?? {};
  const own = (one: RequestingStep, changed: readonly RequestingStep[] = [], template?: RequestingStep) => {
    const change = changed.find(({ name }) => name === one.name)?.computeResources;
    return requestsIn(merged(merged(template?.computeResources, one.computeResources), change));
  };
  const ofSteps = steps.map((step) => own(step, spec.stepSpecs, stepTemplate)).reduce(sum, NONE);
  const ofSidecars = sidecars.map((sidecar) => own(sidecar, spec.sidecarSpecs)).reduce(sum, NONE);
  const { computeResources } = spec;
  return sum(computeResources === undefined ? ofSteps : requestsIn(computeResources), ofSidecars);
}

function merged(first: Resources = {}, second: Resources = {}): Resources {
  return { requests: { ...first.requests, ...second.requests }, limits: { ...first.limits, ...second.limits } };
}

/** A limit without a request is also the request. */
function requestsIn({ requests = {}, limits = {} }: Resources = {}): Requests {
  const amount = (name: string) => tryParseQuantity(requests[name] ?? limits[name]) ?? 0;
  return { cpu: amount('cpu'), memory: amount('memory') };
}

function sum(a: Requests, b: Requests): Requests {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

function most(a: Requests, b: Requests): Requests {
  return { cpu: Math.max(a.cpu, b.cpu), memory: Math.max(a.memory, b.memory) };
}

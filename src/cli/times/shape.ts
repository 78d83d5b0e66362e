import { fieldText, quoted, TekwireError } from '../../diagnostics';
import type { Manifest } from '../../spec';

/** The type of a field: a string, an array of items of one type, or an object with the fields that are read. */
type Shape = 'string' | readonly [Shape] | { readonly [field: string]: Shape };

const TIMES = { startTime: 'string', completionTime: 'string' } as const;
const CONDITIONS = [{ type: 'string', status: 'string', reason: 'string', message: 'string', lastTransitionTime: 'string' }] as const;
const RESOURCES = { requests: {}, limits: {} } as const;
const REQUESTING = [{ name: 'string', computeResources: RESOURCES }] as const;
const TASKS = [{ name: 'string', runAfter: ['string'], onError: 'string' }] as const;
const CONTAINERS = [{ name: 'string', resources: RESOURCES, restartPolicy: 'string' }] as const;
const ATTEMPT = {
  ...TIMES,
  conditions: CONDITIONS,
  podName: 'string',
  steps: [
    {
      name: 'string',
      waiting: { reason: 'string', message: 'string' },
      running: { startedAt: 'string' },
      terminated: { startedAt: 'string', finishedAt: 'string', reason: 'string', message: 'string' },
    },
  ],
} as const;

/** The fields that `graph --times` reads. The API server does not check all of them: the specs in a status may hold anything. */
const SHAPES: Readonly<Record<string, Shape>> = {
  PipelineRun: {
    status: {
      ...TIMES,
      conditions: CONDITIONS,
      pipelineSpec: { tasks: TASKS, finally: TASKS },
      childReferences: [{ apiVersion: 'string', kind: 'string', name: 'string', pipelineTaskName: 'string' }],
      skippedTasks: [{ name: 'string', reason: 'string' }],
    },
  },
  TaskRun: {
    spec: { computeResources: RESOURCES, stepSpecs: REQUESTING, sidecarSpecs: REQUESTING },
    status: {
      ...ATTEMPT,
      retriesStatus: [ATTEMPT],
      taskSpec: { steps: REQUESTING, sidecars: REQUESTING, stepTemplate: { computeResources: RESOURCES } },
    },
  },
  Pod: {
    spec: { containers: CONTAINERS, initContainers: CONTAINERS, overhead: {}, resources: RESOURCES },
    status: { conditions: CONDITIONS },
  },
};

/**
 * Returns the object without the fields that are null, which Kubernetes takes for absent.
 * @throws TekwireError when a field that is read has another type
 */
export function wellFormed(manifest: Manifest): Manifest {
  const { kind = '', metadata } = manifest;
  const shape = SHAPES[kind];
  return shape === undefined ? manifest : (checked(manifest, shape, [], `${kind} ${quoted(metadata?.name ?? '')}`) as Manifest);
}

function checked(value: unknown, shape: Shape, path: readonly (string | number)[], owner: string): unknown {
  if (shape === 'string') return typeof value === 'string' ? value : refuse(value, 'a string', path, owner);
  if (isList(shape)) {
    if (!Array.isArray(value)) return refuse(value, 'an array', path, owner);
    return value.map((item, at) => checked(item, shape[0], [...path, at], owner));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(value, 'an object', path, owner);
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(
    entries.map(([key, item]) => {
      const inner = Object.hasOwn(shape, key) ? shape[key] : undefined;
      return [key, inner === undefined ? item : checked(item, inner, [...path, key], owner)];
    }),
  );
}

function isList(shape: Exclude<Shape, 'string'>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function refuse(value: unknown, expected: string, path: readonly (string | number)[], owner: string): never {
  const found = Array.isArray(value)
    ? 'an array'
    : typeof value === 'object' && value !== null
      ? 'an object'
      : String(JSON.stringify(value));
  throw new TekwireError(
    `${owner} ${fieldText(path)}: expected ${expected}, found ${found}; the cluster writes no such field: save the object again with kubectl get -o yaml`,
  );
}

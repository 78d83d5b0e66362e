import { list, map, type ObjectShape, object, open, type Shape } from './shape';

const condition = open({ type: 'text', status: 'text', severity: 'text', reason: 'text', message: 'text', lastTransitionTime: 'time' });
const anything = list(open({}));

/** The common fields of every status (knative.dev/pkg apis/duck/v1 Status). */
const common = { conditions: list(condition), observedGeneration: 'whole', annotations: map('text') } as const;

const run = {
  startTime: 'time',
  completionTime: 'time',
  provenance: open({}),
  spanContext: map('text'),
  results: anything,
} as const;

const byKind: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  PipelineRun: {
    ...run,
    finallyStartTime: 'time',
    childReferences: anything,
    skippedTasks: anything,
    pipelineResults: anything,
    pipelineSpec: open({}),
    taskRuns: open({}),
    runs: open({}),
  },
  TaskRun: {
    ...run,
    podName: 'text',
    steps: anything,
    sidecars: anything,
    taskResults: anything,
    taskSpec: open({}),
    retriesStatus: 'any',
    artifacts: 'any',
    cloudEvents: anything,
    resourcesResult: anything,
  },
  CustomRun: { ...run, retriesStatus: 'any', extraFields: 'any' },
};

/** The shape of a kind's status. The webhook refuses an object whose status it cannot decode. */
export function statusShape(kind: string): ObjectShape {
  const fields = byKind[kind];
  return fields === undefined ? open(common) : object(common, fields);
}

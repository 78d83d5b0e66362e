import { MAX_MESSAGE_BYTES, MAX_POD_MESSAGE_BYTES } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { TaskView } from '../view/task-view';
import { items } from '../view/view';

/** Advice about the size of results. */
export const lintResultRules: readonly Rule[] = [
  {
    code: 'TW570',
    slug: 'results-too-large',
    title: 'results exceed the size limit of a termination message',
    why: 'every step reports all results that exist so far. The limit is 4096 bytes for a container and 12 KiB for all containers of the pod; longer reports fail the run',
    source: 'pkg/entrypoint/entrypointer.go readResultsFromDisk, pkg/termination/write.go; Kubernetes pkg/kubelet/status normalizeStatus',
    severity: 'warning',
    lint: 'usual',
    on: 'task',
    check: checkResults,
  },
];

function checkResults(task: TaskView, context: Context, report: Report): void {
  if (task.results.size === 0 || context.options.feature('results-from', 'termination-message') !== 'termination-message') return;
  if (context.options.feature('enable-termination-message-compression', 'false') === 'true') return;
  let bytes = STARTED.length;
  for (const name of task.results.keys()) bytes += entry(name, '', 1).length;
  const containers = containerCount(task);
  const limit = Math.min(MAX_MESSAGE_BYTES, Math.floor(MAX_POD_MESSAGE_BYTES / containers));
  if (bytes > limit) {
    report(
      ['results'],
      `the names of the results alone need ${bytes} bytes; each of ${containers} containers can report ${limit}`,
      'use fewer results or steps, a workspace, or the feature flag results-from: sidecar-logs',
    );
  }
}

function entry(key: string, value: string, type: number): string {
  return `${JSON.stringify({ key, value, type })},`;
}

const STARTED = entry('StartedAt', '2026-01-01T00:00:00.000Z', 3);

/** The number of steps, sidecars and init containers that Tekton adds (pkg/pod/pod.go Build). */
function containerCount({ spec }: TaskView): number {
  const steps = items(spec.steps);
  const hasScripts = steps.some(({ item }) => item.script) || items(spec.sidecars).some(({ item }) => item.script);
  return steps.length + items(spec.sidecars).length + (hasScripts ? 2 : 1);
}

import type { Chart } from 'cdk8s';
import { Pipeline, PipelineRun, Task } from 'tekwire';

/** A task that runs on some nodes only. */
export function nodeAffinity(chart: Chart): void {
  const task = new Task(chart, 'windows-task-na', {
    steps: () => [
      {
        name: 'ping-localhost',
        image: 'mcr.microsoft.com/windows/nanoserver:1809',
        command: ['cmd.exe'],
        args: ['/S', '/C', 'echo Hello from Windows'],
      },
    ],
  });
  const pipeline = new Pipeline(chart, 'windows-pipeline-na');
  const added = pipeline.add(task);
  const windows = { key: 'kubernetes.io/os', operator: 'In', values: ['windows'] };
  const nodes = { nodeSelectorTerms: [{ matchExpressions: [windows] }] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: nodes } };
  new PipelineRun(chart, 'windows-pipeline-na-run', { pipeline, taskRunSpecs: [{ task: added, podTemplate: { affinity } }] });
}

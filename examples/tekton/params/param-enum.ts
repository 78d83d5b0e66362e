import type { Chart } from 'cdk8s';
import { param, sh, Task, TaskRun } from 'tekwire';

/** A param that may have some values only. */
export function paramEnum(chart: Chart): void {
  const task = new Task(chart, 'task-param-enum', {
    params: { message: param.enum(['v1', 'v2', 'v3'], { default: 'v1' }) },
    steps: ({ params }) => [
      {
        name: 'build',
        image: 'mirror.gcr.io/bash@sha256:e320b40b14abc61f053286705070342c46034a549a276b798e64541457c4af92',
        script: sh`echo ${params.message}`,
      },
    ],
  });
  new TaskRun(chart, 'taskrun-param-enum', { task, params: { message: 'v1' } });
}

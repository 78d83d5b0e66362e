import { type Chart, Duration } from 'cdk8s';
import { Pipeline, PipelineRun, sh, Task } from 'tekwire';

/** A timeout of a task, and a run that says another one. */
export function timeoutOverride(chart: Chart): void {
  const image = 'mirror.gcr.io/alpine';
  const sleep = new Task(chart, 'sleep-task', { steps: () => [{ name: 'sleep-long', image, script: sh`sleep 10` }] });
  const verify = new Task(chart, 'verify-task', {
    steps: () => [
      {
        name: 'verify-completion',
        image,
        script: sh`
          echo "- Pipeline task timeout: 60s (defined in pipeline spec)"
          echo "- TaskRunSpecs override: 40s (defined in pipelinerun spec)"
          echo "- Actual task duration: 10s (within 40s override timeout)"
        `,
      },
    ],
  });
  const pipeline = new Pipeline(chart, 'taskrun-timeout-override');
  const long = pipeline.add(sleep, { name: 'long-running-task', timeout: Duration.seconds(60) });
  pipeline.add(verify, { name: 'verify-timeout', after: [long] });
  new PipelineRun(chart, 'timeout-override', { pipeline, taskRunSpecs: [{ task: long, timeout: Duration.seconds(40) }] });
}

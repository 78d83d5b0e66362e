import type { Chart } from 'cdk8s';
import { EmbeddedTask, result, StepAction, sh, TaskRun } from 'tekwire';

/** A result of a StepAction that becomes one of its Task. */
export function stepActionResults(chart: Chart): void {
  const action = new StepAction(chart, 'step-action', {
    results: { result1: result.string(), result2: result.string() },
    container: ({ results }) => ({
      image: 'mirror.gcr.io/alpine@sha256:25109184c71bdad752c8312a8623239686a9a2071e8825f20acb8f2198c3f659',
      script: sh`
        echo "I am a Step Action!!!" >> ${results.result1.path}
        echo "I am a hidden step action!!!" >> ${results.result2.path}
      `,
    }),
  });
  const task = new EmbeddedTask('runner', {
    results: { 'step-result': result.string() },
    steps: ({ results }) => {
      const ran = action.step('action-runner');
      results['step-result'].take(ran.results.result1);
      return [ran];
    },
  });
  new TaskRun(chart, 'step-action-run', { task });
}

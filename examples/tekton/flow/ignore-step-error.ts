import type { Chart } from 'cdk8s';
import { EmbeddedTask, sh, TaskRun } from 'tekwire';

const image = 'mirror.gcr.io/alpine@sha256:25109184c71bdad752c8312a8623239686a9a2071e8825f20acb8f2198c3f659';

/** A step that may fail, and one behind it that reads its exit code. */
export function ignoreStepError(chart: Chart): void {
  const task = new EmbeddedTask('ignore', {
    steps: ({ exitCodePath }) => [
      { name: 'exit-with-1', image, onError: 'continue', script: sh`exit 1` },
      {
        name: 'verify-step-path',
        image,
        script: sh`
          exitCode=\`cat ${exitCodePath('exit-with-1')}\`
          if [ $exitCode == 1 ]; then
              echo "Yay! the exit code can be accessed using the path variable and matches the previous step exit code"
          else
              echo "the exit code does not match."
              exit 1
          fi
          FILE=/tekton/steps/step-exit-with-1/exitCode
          if [ -f "$FILE" ]; then
            echo "$FILE exists."
            echo "Yay! the file exists which was created by the controller to record the step exit code."
          else
            echo "$FILE does not exist."
            exit 1
          fi
          FILE=/tekton/steps/0/exitCode
          if [ -f "$FILE" ]; then
            echo "$FILE exists."
            echo "Yay! the symlink exists which was created by the controller to record the step exit code."
          else
            echo "$FILE does not exist."
            exit 1
          fi
          exitCode=\`cat $FILE\`
          if [ $exitCode == 1 ]; then
              echo "Yay! the exit code matches to the previous step exit code"
          else
              echo "the exit code does not match."
              exit 1
          fi
        `,
      },
    ],
  });
  new TaskRun(chart, 'taskrun-with-failing-step', { task });
}

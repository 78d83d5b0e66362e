import { type Chart, Duration } from 'cdk8s';
import { EmbeddedTask, sh, TaskRun, Workspace, workspace } from 'tekwire';

const image = 'mirror.gcr.io/alpine@sha256:25109184c71bdad752c8312a8623239686a9a2071e8825f20acb8f2198c3f659';
const MOUNT = '/workspace/signals';

/** A workspace that one step and one sidecar see, and no other step. */
export function workspaceIsolation(chart: Chart): void {
  const task = new EmbeddedTask('signals', {
    workspaces: { signals: workspace() },
    steps: ({ workspaces: { signals } }) => [
      {
        name: 'await-sidecar-signal',
        image,
        workspaces: [signals.at(MOUNT)],
        script: sh`
          echo "hello world" > "${signals.path}"/start
          echo "Signalled start"
          # We protect from looping indefinitely by the TaskRun's timeout.
          while [ ! -f "${signals.path}"/ready ] ; do
            echo "Waiting for ${signals.path}/ready"
            sleep 1
          done
          echo "Saw ready file"
        `,
      },
      {
        name: 'check-signals-access',
        image,
        script: sh`
          if [ -f "${signals.path}"/start ] ; then
            echo "This step should not have access to the signals workspace."
            exit 255
          fi
        `,
      },
    ],
    sidecars: ({ workspaces: { signals } }) => [
      {
        name: 'await-step-signal',
        image,
        workspaces: [signals.at(MOUNT)],
        script: sh`
          # We protect from looping indefinitely by the TaskRun's timeout.
          while [ ! -f "${signals.path}"/start ] ; do
            echo "Waiting for ${signals.path}/start"
            sleep 1
          done
          touch "${signals.path}"/ready
          echo "Wrote ready file"
        `,
      },
    ],
  });
  new TaskRun(chart, 'workspace-isolation', { task, timeout: Duration.minutes(2), workspaces: { signals: Workspace.emptyDir() } });
}

import type { Chart } from 'cdk8s';
import { EmbeddedTask, sh, TaskRun, Workspace, workspace } from 'tekwire';

/** Workspaces that a run may leave out, and a script that asks whether they are there. */
export function optionalWorkspaces(chart: Chart): void {
  const task = new EmbeddedTask('check', {
    workspaces: { 'source-code': workspace({ optional: true }), 'extra-config': workspace({ optional: true }) },
    steps: ({ workspaces: { 'source-code': source, 'extra-config': extra } }) => [
      {
        name: 'check-workspaces',
        image: 'mirror.gcr.io/alpine@sha256:25109184c71bdad752c8312a8623239686a9a2071e8825f20acb8f2198c3f659',
        script: sh`
          if [ "${source.bound}" == "true" ]; then
            printf "Source code workspace was provided at %s!\n" "${source.path}"
          fi
          if [ "${extra.bound}" == "true" ]; then
            printf "Unexpected extra configuration mounted at %s\n" "${extra.path}"
            exit 1
          fi
        `,
      },
    ],
  });
  new TaskRun(chart, 'optional-workspaces', { task, workspaces: { 'source-code': Workspace.emptyDir() } });
}

import { type Chart, Size } from 'cdk8s';
import { param, result, Task, Workspace, workspace } from '../../src';

export const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
/** A workspace for sources. */
export const code = Workspace.claim({ size: Size.gibibytes(1) });

/** Tasks to make pipelines of. */
export function tasks(chart: Chart) {
  return {
    clone: new Task(chart, 'clone', {
      params: { url: param.string(), revision: param.string({ default: 'main' }) },
      results: { commit: result.string(), files: result.array(), by: result.object({ properties: ['name', 'mail'] }) },
      workspaces: { output: workspace(), ssh: workspace({ optional: true }) },
      steps: () => [step],
    }),
    build: new Task(chart, 'build', {
      params: {
        image: param.string({ default: 'x' }),
        tags: param.array({ default: [] }),
        by: param.object({ properties: ['name', 'mail'], default: { name: '', mail: '' } }),
      },
      results: { digest: result.string() },
      workspaces: { source: workspace({ optional: true }) },
      steps: () => [step],
    }),
  };
}

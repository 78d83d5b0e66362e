import { type Chart, Size } from 'cdk8s';
import { Pipeline, PipelineRun, param, sh, Task, Workspace, workspace } from 'tekwire';

/** Directories in a workspace, one of them named by a param; who reads both waits for both writers. */
export function subPaths(chart: Chart): void {
  const image = 'mirror.gcr.io/ubuntu';
  const write = new Task(chart, 'writer', {
    workspaces: { 'task-ws': workspace() },
    steps: ({ workspaces }) => [{ name: 'write', image, script: sh`echo bar > ${workspaces['task-ws'].path}/foo` }],
  });
  const read = new Task(chart, 'read-both', {
    params: { directory1: param.string(), directory2: param.string() },
    workspaces: { 'local-ws': workspace() },
    steps: ({ params: { directory1, directory2 }, workspaces: { 'local-ws': local } }) => [
      { name: 'read-1', image, script: sh`cat ${local.path}/${directory1}/foo | grep bar` },
      { name: 'read-2', image, script: sh`cat ${local.path}/${directory2}/foo | grep bar` },
    ],
  });
  const pipeline = new Pipeline(chart, 'pipeline-using-parameterized-subpaths', {
    params: { 'subPath-path': param.string() },
    workspaces: { ws: Workspace.claim({ size: Size.gibibytes(1) }) },
  });
  const { ws } = pipeline.workspaces;
  const path = pipeline.params['subPath-path'];
  const first = pipeline.add(write, { name: 'writer-1', workspaces: { 'task-ws': ws.sub('dir-1') } });
  const second = pipeline.add(write, { name: 'writer-2', after: [first], workspaces: { 'task-ws': ws.sub(path) } });
  pipeline.add(read, {
    name: 'read-all',
    after: [second],
    params: { directory1: 'dir-1', directory2: path },
    workspaces: { 'local-ws': ws },
  });
  new PipelineRun(chart, 'pr-parameterized-subpath', { pipeline, params: { 'subPath-path': 'dir-2' } });
}

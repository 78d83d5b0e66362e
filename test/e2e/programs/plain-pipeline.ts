import { App, Chart, Duration, Size } from 'cdk8s';
import { node, Pipeline, PipelineRun, param, result, sh, Task, text, Workspace, workspace } from 'tekwire';

// No scanners: every kind of value, condition and order that a pipeline can hold, with steps that write down what they were given.
const app = new App();
const chart = new Chart(app, 'plain', { namespace: 'tekwire-e2e-plain' });
const busybox = 'busybox:1.37.0';

const describe = new Task(chart, 'describe', {
  params: {
    name: param.string(),
    colours: param.array({ default: ['red', 'green'] }),
    size: param.object({ properties: ['width', 'height'], default: { width: '1', height: '2' } }),
  },
  results: { name: result.string(), colours: result.array(), size: result.object({ properties: ['width', 'height'] }) },
  steps: ({ params, results }) => [
    {
      name: 'describe',
      image: 'node:22.23.3-alpine3.24',
      args: [params.colours],
      script: node`
        const { writeFileSync } = require('node:fs');
        writeFileSync('${results.name.path}', ${params.name});
        writeFileSync('${results.colours.path}', JSON.stringify(process.argv.slice(2)));
        writeFileSync('${results.size.path}', JSON.stringify({ width: ${params.size.width}, height: ${params.size.height} }));
      `,
    },
  ],
});

const echo = new Task(chart, 'echo', {
  params: {
    text: param.string(),
    list: param.array({ default: [] }),
    box: param.object({ properties: ['width', 'height'], default: { width: '', height: '' } }),
  },
  results: { echo: result.string() },
  steps: ({ params, results }) => [
    {
      name: 'echo',
      image: busybox,
      args: [params.list],
      script: sh`printf '%s|%s|%sx%s' ${params.text} "$*" ${params.box.width} ${params.box.height} > ${results.echo.path}`,
    },
  ],
});

const write = new Task(chart, 'write', {
  params: { line: param.string() },
  workspaces: { folder: workspace() },
  steps: ({ params, workspaces }) => [
    { name: 'write', image: busybox, script: sh`echo ${params.line} >> ${workspaces.folder.path}/lines` },
  ],
});

const read = new Task(chart, 'read', {
  results: { lines: result.string() },
  workspaces: { folder: workspace({ readOnly: true }) },
  steps: ({ results, workspaces }) => [
    { name: 'read', image: busybox, script: sh`tr '\n' ';' < ${workspaces.folder.path}/lines > ${results.lines.path}` },
  ],
});

const flaky = new Task(chart, 'flaky', {
  workspaces: { folder: workspace() },
  steps: ({ workspaces }) => [
    {
      name: 'fail-once',
      image: busybox,
      script: sh`
        if [ -e ${workspaces.folder.path}/tried ]; then exit 0; fi
        touch ${workspaces.folder.path}/tried
        exit 1
      `,
    },
  ],
});

const pipeline = new Pipeline(chart, 'plain', {
  params: { name: param.string(), colours: param.array({ default: ['blue', 'white'] }) },
  workspaces: { disk: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
const { disk } = pipeline.workspaces;
const described = pipeline.add(describe, { params: { name: pipeline.params.name, colours: pipeline.params.colours } });
const { name, colours, size } = described.results;
const echoed = pipeline.add(echo, {
  params: { text: text`${colours.at(1)} ${name}`, list: colours, box: size },
  when: [size.width.in('1')],
});
const skipped = pipeline.add(echo, { name: 'skipped', params: { text: 'never' }, when: [size.height.notIn('2', '3')] });

// Tekton replaces a result in a subPath only where params or when name it, too
const folder = disk.sub(size.width);
const when = [size.width.notIn('')];
const first = pipeline.add(write, { name: 'first', params: { line: 'first' }, when, workspaces: { folder } });
const second = pipeline.add(write, { name: 'second', params: { line: 'second' }, when, workspaces: { folder: first.workspaces.folder } });
const lines = pipeline.add(read, { when, workspaces: { folder: second.workspaces.folder } });
pipeline.add(flaky, { retries: 1, timeout: Duration.minutes(5), workspaces: { folder: disk.sub('flaky') } });

pipeline.finally(echo, {
  name: 'report',
  params: {
    text: text`${pipeline.status} ${echoed.status} ${skipped.status}`,
    list: [lines.results.lines],
    box: { width: echoed.reason, height: '' },
  },
});
pipeline.finally(echo, { name: 'on-failure', params: { text: 'never' }, when: [pipeline.status.in('Failed')] });
pipeline.addResult('lines', lines.results.lines);

new PipelineRun(chart, 'plain-now', { pipeline, params: { name: `O'Neil \`id\` "$HOME" ; exit 1 # \\n` } });
app.synth();

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Pipeline, PipelineRun, param, StepAction, script, Task, Workspace, workspace } from '../../src';
import { layersOf, pipelineNamed, stepActionNamed, taskNamed } from '../../src/testing';
import { mistakeOf, newChart, problemsOf } from '../support/app';

const claim = Workspace.existingClaim('code');

describe('Pipeline.fromFile', () => {
  it('emits the Pipeline of the file beside the program, whatever the working directory is', () => {
    const chart = newChart('app', { namespace: 'build' });
    const before = process.cwd();
    process.chdir('/');
    const nightly = Pipeline.fromFile(chart, 'nightly', 'files/pipeline.yaml');
    process.chdir(before);

    expect(pipelineNamed(chart, 'nightly')).toMatchObject({
      metadata: { namespace: 'build', labels: { from: 'file' } },
      spec: { results: [{ name: 'commit' }] },
    });
    expect(layersOf(nightly)).toEqual([['clone'], ['scan']]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can be run; the rules know its params, and the compiler those of a surface', () => {
    const chart = newChart();
    const untyped = Pipeline.fromFile(chart, 'nightly', 'files/pipeline.yaml');
    new PipelineRun(chart, 'once', { pipeline: untyped, params: { ulr: 'a' }, workspaces: { code: claim } });
    const typed = Pipeline.fromFile(newChart(), 'nightly', 'files/pipeline.yaml', {
      params: { url: param.string(), level: param.string({ default: 'low' }) },
      workspaces: { code: workspace() },
    });
    const right = typed.node.scope as typeof chart;
    new PipelineRun(right, 'once', { pipeline: typed, params: { url: 'a' }, workspaces: { code: claim } });

    expect(problemsOf(chart).join('\n')).toMatch(/unknown param "ulr".*did you mean "url"\?/);
    expect(problemsOf(right)).toEqual([]);
  });

  it('refuses a surface that the file does not have, and another kind, with line and column', () => {
    expect(mistakeOf((chart) => Pipeline.fromFile(chart, 'a', 'files/pipeline.yaml', { params: { img: param.string() } }))).toMatch(
      /files\/pipeline\.yaml:5:11: unknown param "img" \(available: url, level\)/,
    );
    expect(mistakeOf((chart) => Pipeline.fromFile(chart, 'a', 'files/action.yaml'))).toMatch(
      /files\/action\.yaml:2:7: expected exactly one tekton.dev\/v1 Pipeline, found a tekton.dev\/v1beta1 StepAction/,
    );
  });

  it('reports a task that is added to it, because it would be lost', () => {
    expect(
      mistakeOf((chart) => {
        const nightly = Pipeline.fromFile(chart, 'nightly', 'files/pipeline.yaml');
        nightly.add(new Task(chart, 'more', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] }));
      }),
    ).toContain('task "more" is not emitted, because overrides or the file of the Pipeline has its own tasks; write it there');
  });
});

describe('StepAction.fromFile', () => {
  it('emits the StepAction of the file, whose steps give it values', () => {
    const chart = newChart();
    const tag = StepAction.fromFile(chart, 'tag', 'files/action.yaml');
    new Task(chart, 'release', {
      params: { folder: param.string() },
      steps: ({ params }) => {
        const described = tag.step('describe', { params: { repository: params.folder } });
        return [described, { name: 'print', image: 'busybox:1.37.0', command: ['echo'], args: [described.results.tag] }];
      },
    });

    expect(stepActionNamed(chart, 'tag').spec).toMatchObject({ image: 'alpine/git:v2.49.1', params: [{ name: 'repository' }] });
    expect(taskNamed(chart, 'release').spec.steps[0]).toMatchObject({ ref: { name: 'tag' } });
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a file that does not exist', () => {
  it.each([
    ['Task', (chart: ReturnType<typeof newChart>) => Task.fromFile(chart, 'a', 'files/missing.yaml')],
    ['Pipeline', (chart: ReturnType<typeof newChart>) => Pipeline.fromFile(chart, 'a', 'files/missing.yaml')],
    ['StepAction', (chart: ReturnType<typeof newChart>) => StepAction.fromFile(chart, 'a', 'files/missing.yaml')],
  ])('is one diagnostic of a %s, and the program continues', (_, make) => {
    const chart = newChart();
    make(chart);

    expect(problemsOf(chart)).toEqual([expect.stringMatching(/^\[app\/a\] TW288: files\/missing\.yaml/)]);
  });
});

it('script.file is beside the program, too', () => {
  const chart = newChart();
  new Task(chart, 'run', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', script: script.file('files/run.sh') }] });

  expect(taskNamed(chart, 'run').spec.steps[0]?.script).toBe('#!/bin/sh\necho beside\n');
});

it('a program that was compiled into another folder reads from the working directory', () => {
  const program = `const { App, Chart } = require('cdk8s'); const { Pipeline } = require(${JSON.stringify(join(__dirname, '../../dist/lib'))});
    const chart = new Chart(new App(), 'a'); Pipeline.fromFile(chart, 'n', 'files/pipeline.yaml'); console.log(JSON.stringify(chart.toJson()[0].spec.tasks.length));`;
  const { stdout } = spawnSync(process.execPath, ['-e', program], {
    cwd: __dirname,
    encoding: 'utf8',
    env: { ...process.env, NODE_PATH: join(__dirname, '../../node_modules') },
  });

  expect(stdout.trim()).toBe('2');
});

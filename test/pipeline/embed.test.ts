import { EmbeddedPipeline, Pipeline, PipelineRun, param, sh, TaskRun } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';

const image = 'busybox:1.37.0';
type Tasks = { readonly tasks: readonly unknown[] };

describe('a Task that a pipeline embeds', () => {
  it('uses the params of the pipeline without setting them', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci', {
      params: { url: param.string(), flags: param.array(), by: param.object({ properties: ['name'] }) },
    });
    const lint = ci.embed('lint', {
      params: { level: param.string({ default: 'high' }) },
      stepTemplate: ({ pipeline }) => ({ env: { URL: pipeline.params.url } }),
      steps: ({ params, pipeline }) => [
        { name: 'lint', image, command: ['lint'], args: [params.level, pipeline.params.flags, pipeline.params.by.name] },
        { name: 'tell', image, script: sh`echo ${pipeline.params.url} of ${pipeline.name}` },
      ],
    });

    ci.add(lint);

    expect((specOf(chart, 'Pipeline', 'ci') as Tasks).tasks).toEqual([
      {
        name: 'lint',
        taskSpec: {
          params: [{ name: 'level', type: 'string', default: 'high' }],
          stepTemplate: { env: [{ name: 'URL', value: '$(params.url)' }] },
          steps: [
            { name: 'lint', image, command: ['lint'], args: ['$(params.level)', '$(params.flags[*])', '$(params.by.name)'] },
            {
              name: 'tell',
              image,
              script: ['#!/bin/sh', 'set -eu', 'echo "${PARAM_URL}" of "${CONTEXT_PIPELINE_NAME}"'].join('\n'),
              env: [
                { name: 'PARAM_URL', value: '$(params.url)' },
                { name: 'CONTEXT_PIPELINE_NAME', value: '$(context.pipeline.name)' },
              ],
            },
          ],
        },
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('uses its own param when both have one of that name', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci', { params: { url: param.string() } });
    let names: string[] = [];

    ci.embed('lint', {
      params: { url: param.string() },
      steps: ({ params, pipeline }) => {
        names = Object.keys(pipeline.params);
        return [{ name: 'lint', image, args: [params.url] }];
      },
    });

    expect(names).toEqual([]);
  });

  it('fits no other pipeline, and cannot run alone', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci', { params: { url: param.string() } });
    const lint = ci.embed('lint', { steps: ({ pipeline }) => [{ name: 'lint', image, args: [pipeline.params.url] }] });
    ci.add(lint);

    new Pipeline(chart, 'other').add(lint);
    new TaskRun(chart, 'try', { task: lint });

    expect(problemsOf(chart)).toEqual(
      expect.arrayContaining([
        '[app/other] TW291 lint: "$(params.url)" is a value of another pipeline or Task; use values of this pipeline\'s own params and tasks',
        '[app/try] TW294 taskRef: "$(params.url)" is a value of a pipeline, which is unknown in a TaskRun; write the value itself',
      ]),
    );
  });

  it('can be part of an embedded pipeline', () => {
    const chart = newChart();
    const once = new EmbeddedPipeline('once', { params: { url: param.string() } });
    once.add(once.embed('lint', { steps: ({ pipeline }) => [{ name: 'lint', image, args: [pipeline.params.url] }] }));

    new PipelineRun(chart, 'run', { pipeline: once, params: { url: 'https://acme.example' } });

    expect((specOf(chart, 'PipelineRun', 'run-') as { pipelineSpec: Tasks }).pipelineSpec.tasks).toEqual([
      { name: 'lint', taskSpec: { steps: [{ name: 'lint', image, args: ['$(params.url)'] }] } },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

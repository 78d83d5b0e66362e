import { Duration } from 'cdk8s';
import { param, result, StepAction, sh, Task } from '../../src';
import { manifestsOf, newChart, problemsOf, specOf } from '../support/app';

function make(chart = newChart()) {
  const describe = new StepAction(chart, 'describe', {
    description: 'names a commit',
    params: { directory: param.string(), flags: param.array({ default: ['--tags'] }), cache: param.string({ default: 'scratch' }) },
    results: { tag: result.string({ description: 'as git names it' }) },
    container: ({ params, results }) => ({
      image: 'alpine/git:v2.49.1',
      script: sh`git -C ${params.directory} describe > ${results.tag.path}`,
      securityContext: { runAsNonRoot: true },
      volumeMounts: [{ name: params.cache, mountPath: '/cache' }],
    }),
  });
  return { chart, describe };
}

describe('a StepAction', () => {
  it('is an object of its own, whose script reads its params from the environment', () => {
    const { chart } = make();

    expect(manifestsOf(chart)[0]).toEqual({
      apiVersion: 'tekton.dev/v1beta1',
      kind: 'StepAction',
      metadata: { name: 'describe' },
      spec: {
        description: 'names a commit',
        params: [
          { name: 'directory', type: 'string' },
          { name: 'flags', type: 'array', default: ['--tags'] },
          { name: 'cache', type: 'string', default: 'scratch' },
        ],
        results: [{ name: 'tag', type: 'string', description: 'as git names it' }],
        image: 'alpine/git:v2.49.1',
        env: [{ name: 'PARAM_DIRECTORY', value: '$(params.directory)' }],
        script: '#!/bin/sh\nset -eu\ngit -C "${PARAM_DIRECTORY}" describe > $(step.results.tag.path)',
        securityContext: { runAsNonRoot: true },
        volumeMounts: [{ name: '$(params.cache)', mountPath: '/cache' }],
      },
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('is used by steps of Tasks, and later steps use its results', () => {
    const { chart, describe: action } = make();

    new Task(chart, 'release', {
      params: { path: param.string(), flags: param.array() },
      results: { tag: result.string() },
      steps: ({ params, results }) => {
        const described = action.step('describe', {
          params: { directory: params.path, flags: params.flags },
          timeout: Duration.minutes(1),
          onError: 'continue',
          when: [params.path.notIn('')],
        });
        results.tag.take(described.results.tag);
        return [described, { name: 'print', image: 'busybox:1.37.0', command: ['echo'], args: [described.results.tag] }];
      },
      volumes: [{ name: 'scratch', emptyDir: {} }],
    });

    const { steps, results } = specOf(chart, 'Task', 'release');
    expect(steps).toEqual([
      {
        name: 'describe',
        ref: { name: 'describe' },
        params: [
          { name: 'directory', value: '$(params.path)' },
          { name: 'flags', value: '$(params.flags[*])' },
        ],
        when: [{ input: '$(params.path)', operator: 'notin', values: [''] }],
        timeout: '1m',
        onError: 'continue',
      },
      { name: 'print', image: 'busybox:1.37.0', command: ['echo'], args: ['$(steps.describe.results.tag)'] },
    ]);
    expect(results).toEqual([{ name: 'tag', type: 'string', value: '$(steps.describe.results.tag)' }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can be external, in the cluster or behind a resolver', () => {
    const chart = newChart();
    const surface = { params: { url: param.string() }, results: { commit: result.string() } };
    const here = StepAction.fromCluster('git-clone', surface);
    const there = StepAction.fromResolver({ hub: { name: 'git-clone', version: '0.1', catalog: 'tekton-catalog-stepactions' } });
    const file = StepAction.fromResolver(
      { git: { url: 'https://github.com/acme/actions', pathInRepo: 'a.yaml', revision: 'v1' } },
      surface,
    );

    new Task(chart, 'clone', {
      params: { url: param.string() },
      steps: ({ params }) => [
        here.step('here', { params: { url: params.url } }),
        there.step('there'),
        file.step('file', { params: { url: 'x' } }),
      ],
    });

    expect(specOf(chart, 'Task', 'clone').steps).toEqual([
      { name: 'here', ref: { name: 'git-clone' }, params: [{ name: 'url', value: '$(params.url)' }] },
      {
        name: 'there',
        ref: {
          resolver: 'hub',
          params: [
            { name: 'kind', value: 'stepaction' },
            { name: 'name', value: 'git-clone' },
            { name: 'version', value: '0.1' },
            { name: 'catalog', value: 'tekton-catalog-stepactions' },
          ],
        },
      },
      {
        name: 'file',
        ref: {
          resolver: 'git',
          params: [
            { name: 'url', value: 'https://github.com/acme/actions' },
            { name: 'pathInRepo', value: 'a.yaml' },
            { name: 'revision', value: 'v1' },
          ],
        },
        params: [{ name: 'url', value: 'x' }],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

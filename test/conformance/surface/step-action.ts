import { type Chart, Duration } from 'cdk8s';
import { param, result, StepAction, sh, Task, workspace } from '../../../src';
import { env, securityContext } from './containers';

/** StepActions with every field, and steps that use them. */
export function stepAction(chart: Chart): void {
  const full = new StepAction(chart, 'full', {
    description: 'has every field',
    params: {
      text: param.string({ description: 'a', default: 'b' }),
      level: param.enum(['low'], { default: 'low' }),
      list: param.array({ default: [] }),
      object: param.object({ properties: ['key'] }),
      volume: param.string({ default: 'scratch' }),
    },
    results: { one: result.string({ description: 'a' }), all: result.object({ properties: ['key'] }) },
    container: ({ params }) => ({
      image: 'busybox:1.37.0',
      command: ['echo', params.text],
      args: [params.object.key],
      env,
      workingDir: '/work',
      securityContext,
      volumeMounts: [
        { name: params.volume, mountPath: '/a', subPath: 'a', readOnly: true, mountPropagation: 'None' },
        { name: params.volume, mountPath: '/b', readOnly: true, recursiveReadOnly: 'IfPossible', subPathExpr: '$(PLAIN)' },
      ],
    }),
  });
  const script = new StepAction(chart, 'script', {
    params: { text: param.string() },
    results: { one: result.string() },
    container: ({ params, results }) => ({ image: 'busybox:1.37.0', script: sh`printf %s ${params.text} > ${results.one.path}` }),
  });
  const near = StepAction.fromCluster('script', { params: { text: param.string() } });
  const far = StepAction.fromResolver({ hub: { name: 'git-clone', version: '0.1', catalog: 'tekton-catalog-stepactions' } });
  new Task(chart, 'uses-actions', {
    params: { text: param.string(), list: param.array() },
    results: { one: result.string() },
    workspaces: { alone: workspace() },
    steps: ({ params, results, workspaces }) => {
      const first = full.step('first', {
        params: { text: params.text, list: params.list, object: { key: 'a' } },
        displayName: 'First',
        when: [params.text.in('a')],
        timeout: Duration.minutes(1),
        onError: 'continue',
        computeResources: { requests: { cpu: '1' } },
        envFrom: [{ secret: 'token' }],
        securityContext,
        workspaces: [workspaces.alone.at('/alone')],
      });
      const second = script.step('second', { params: { text: 'a' }, when: [first.results.one.in('a')] });
      results.one.take(second.results.one);
      return [first, second, { name: 'third', image: 'busybox:1.37.0', command: ['echo', first.results.all.key, second.results.one] }];
    },
    volumes: [{ name: 'scratch', emptyDir: {} }],
  });
  new Task(chart, 'uses-far-actions', {
    steps: () => [near.step('near', { params: { text: 'a' } }), far.step('far')],
    volumes: [{ name: 'scratch', emptyDir: {} }],
  });
}

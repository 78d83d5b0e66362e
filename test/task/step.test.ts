import { Duration } from 'cdk8s';
import { param, result, setFeatures, sh, Task, workspace } from '../../src';
import { newChart, problemsOf, specOf } from '../support/app';

const image = 'busybox:1.37.0';

describe('a step with results', () => {
  it('passes them to the arguments, environment, script and conditions of later steps', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      steps: ({ step }) => {
        const build = step(
          'build',
          { digest: result.string({ description: 'of the image' }), tags: result.array(), by: result.object({ properties: ['name'] }) },
          ({ digest }) => ({ image, script: sh`echo > ${digest.path}` }),
        );
        const { digest, tags, by } = build.results;
        return [
          build,
          { name: 'args', image, command: [digest], args: [tags, tags.at(0)], env: { BY: by.name } },
          { name: 'script', image, script: sh`echo ${digest}`, when: [digest.notIn('')] },
        ];
      },
    });

    expect(specOf(chart, 'Task', 'build').steps).toEqual([
      {
        name: 'build',
        image,
        script: '#!/bin/sh\nset -eu\necho > $(step.results.digest.path)',
        results: [
          { name: 'digest', type: 'string', description: 'of the image' },
          { name: 'tags', type: 'array' },
          { name: 'by', type: 'object', properties: { name: { type: 'string' } } },
        ],
      },
      {
        name: 'args',
        image,
        command: ['$(steps.build.results.digest)'],
        args: ['$(steps.build.results.tags[*])', '$(steps.build.results.tags[0])'],
        env: [{ name: 'BY', value: '$(steps.build.results.by.name)' }],
      },
      {
        name: 'script',
        image,
        env: [{ name: 'STEPS_BUILD_RESULTS_DIGEST', value: '$(steps.build.results.digest)' }],
        script: '#!/bin/sh\nset -eu\necho "${STEPS_BUILD_RESULTS_DIGEST}"',
        when: [{ input: '$(steps.build.results.digest)', operator: 'notin', values: [''] }],
      },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('can provide a result of the Task', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      results: { digest: result.string(), files: result.array(), own: result.string() },
      steps: ({ results, step }) => {
        const build = step('build', { sum: result.string(), files: result.array() }, () => ({ image, command: ['true'] }));
        results.digest.take(build.results.sum);
        results.files.take(build.results.files);
        return [build, { name: 'own', image, script: sh`echo > ${results.own.path}` }];
      },
    });

    expect(specOf(chart, 'Task', 'build').results).toEqual([
      { name: 'digest', type: 'string', value: '$(steps.build.results.sum)' },
      { name: 'files', type: 'array', value: '$(steps.build.results.files)' },
      { name: 'own', type: 'string' },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('cannot be used before it has run', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      steps: ({ step }) => {
        const build = step('build', { digest: result.string() }, () => ({ image, command: ['true'] }));
        return [{ name: 'early', image, args: [build.results.digest] }, build];
      },
    });

    expect(problemsOf(chart).join()).toMatch(/^\[app\/build\] TW\d+ .*build/);
  });
});

describe('a step', () => {
  it('can be skipped, have a display name, stream to files and have a timeout', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      params: { push: param.string() },
      results: { log: result.string() },
      steps: ({ params, results }) => [
        {
          name: 'push',
          displayName: 'Push',
          image,
          command: ['true'],
          when: [params.push.in('yes', 'true')],
          timeout: Duration.seconds(90),
          stdoutConfig: { path: results.log.path },
          stderrConfig: { path: '/tmp/err' },
        },
      ],
    });

    expect(specOf(chart, 'Task', 'build').steps).toEqual([
      {
        name: 'push',
        displayName: 'Push',
        image,
        command: ['true'],
        when: [{ input: '$(params.push)', operator: 'in', values: ['yes', 'true'] }],
        timeout: '1m30s',
        stdoutConfig: { path: '$(results.log.path)' },
        stderrConfig: { path: '/tmp/err' },
      },
    ]);
  });

  it('and a sidecar can have a workspace of their own', () => {
    const chart = newChart();

    new Task(chart, 'build', {
      workspaces: { ssh: workspace() },
      steps: ({ workspaces }) => [{ name: 'clone', image, command: ['true'], workspaces: [workspaces.ssh.at('/home/git/.ssh')] }],
      sidecars: ({ workspaces }) => [
        {
          name: 'agent',
          image,
          restartPolicy: 'Always',
          ports: [{ containerPort: 22 }],
          readinessProbe: { tcpSocket: { port: 22 }, periodSeconds: 1 },
          lifecycle: { preStop: { sleep: { seconds: 1 } } },
          volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }],
          workspaces: [workspaces.ssh.at('/keys')],
        },
      ],
      volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }],
    });

    expect(specOf(chart, 'Task', 'build')).toEqual({
      workspaces: [{ name: 'ssh' }],
      steps: [{ name: 'clone', image, command: ['true'], workspaces: [{ name: 'ssh', mountPath: '/home/git/.ssh' }] }],
      sidecars: [
        {
          name: 'agent',
          image,
          restartPolicy: 'Always',
          ports: [{ containerPort: 22 }],
          readinessProbe: { tcpSocket: { port: 22 }, periodSeconds: 1 },
          lifecycle: { preStop: { sleep: { seconds: 1 } } },
          volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }],
          workspaces: [{ name: 'ssh', mountPath: '/keys' }],
        },
      ],
      volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('a param with an enum', () => {
  it('declares its allowed values', () => {
    const chart = newChart();
    setFeatures(chart.node.root, { paramEnum: true });

    new Task(chart, 'build', {
      params: { level: param.enum(['low', 'high'], { description: 'how loud', default: 'low' }), must: param.enum(['a']) },
      steps: ({ params }) => [{ name: 'run', image, args: [params.level, params.must] }],
    });

    expect(specOf(chart, 'Task', 'build').params).toEqual([
      { name: 'level', type: 'string', description: 'how loud', enum: ['low', 'high'], default: 'low' },
      { name: 'must', type: 'string', enum: ['a'] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });
});

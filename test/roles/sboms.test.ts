import { Consumer, param, type Sbom, SecurityPipeline } from '../../src';
import { Cdxgen, GitClone, Gosec, SarifProducer, Summary, Syft } from '../../src/catalogue';
import type { PipelineSpec, TaskSpec } from '../../src/spec';
import { newChart, problemsOf } from '../support/app';

it('tools that list components run beside the scanners, and a consumer with sbom-paths receives their files', () => {
  const chart = newChart();
  const upload = new Consumer(chart, 'upload', {
    params: { 'sbom-paths': param.array<Sbom>({ description: 'CycloneDX files' }) },
    steps: ({ params }) => [{ name: 'upload', image: 'acme/upload:1.0', args: ['--', params['sbom-paths'], params['issues-paths']] }],
  });
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'clone'),
    producers: [new Gosec(chart, 'gosec')],
    sboms: [new Syft(chart, 'syft'), new Cdxgen(chart, 'cdxgen')],
    consumers: [upload, new Summary(chart, 'summary')],
  });

  const { tasks = [], params = [] } = pipeline.spec as PipelineSpec;
  const of = (name: string) => tasks.find((task) => task.name === name);
  expect(of('upload')?.params?.find(({ name }) => name === 'sbom-paths')?.value).toEqual([
    '$(context.pipelineRun.uid)/sboms/syft.cdx.json',
    '$(context.pipelineRun.uid)/sboms/cdxgen.cdx.json',
  ]);
  expect(of('syft')?.onError).toBe('continue');
  expect(params.map(({ name }) => name)).toEqual(['url', 'revision', 'depth', 'submodules']);
  expect(problemsOf(chart)).toEqual([]);
});

it('a scanner is not a tool that lists components', () => {
  const chart = newChart();
  new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'clone'),
    producers: [new Gosec(chart, 'gosec')],
    sboms: [new Gosec(chart, 'again') as never],
    consumers: [new Summary(chart, 'summary')],
  });

  expect(problemsOf(chart)).toContainEqual(expect.stringContaining('sboms[0]: expected a tool that lists components, such as new Syft'));
});

it('any tool that writes SARIF is a producer, by its image and arguments', () => {
  const chart = newChart();
  const scanOf = (task: SarifProducer) => {
    const step = (task.spec as TaskSpec).steps?.find(({ name }) => name === 'scan');
    return { command: step?.command, args: step?.args, script: step?.script };
  };

  const file = new SarifProducer(chart, 'a', { image: 'acme/a:1', command: ['a'], args: ['--report=SARIF', '.'] });
  const stdout = new SarifProducer(chart, 'b', { image: 'acme/b:1', command: ['b'], args: ['--sarif', '.'], output: 'stdout' });

  expect(scanOf(file)).toEqual({ command: ['a'], args: ['--report=/scratch/report.sarif', '.'] });
  expect(scanOf(stdout)).toEqual({ args: ['b', '--sarif', '.'], script: '#!/bin/sh\nset -eu\nexec "$@" > /scratch/report.sarif' });
  expect(problemsOf(chart)).toEqual([]);
});

import type { Chart } from 'cdk8s';
import { EmbeddedPipeline, Pipeline, param, result, setFeatures, Task, workspace } from '../../src';
import { newChart, problemsOf } from '../support/app';
import { step } from './tasks';

it('a nested Pipeline uses its own params and results', () => {
  const chart = newChart();
  setFeatures(chart, { apiFields: 'alpha' });
  const build = new Task(chart, 'build', { params: { image: param.string() }, results: { digest: result.string() }, steps: () => [step] });
  const child = new EmbeddedPipeline('child', { params: { tag: param.string() } });
  const built = child.add(build, { params: { image: child.params.tag } });
  child.add(build, { name: 'again', params: { image: built.results.digest } });
  const parent = new Pipeline(chart, 'parent');

  parent.add(child, { params: { tag: 'v1' } });

  expect(problemsOf(chart)).toEqual([]);
});

it.each([
  ['refers to', (chart: Chart, props: object) => new Pipeline(chart, 'child', props)],
  ['holds', (_: Chart, props: object) => new EmbeddedPipeline('child', props)],
])('a Pipeline needs params and workspaces of the Pipeline that it %s', (_, make) => {
  const chart = newChart();
  setFeatures(chart, { apiFields: 'alpha' });
  const child = make(chart, {
    params: { tag: param.string(), level: param.string({ default: 'low' }) },
    workspaces: { code: workspace() },
  });
  child.add(new Task(chart, 'build', { steps: () => [step] }));
  const parent = new Pipeline(chart, 'parent');

  parent.add(child as Pipeline);

  expect(problemsOf(chart)).toEqual([
    '[app/parent] TW210 child params: required param "tag" (string) of the Pipeline is not set',
    '[app/parent] TW218 child workspaces: required workspace "code" of the Pipeline is not set',
  ]);
});

it('a Pipeline sets only declared params and workspaces of another one', () => {
  const chart = newChart();
  setFeatures(chart, { apiFields: 'alpha' });
  const child = new Pipeline(chart, 'child', { params: { tag: param.string() } });
  child.add(new Task(chart, 'build', { steps: () => [step] }));
  const parent = new Pipeline(chart, 'parent', { workspaces: { code: workspace() } });

  parent.add(child, { params: { tag: 'v1', tags: 'v2' }, workspaces: { code: parent.workspaces.code } } as never);

  expect(problemsOf(chart)).toEqual([
    '[app/parent] TW211 child params.tags: unknown param "tags" of the Pipeline (available: tag); did you mean "tag"?',
    '[app/parent] TW219 child workspaces.code.name: unknown workspace "code" of the Pipeline (available: none)',
  ]);
});

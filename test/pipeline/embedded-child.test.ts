import type { Chart } from 'cdk8s';
import { EmbeddedPipeline, Pipeline, param, result, setFeatures, Task, workspace } from '../../src';
import { newChart, problemsOf } from '../support/app';
import { step } from './tasks';

it('a Pipeline inside a Pipeline uses its own params and results', () => {
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
    '[app/parent] TW210 child params: param "tag" (string) has no value, and the Pipeline no default for it',
    '[app/parent] TW218 child workspaces: workspace "code" of the Pipeline is given none',
  ]);
});

it('a Pipeline gives another one only what that one has', () => {
  const chart = newChart();
  setFeatures(chart, { apiFields: 'alpha' });
  const child = new Pipeline(chart, 'child', { params: { tag: param.string() } });
  child.add(new Task(chart, 'build', { steps: () => [step] }));
  const parent = new Pipeline(chart, 'parent', { workspaces: { code: workspace() } });

  parent.add(child, { params: { tag: 'v1', tags: 'v2' }, workspaces: { code: parent.workspaces.code } } as never);

  expect(problemsOf(chart)).toEqual([
    '[app/parent] TW211 child params.tags: "tags" is not a param of the Pipeline (it has: tag); did you mean "tag"?',
    '[app/parent] TW219 child workspaces.code.name: "code" is not a workspace of the Pipeline (it has none)',
  ]);
});

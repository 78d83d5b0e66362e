import { EmbeddedPipeline, Pipeline, param, result, setFeatures, Task } from '../../src';
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

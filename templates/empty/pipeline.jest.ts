import { App } from 'cdk8s';
import { layersOf, problemsOf } from 'tekwire/testing';
import { PipelineChart } from './pipeline';

test('the manifests have no problems', () => {
  expect(problemsOf(new PipelineChart(new App(), 'test'))).toEqual([]);
});

test('the tasks run in this order', () => {
  const { pipeline } = new PipelineChart(new App(), 'test');

  expect(layersOf(pipeline)).toEqual([['hello']]);
});

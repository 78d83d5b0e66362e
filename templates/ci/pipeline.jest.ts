import { App } from 'cdk8s';
import { layersOf, problemsOf } from 'tekwire/testing';
import { PipelineChart } from './pipeline';

test('the manifests have no problems', () => {
  expect(problemsOf(new PipelineChart(new App(), 'test'))).toEqual([]);
});

test('an image is built only of what the tests have accepted', () => {
  const { pipeline } = new PipelineChart(new App(), 'test');

  expect(layersOf(pipeline)).toEqual([['git-clone'], ['test'], ['build']]);
});

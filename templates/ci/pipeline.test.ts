import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'cdk8s';
import { layersOf, problemsOf } from 'tekwire/testing';
import { PipelineChart } from './pipeline';

test('the manifests have no problems', () => {
  deepEqual(problemsOf(new PipelineChart(new App(), 'test')), []);
});

test('an image is built only of what the tests have accepted', () => {
  const { pipeline } = new PipelineChart(new App(), 'test');

  deepEqual(layersOf(pipeline), [['git-clone'], ['test'], ['build']]);
});

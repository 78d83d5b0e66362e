import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'cdk8s';
import { layersOf, problemsOf } from 'tekwire/testing';
import { PipelineChart } from './pipeline';

test('the manifests have no problems', () => {
  deepEqual(problemsOf(new PipelineChart(new App(), 'test')), []);
});

test('the gate decides on the merged findings', () => {
  const { pipeline } = new PipelineChart(new App(), 'test');

  deepEqual(layersOf(pipeline), [['git-clone'], ['gitleaks', 'trivy'], ['deduplicate'], ['gate', 'summary']]);
});

import { Pipeline, PipelineServiceAccount } from '../../src';
import { newChart } from '../support/app';

jest.mock('cdk8s-plus-27', () => {
  throw new Error("Cannot find module 'cdk8s-plus-27'\nRequire stack:\n- main.js");
});

it('an account without cdk8s-plus-27 tells how to install it', () => {
  const chart = newChart('ci', { namespace: 'build' });
  const pipeline = new Pipeline(chart, 'release');

  expect(() => new PipelineServiceAccount(chart, 'runs', { pipeline })).toThrow(
    'PipelineServiceAccount needs the optional package "cdk8s-plus-27"; install it with: npm install cdk8s-plus-27',
  );
});

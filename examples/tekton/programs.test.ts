import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { setFeatures } from 'tekwire';
import { manifestsOf } from 'tekwire/testing';
import { programs } from './programs';

it.each(Object.entries(programs))('%s has a run, and no problems', (name, program) => {
  const app = new App();
  setFeatures(app, { apiFields: 'alpha', cel: true, paramEnum: true, artifacts: true });
  const chart = new Chart(app, name);
  program(chart);

  expect(chart).toHaveNoProblems();
  expect(manifestsOf(chart).filter(({ kind }) => kind?.endsWith('Run')).length).toBeGreaterThan(0);
});

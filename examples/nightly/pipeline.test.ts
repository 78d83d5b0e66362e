import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { manifestsOf } from 'tekwire/testing';
import { nightlyScans } from './pipeline';
import { repositories } from './repositories';

const chart = new Chart(new App(), 'test', { namespace: 'ci' });
nightlyScans(chart);
const templates = manifestsOf(chart).filter(({ kind }) => kind === 'TriggerTemplate');
const runsOf = ({ spec }: { spec?: unknown }) => (spec as { resourcetemplates: object[] }).resourcetemplates;

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('scans every repository once, a third of them at a time', () => {
  const text = JSON.stringify(templates);

  expect(templates.map((one) => runsOf(one).length)).toEqual([20, 20, 20]);
  for (const name of repositories) expect(text.split(`/acme/${name}.git`)).toHaveLength(2);
});

it('never starts on a Sunday', () => {
  const jobs = manifestsOf(chart).filter(({ kind }) => kind === 'CronJob');

  expect(jobs.map(({ spec }) => (spec as { schedule: string }).schedule)).toEqual(['0 1 * * 1-6', '0 2 * * 1-6', '0 3 * * 1-6']);
});

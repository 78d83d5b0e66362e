import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { manifestsOf, objectNamed } from 'tekwire/testing';
import { checks } from './pipeline';

const chart = new Chart(new App(), 'test', { namespace: 'ci' });
checks(chart);
const names = (kind: string) =>
  manifestsOf(chart)
    .filter((one) => one.kind === kind)
    .map(({ metadata }) => metadata?.name);

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('starts runs for pushes, for pull requests, and for those from forks', () => {
  expect(names('Trigger')).toEqual(['checks-github-push', 'checks-github-pull-request', 'checks-github-pull-request-fork']);
});

it('gives each run the commit of its event', () => {
  const { spec } = objectNamed(chart, 'TriggerBinding', 'checks-github-push');

  expect(spec).toEqual({
    params: expect.arrayContaining([
      { name: 'sha', value: '$(body.after)' },
      { name: 'url', value: '$(body.repository.clone_url)' },
    ]),
  });
});

it('runs pull requests from forks with an account of their own', () => {
  expect(JSON.stringify(objectNamed(chart, 'TriggerTemplate', 'checks-github-pull-request-fork'))).toContain('"github-checks-untrusted"');
});

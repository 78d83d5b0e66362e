import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { pipelineNamed, runStep } from 'tekwire/testing';
import { compatibility } from './pipeline';

const chart = new Chart(new App(), 'test');
const { pipeline, collect } = compatibility(chart);
const report = (browser: string, verdict: string) => JSON.stringify({ browser, node: '24', verdict });

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('tests each browser with each version, and one browser with further flags', () => {
  const { matrix } = pipelineNamed(chart, 'compatibility').spec.tasks?.find(({ name }) => name === 'test') ?? {};

  expect(matrix?.params).toEqual([
    { name: 'browser', value: ['chromium', 'firefox', 'webkit'] },
    { name: 'node', value: '$(params.versions[*])' },
  ]);
  expect(matrix?.include?.[0]?.params).toEqual([
    { name: 'browser', value: 'webkit' },
    { name: 'flags', value: '--workers=1' },
  ]);
});

it('collects the reports of all runs', () => {
  expect(pipeline).toHaveEdge('test', 'collect');
});

it.each([
  ['passes when all runs passed', ['passed', 'passed'], 0],
  ['fails when one of them failed', ['passed', 'failed'], 1],
])('%s', async (_, [first = '', second = ''], code) => {
  const reports = [report('firefox', first), report('webkit', second)];

  const { exitCode, stdout } = await runStep(collect, 'collect', { params: { reports } });

  expect(exitCode).toBe(code);
  expect(stdout.trim().split('\n')).toEqual(reports);
});

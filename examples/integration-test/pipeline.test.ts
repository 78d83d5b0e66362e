import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { runStep, taskNamed } from 'tekwire/testing';
import { integrationTests } from './pipeline';

const chart = new Chart(new App(), 'test');
const { pipeline, test } = integrationTests(chart);
const failed = '{"Action":"fail","Test":"TestIntegrationOrders"}\n';

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
  expect(pipeline).toHaveEdge('clone', 'integration-test');
});

it('has a database beside the tests, which is ready before the first step', () => {
  const [postgres] = taskNamed(chart, 'integration-test').spec.sidecars ?? [];

  expect(postgres).toMatchObject({ restartPolicy: 'Always', startupProbe: { exec: { command: ['pg_isready', '--username', 'test'] } } });
});

it.each([
  ['the tests passed', '{"Action":"pass"}\n', 0, 'no test failed\n'],
  ['a test failed', failed, 1, failed],
])('reports that %s', async (_, report, code, output) => {
  const { exitCode, stdout } = await runStep(test, 'report', {
    workspaces: { source: { 'report.json': report } },
    exitCodes: { test: code },
  });

  expect([exitCode, stdout]).toEqual([code, output]);
});

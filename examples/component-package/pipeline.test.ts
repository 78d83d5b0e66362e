import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { runStep } from 'tekwire/testing';
import { nodeTest, notice } from './acme-components';
import { peerDependencies, types } from './acme-components/package.json';
import { web } from './pipeline';

const chart = new Chart(new App(), 'test');
const source = { 'web/package.json': '{}' };
// stands for npm: two tests, of which as many pass as it is told
const npm = (passed: number) => `[ "$1" = ci ] || { echo "# pass ${passed}"; exit ${passed === 2 ? 0 : 1}; }`;

it('has no problems', () => {
  const app = new Chart(new App(), 'app');
  web(app);

  expect(app).toHaveNoProblems();
});

describe('the component nodeTest', () => {
  const task = nodeTest(chart, 'node-test');

  it('counts the tests that passed', async () => {
    const { exitCode, results } = await runStep(task, 'test', {
      params: { folder: 'web' },
      workspaces: { source },
      commands: { npm: npm(2) },
    });

    expect([exitCode, results.passed]).toEqual([0, '2']);
  });

  it('fails, and shows the report, when a test fails', async () => {
    const { exitCode, stdout } = await runStep(task, 'test', {
      params: { folder: 'web' },
      workspaces: { source },
      commands: { npm: npm(1) },
    });

    expect([exitCode, stdout]).toEqual([1, '# pass 1\n']);
  });
});

it('the component notice prints one line', async () => {
  const { stdout } = await runStep(notice(chart, 'notice'), 'print', { params: { status: 'Succeeded', passed: '2' } });

  expect(stdout).toBe('acme-ci status=Succeeded passed=2\n');
});

it('the package uses the libraries of the app, and has declarations', () => {
  expect([Object.keys(peerDependencies), types]).toEqual([['cdk8s', 'constructs', 'tekwire'], 'index.d.ts']);
});

import 'tekwire/testing/jest';
import { App, Chart } from 'cdk8s';
import { runStep } from 'tekwire/testing';
import { LicenceHeaders } from './licences';

const chart = new Chart(new App(), 'test');
const scanner = new LicenceHeaders(chart, 'licence-headers');
const params = { 'source-path': 'sources' };

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('finds the files without a header, and no others', async () => {
  const source = {
    'sources/main.go': '// SPDX-License-Identifier: Apache-2.0\npackage main\n',
    'sources/lib/a.ts': 'export const a = 1;\n',
    'sources/README.md': '# No source file\n',
  };

  const { exitCode, files } = await runStep(scanner, 'scan', { params, workspaces: { source } });
  const [run] = JSON.parse(files['scratch/report.sarif'] ?? '').runs;

  expect(exitCode).toBe(0);
  expect(run.results).toHaveLength(1);
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('lib/a.ts');
});

it('reports nothing for clean sources', async () => {
  const { files } = await runStep(scanner, 'scan', { params, workspaces: { source: { 'sources/README.md': '' } } });

  expect(JSON.parse(files['scratch/report.sarif'] ?? '').runs[0].results).toEqual([]);
});

import { SecurityPipeline } from '../../src';
import { GitClone, type GitCloneProps, Gitleaks, type GitleaksProps, Summary } from '../../src/catalogue';
import type { PipelineSpec } from '../../src/spec';
import { newChart, problemsOf } from '../support/app';

function scan(gitleaks: GitleaksProps, clone: GitCloneProps = {}) {
  const chart = newChart();
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'clone', clone),
    producers: [new Gitleaks(chart, 'gitleaks', gitleaks)],
    consumers: [new Summary(chart, 'summary')],
  });
  const { tasks = [], params = [] } = pipeline.spec as PipelineSpec;
  const depth = tasks[0]?.params?.find(({ name }) => name === 'depth')?.value;
  return { depth, lifted: params.map(({ name }) => name), problems: problemsOf(chart) };
}

it('a scan of the history clones all commits', () => {
  expect(scan({ mode: 'history' })).toEqual({ depth: '0', lifted: ['url', 'revision', 'submodules'], problems: [] });
  expect(scan({ mode: 'history' }, { depth: '0' }).problems).toEqual([]);
});

it('a scan of the files leaves the depth to the run', () => {
  expect(scan({}).lifted).toContain('depth');
});

it('a depth that the program has set is not enough for the history', () => {
  expect(scan({ mode: 'history' }, { depth: '1' }).problems).toEqual([
    `[app/scan] TW288 source: "gitleaks" needs all commits, but "clone" has depth "1"; remove the depth, or set it to '0'`,
  ]);
});

it('an unknown mode is an error that names the known ones', () => {
  expect(scan({ mode: 'all' as 'tree' }).problems).toEqual([
    '[app/gitleaks] TW288 mode: unknown value "all"; expected one of: tree, history',
  ]);
});

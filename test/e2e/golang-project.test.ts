import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { deleteNamespace } from './kubectl';
import { listFindings, listInvocations, readMergedSarif } from './merged-findings';
import { log, overlap } from './outcome';
import { type Performance, perform } from './perform';

// that of the example
const NAMESPACE = 'security';
const STORAGE_CLASS = process.env.E2E_STORAGE_CLASS;

const RUN = {
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { generateName: 'golang-project-' },
  spec: {
    pipelineRef: { name: 'golang-project' },
    params: [{ name: 'url', value: `git://git-server.${NAMESPACE}.svc:9418/webshop` }],
    taskRunTemplate: { podTemplate: { securityContext: { fsGroup: 65534 } } },
    workspaces: [
      {
        name: 'source',
        volumeClaimTemplate: {
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
            ...(STORAGE_CLASS === undefined ? {} : { storageClassName: STORAGE_CLASS }),
          },
        },
      },
    ],
  },
};

describe('the first program, on a real cluster over a real Go repository', () => {
  let performance: Performance;
  beforeAll(async () => {
    const files = synthesise(join(__dirname, '../../examples/golang-project/main.ts'));
    performance = await perform(NAMESPACE, files, JSON.stringify(RUN));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  test('the clone is the commit that was served', () => {
    const { outcome, repository } = performance;

    expect(outcome.tasks['git-clone']?.results).toEqual({
      path: expect.stringMatching(/^[0-9a-f-]{36}\/sources\/git-clone$/),
      url: repository?.url,
      commit: repository?.commit,
    });
  });

  test.each([
    ['git-clone', 'gosec'],
    ['git-clone', 'gitleaks'],
    ['gosec', 'deduplicate'],
    ['gitleaks', 'deduplicate'],
    ['deduplicate', 'summary'],
    ['deduplicate', 'gate'],
  ])('%s has ended before %s starts', (before, after) => {
    const { tasks } = performance.outcome;

    expect(tasks[after]?.started).toBeGreaterThanOrEqual(tasks[before]?.ended ?? Number.POSITIVE_INFINITY);
  });

  test.each([
    ['gosec', 'gitleaks'],
    ['summary', 'gate'],
  ])('%s and %s run at the same time', (one, other) => {
    const a = performance.outcome.tasks[one];
    const b = performance.outcome.tasks[other];

    expect(a && b && overlap(a, b)).toBe(true);
  });

  test('the merged SARIF holds every weakness of the repository once', async () => {
    const merged = await readMergedSarif(NAMESPACE, performance.outcome);

    expect(listFindings(merged)).toEqual([
      'gitleaks github-pat deploy.env:2',
      'gosec G204 main.go:26',
      'gosec G304 store/store.go:12',
      'gosec G401 store/store.go:17',
      'gosec G501 store/store.go:5',
      'gosec G702 main.go:26',
    ]);
    expect(listInvocations(merged)).toEqual({
      gitleaks: { executionSuccessful: true },
      gosec: { executionSuccessful: true },
    });
  });

  test('the gate, and nothing else, fails the run because of findings of high severity', async () => {
    const { outcome } = performance;
    const failed = Object.keys(outcome.tasks).filter((name) => outcome.tasks[name]?.succeeded === false);
    const gate = outcome.tasks.gate;

    expect([outcome.succeeded, failed, gate?.exitCodes]).toEqual([false, ['gate'], { gate: 1 }]);
    expect(gate && (await log(NAMESPACE, gate))).toContain('G702');
  });

  test('the summary counts the findings in its log and its result', async () => {
    const { summary } = performance.outcome.tasks;

    expect(JSON.parse(String(summary?.results.summary))).toMatchObject({ total: 6 });
    expect(summary && (await log(NAMESPACE, summary))).toContain('G401');
  });
});

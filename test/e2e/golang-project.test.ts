import { deleteNamespace, get, kubectl, pause } from './kubectl';
import { listFindings, listInvocations, readMergedSarif } from './merged-findings';
import { log, overlap } from './outcome';
import { type Performance, perform } from './perform';
import { programWith, synthesisePacked } from './readme';

// that of the README
const NAMESPACE = 'security';
describe('the first program of the README, with its run, from the packed package on a real cluster and a real Go repository', () => {
  let performance: Performance;
  beforeAll(async () => {
    const program = programWith('new PipelineRun').replace('https://github.com/acme/web', `git://git-server.${NAMESPACE}.svc:9418/webshop`);
    performance = await perform(NAMESPACE, synthesisePacked(program));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('the clone is the commit that was served', () => {
    const { outcome, repository } = performance;

    expect(outcome.tasks['git-clone']?.results).toEqual({
      path: expect.stringMatching(/^[0-9a-f-]{36}\/sources\/git-clone$/),
      url: repository?.url,
      commit: repository?.commit,
      languages: expect.objectContaining({ go: 'true', java: 'false' }),
    });
  });

  it.each([
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

  it.each([
    ['gosec', 'gitleaks'],
    ['summary', 'gate'],
  ])('%s and %s run at the same time', (one, other) => {
    const a = performance.outcome.tasks[one];
    const b = performance.outcome.tasks[other];

    expect(a && b && overlap(a, b)).toBe(true);
  });

  it('the merged SARIF contains every weakness of the repository once', async () => {
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

  it('only the gate fails the run, because of findings of high severity', async () => {
    const { outcome } = performance;
    const failed = Object.keys(outcome.tasks).filter((name) => outcome.tasks[name]?.succeeded === false);
    const gate = outcome.tasks.gate;

    expect([outcome.succeeded, failed, gate?.exitCodes]).toEqual([false, ['gate'], { gate: 1 }]);
    expect(gate && (await log(NAMESPACE, gate))).toContain('G702');
  });

  it('the summary counts the findings in its log and its result', async () => {
    const { summary } = performance.outcome.tasks;

    expect(JSON.parse(String(summary?.results.summary))).toMatchObject({ total: 6 });
    expect(summary && (await log(NAMESPACE, summary))).toContain('G401');
    // as docs/tutorial/findings.md reads it
    const selector = ['-l', 'tekton.dev/pipelineTask=summary'];
    expect(await kubectl(['-n', NAMESPACE, 'logs', ...selector, '--all-containers', '--tail=-1'])).toContain('G401');
  });

  it('the first program of the README is the same without its run', () => {
    const [first, second] = ['new SecurityPipeline', 'new PipelineRun'].map(programWith);
    const withoutRun = second
      ?.replace(/^new PipelineRun.*\n/m, '')
      .replace('PipelineRun, ', '')
      .replace('const pipeline = ', '');

    expect(withoutRun).toBe(first);
  });

  // the last one, because the others look at what it deletes
  it('pods and the claim of 1 GiB are deleted with the run', async () => {
    const [claim] = (await get<Items<Claim>>(NAMESPACE, 'persistentvolumeclaims')).items;
    await kubectl(['-n', NAMESPACE, 'delete', 'pipelineruns', '--all']);

    expect(claim?.spec.resources.requests.storage).toBe('1Gi');
    expect(await left('persistentvolumeclaims', 'pods,taskruns')).toEqual(['pod/git-server']);
  });
});

interface Items<T> {
  readonly items: readonly T[];
}

interface Claim {
  readonly spec: { readonly resources: { readonly requests: { readonly storage: string } } };
}

/** What is there of these kinds when all that belongs to the run has had a minute to go. */
async function left(...kinds: readonly string[]): Promise<string[]> {
  for (let second = 0; ; second++) {
    const names = (await kubectl(['-n', NAMESPACE, 'get', kinds.join(','), '-o', 'name'])).split('\n').filter(Boolean);
    if (names.length <= 1 || second === 60) return names;
    await pause(1000);
  }
}

import { Enricher, sh } from '../../../src';
import { CodeOwners, Deduplicate, Policy, SeverityGate, SeverityMap, Summary, Suppress } from '../../../src/catalogue';
import { logOf, resultAt } from '../../findings/build';
import { Pods, UID } from '../../support/pods';
import { type Chart, scan } from './scan';

const findingsOf = (task: string) => `${UID}/findings/${task}.sarif`;

const gosec = logOf('gosec', [
  resultAt('G404', 'main.go', 3, { level: 'warning' }),
  resultAt('G404', 'main.go', 3, { level: 'warning' }),
  resultAt('G101', 'test/main_test.go', 1, { level: 'error' }),
]);
const gitleaks = logOf('gitleaks', [resultAt('github-pat', 'deploy.env', 2, { level: 'error' })]);

/** Runs everything after the scanners, in the order of the pipeline, and stops as Tekton does. */
function perform({ chart, pipeline }: ReturnType<typeof scan>) {
  const pods = new Pods(chart, 'scan');
  pods.write('sources/CODEOWNERS', '*.go @acme/go\n');
  pods.write(findingsOf('gosec'), JSON.stringify(gosec));
  pods.write(findingsOf('gitleaks'), JSON.stringify(gitleaks));
  const clone = { 'tasks.git-clone.results.path': 'sources', 'tasks.git-clone.results.url': 'https://git.acme.example/web' };
  const names = pipeline.spec.tasks?.map(({ name }) => name).slice(3) ?? [];
  const tasks = Object.fromEntries(names.map((name) => [name, pods.run(name, clone)]));
  const files = pods.files();
  pods.remove();
  return { tasks, files, failed: names.filter((name) => !tasks[name]?.succeeded) };
}

const everything = (chart: Chart) => ({
  enrichers: [
    new Deduplicate(chart, 'deduplicate'),
    new CodeOwners(chart, 'owners'),
    new Policy(chart, 'policy', { rules: [{ when: ({ path }) => path.startsWith('test/'), accept: 'tests are not shipped' }] }),
    new Suppress(chart, 'suppress'),
    new Policy(chart, 'second', { rules: [{ when: ({ tool }) => tool === 'gitleaks', tag: 'secret' }] }),
    new Enricher(chart, 'own', {
      steps: ({ params, results }) => [
        {
          name: 'own',
          image: 'busybox:1.37.0',
          args: [params['producer-result-paths']],
          script: sh`printf '%s' "$1" > ${results.issues.path}`,
        },
      ],
    }),
  ],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate')],
});

describe('the steps of a fused pipeline', () => {
  it('write the files, the results and the log of the tasks that they stand for', () => {
    const [fused, apart] = [perform(scan(everything)), perform(scan((chart) => ({ ...everything(chart), fuse: false })))];
    const { findings } = fused.tasks;

    expect(Object.keys(fused.files)).toEqual(Object.keys(apart.files));
    expect(fused.files).toEqual(apart.files);
    expect(findings?.results.verdict).toBe(apart.tasks.gate?.results.verdict);
    expect(JSON.parse(findings?.results.summary ?? '')).toMatchObject({
      total: JSON.parse(apart.tasks.summary?.results.summary ?? '').total,
    });
    expect(findings?.log).toContain(apart.tasks.summary?.log);
    expect(findings?.log).toContain(apart.tasks.gate?.log);
    expect([fused.failed, apart.failed]).toEqual([['findings'], ['gate']]);
    expect(findings?.exitCodes.gate).toBe(1);
  });

  it.each([
    ['gate', 'summary'],
    ['summary', 'gate'],
  ])('let every consumer deliver, and fail the run for one of them: %s before %s', (...order) => {
    const { tasks, failed } = perform(
      scan((chart) => ({
        enrichers: [new Deduplicate(chart, 'deduplicate')],
        consumers: order.map((id) => (id === 'gate' ? new SeverityGate(chart, id) : new Summary(chart, id))),
      })),
    );

    expect(failed).toEqual(['findings']);
    expect(tasks.findings?.exitCodes).toMatchObject({ deduplicate: 0, summary: 0, gate: 1 });
    expect(Object.keys(tasks.findings?.results ?? {}).sort()).toEqual(['issues', 'summary', 'verdict']);
  });

  it('pass when the gate passes', () => {
    const passing = perform(
      scan((chart) => ({ consumers: [new SeverityGate(chart, 'gate', { failOn: 'critical' }), new Summary(chart, 'summary')] })),
    );

    expect(passing.failed).toEqual([]);
    expect(passing.tasks.findings?.exitCodes).toEqual({ deduplicate: 0, gate: 0, summary: 0, outcome: 0 });
    expect(passing.tasks.findings?.results.verdict).toBe('passed');
  });

  it('of an enricher that fails leave a scan that did not finish, for which the gate fails', () => {
    const failing = (fuse: boolean) =>
      perform(
        scan((chart) => ({
          fuse,
          enrichers: [
            new Deduplicate(chart, 'deduplicate'),
            new Enricher(chart, 'own', {
              steps: ({ params }) => [{ name: 'own', image: 'busybox:1.37.0', args: [params['issues-path']], script: sh`exit 7` }],
            }),
            new CodeOwners(chart, 'owners'),
          ],
          consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'critical' })],
        })),
      );
    const [fused, apart] = [failing(true), failing(false)];

    expect(fused.tasks.findings?.exitCodes).toMatchObject({ own: 7, owners: 0, gate: 1 });
    expect(fused.tasks.findings?.results.verdict).toContain('own');
    expect(fused.tasks.findings?.results.verdict).toBe(apart.tasks.gate?.results.verdict);
    expect(fused.failed).toEqual(['findings']);
  });

  it('write results that the messages of their containers can hold', () => {
    const rules = Array.from({ length: 400 }, (_, at) => resultAt(`"rule"-${at}-${'x'.repeat(40)}`, 'main.go', at + 1, { level: 'error' }));
    const made = scan((chart) => ({
      enrichers: [
        new Deduplicate(chart, 'deduplicate'),
        ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => new SeverityMap(chart, id)),
      ],
      consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate')],
    }));
    const pods = new Pods(made.chart, 'scan');
    pods.write(findingsOf('gosec'), JSON.stringify(logOf('gosec', rules)));
    pods.write(findingsOf('gitleaks'), JSON.stringify(gitleaks));
    const { results } = pods.run('findings');
    pods.remove();
    // as Tekton writes them; Kubernetes divides 12 KiB among all containers, and Tekton adds up to three
    const message = JSON.stringify(Object.entries(results).map(([key, value]) => ({ key, value, type: 1 })));

    expect(Object.keys(results).sort()).toEqual(['issues', 'summary', 'verdict']);
    expect(Buffer.byteLength(message)).toBeLessThan(12_288 / (made.stepsOf('scan-findings').length + 3) - 150);
  });
});

import { Producer } from '../../src';
import { Gitleaks, Gosec, Semgrep, SeverityGate, Trivy } from '../../src/catalogue';
import type { TaskSpec } from '../../src/spec';
import { newChart, problemsOf } from '../support/app';

const stepsOf = (task: { readonly spec: TaskSpec }) => task.spec.steps ?? [];
const scan = () => ({ image: 'ghcr.io/acme/scanner:1', args: ['.'] });

it('the canary is scanned by the same step in a folder of the pod, with its own reports', () => {
  const [before, sources, canary, report] = stepsOf(new Gosec(newChart(), 'gosec', { env: { A: 'b' } }));

  expect([before?.name, sources?.name, canary?.name, report?.name]).toEqual(['before', 'scan', 'canary', 'report']);
  expect([canary?.image, canary?.workingDir, canary?.onError]).toEqual([sources?.image, sources?.workingDir, 'continue']);
  const values = (step: typeof canary) => (step?.env ?? []).map(({ value }) => value ?? '');
  expect(values(canary)).toEqual(values(sources).map((value) => value.replace('/scratch/report.', '/scratch/canary-reports/report.')));
  expect(report?.env).toContainEqual({ name: 'CANARY_FINDS', value: '[["G103"]]' });
});

it('a scanner of your own runs in the folder of the canary', () => {
  const [, sources, canary] = stepsOf(new Producer(newChart(), 'own', { scan, canary: { files: { a: 'b' }, finds: ['c'] } }));

  expect([sources?.workingDir, canary?.workingDir]).toEqual(['$(workspaces.source.path)/$(params.source-path)', '/scratch/canary']);
});

it('the folder of the canary is a volume, because a working directory that is missing when a container starts is made for root', () => {
  const { spec } = new Producer(newChart(), 'own', { scan, canary: { files: { a: 'b' }, finds: ['c'] } });
  const mounting = (spec.steps ?? []).filter(({ volumeMounts = [] }) =>
    volumeMounts.some(({ mountPath }) => mountPath === '/scratch/canary'),
  );

  expect(mounting.map(({ name }) => name)).toEqual(['before', 'canary']);
  expect(spec.volumes).toEqual([
    { name: 'scratch', emptyDir: {} },
    { name: 'canary', emptyDir: {} },
  ]);
  expect((new Producer(newChart(), 'none', { scan }).spec as TaskSpec).volumes).toEqual([{ name: 'scratch', emptyDir: {} }]);
});

it('rules in the sources are read from there in both scans', () => {
  const [, sources, canary] = stepsOf(new Semgrep(newChart(), 'semgrep', { config: 'rules' }));

  expect(canary?.workingDir).toBe(sources?.workingDir);
  expect(canary?.args?.slice(-3)).toEqual(['--config', '/scratch/canary/canary.yaml', '/scratch/canary']);
});

it.each([
  [['vuln'], '[["CVE-2021-23337"]]'],
  [['secret', 'misconfig'], '[["github-pat"],["DS-0002","DS002"]]'],
  [['license'], undefined],
] as const)('Trivy with %j must find what these scanners find', (scanners, finds) => {
  const report = stepsOf(new Trivy(newChart(), 'trivy', { scanners })).at(-1);

  expect(report?.env?.find(({ name }) => name === 'CANARY_FINDS')?.value).toBe(finds);
});

it('a component has another canary, or none', () => {
  const chart = newChart();
  const own = stepsOf(new Gosec(chart, 'own', { canary: { files: { 'a.go': 'package a' }, finds: ['G101'] } }));
  const none = stepsOf(new Gosec(chart, 'none', { canary: false }));

  expect(own.at(-1)?.env).toContainEqual({ name: 'CANARY_FINDS', value: '[["G101"]]' });
  expect(none.map(({ name }) => name)).toEqual(['before', 'scan', 'report']);
});

it('a planted secret is not a secret in the manifest', () => {
  const text = JSON.stringify([...stepsOf(new Gitleaks(newChart(), 'a')), ...stepsOf(new Trivy(newChart(), 'b'))]);

  expect(text).toContain('canary.env');
  expect(text).not.toMatch(/ghp_/);
});

it.each([
  [{ files: {}, finds: ['G1'] }, "canary: expected { files: { 'canary.go': text }, finds: ['G103'] }, or false, found an object"],
  [{ files: { a: 'b' }, finds: [] }, "canary: expected { files: { 'canary.go': text }, finds: ['G103'] }, or false, found an object"],
  ['x', `canary: expected { files: { 'canary.go': text }, finds: ['G103'] }, or false, found "x"`],
  [
    { files: { '../main.go': 'b' }, finds: ['a'] },
    'canary.files: expected paths below the folder of the canary, such as src/canary.go, found "../main.go"',
  ],
])('a canary that cannot be planted is an error: %j', (canary, problem) => {
  const chart = newChart();
  new Producer(chart, 'scan', { scan, canary: canary as never });

  expect(problemsOf(chart)).toEqual([expect.stringContaining(problem)]);
});

it('the gate has a limit for the age of databases, which is a Duration', () => {
  const chart = newChart();
  new SeverityGate(chart, 'gate', { maxDatabaseAge: '7d' as never });

  expect(problemsOf(chart)).toEqual([expect.stringContaining('maxDatabaseAge: expected a Duration')]);
});

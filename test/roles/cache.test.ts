import { Producer, SecurityPipeline, Workspace } from '../../src';
import { GitClone, Gosec, Govulncheck, SeverityGate } from '../../src/catalogue';
import type { TaskSpec } from '../../src/spec';
import { mistakeOf, newChart, problemsOf } from '../support/app';

const cache = Workspace.existingClaim('go-cache');
const specOf = (task: { readonly spec: unknown }) => task.spec as TaskSpec;
const mountsOf = ({ steps }: TaskSpec) =>
  steps.filter(({ volumeMounts = [] }) => volumeMounts.some(({ name }) => name === 'cache')).map(({ name }) => name);

describe('the cache of a scanner', () => {
  it.each([
    ['gosec', (chart: ReturnType<typeof newChart>) => new Gosec(chart, 'gosec', { cache })],
    ['govulncheck', (chart: ReturnType<typeof newChart>) => new Govulncheck(chart, 'govulncheck', { cache })],
  ])('of %s is a claim, which only the steps of the tool mount', (_, make) => {
    const spec = specOf(make(newChart()));
    const [scan] = spec.steps.filter(({ name }) => name === 'scan');

    expect(spec.volumes).toContainEqual({ name: 'cache', persistentVolumeClaim: { claimName: 'go-cache' } });
    expect(mountsOf(spec)).toEqual(['scan', 'canary']);
    expect(scan?.env).toEqual(
      expect.arrayContaining([
        { name: 'GOCACHE', value: '/tekwire/cache/go-build' },
        { name: 'GOPATH', value: '/tekwire/cache/go' },
      ]),
    );
  });

  it('is deleted with the pod where there is none', () => {
    const spec = specOf(new Gosec(newChart(), 'gosec'));

    expect(mountsOf(spec)).toEqual([]);
    expect(spec.steps.find(({ name }) => name === 'scan')?.env).toContainEqual({ name: 'GOCACHE', value: '/scratch/go-build' });
  });

  it('never holds a program that a run executes', () => {
    const [, scan] = specOf(new Govulncheck(newChart(), 'govulncheck', { cache })).steps;

    expect(scan?.env).toContainEqual({ name: 'GOBIN', value: '/scratch/bin' });
    expect(scan?.script).toContain('PATH=$PATH:/scratch/bin');
  });

  it('is beside the mounts of a scanner of your own, also in quarantine', () => {
    const chart = newChart();
    const own = new Producer(chart, 'own', {
      cache,
      scan: (context) => ({ image: 'acme/scan:1', args: [String(context.cache)], volumeMounts: [{ name: 'scratch', mountPath: '/more' }] }),
    });
    new SecurityPipeline(chart, 'scan', {
      source: new GitClone(chart, 'git-clone'),
      producers: [own],
      consumers: [new SeverityGate(chart, 'gate')],
    });
    const scan = specOf(own).steps.find(({ name }) => name === 'scan');

    expect(scan?.args).toEqual(['/tekwire/cache']);
    expect(scan?.volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(['/more', '/tekwire/cache', '/scratch']);
    expect(problemsOf(chart)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['a name', 'go-cache'],
    ['an empty directory', Workspace.emptyDir()],
    ['a Secret', Workspace.secret('go-cache')],
  ])('is not %s', (_, given) => {
    expect(mistakeOf((chart) => new Gosec(chart, 'gosec', { cache: given as Workspace }))).toContain(
      'cache: expected a workspace that outlives runs',
    );
  });
});

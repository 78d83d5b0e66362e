import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import * as tekwire from '../../src';
import { manifestsOf, newChart, problemsOf } from '../support/app';

/** A second copy of the package in the same program, as two versions of a dependency bring it; cdk8s is there once. */
function secondCopy(): typeof tekwire {
  let copy: typeof tekwire | undefined;
  jest.isolateModules(() => {
    jest.doMock('cdk8s', () => cdk8s);
    jest.doMock('constructs', () => constructs);
    copy = require('../../src') as typeof tekwire;
  });
  return copy as typeof tekwire;
}

const steps = () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }];
const named = (name: string): tekwire.PolicyVisitor => ({ name, image: (image) => `${image}-${name}` });
const imagesOf = (chart: cdk8s.Chart) =>
  manifestsOf(chart).map(({ spec }) => (spec as { steps: readonly { image: string }[] }).steps.map(({ image }) => image));

describe('a policy of a second copy of the package', () => {
  it('applies to the objects of the first, including later ones, together with its policies', () => {
    const [other, chart] = [secondCopy(), newChart()];
    expect(other.Task).not.toBe(tekwire.Task);
    new tekwire.Task(chart, 'one', { steps });
    other.Policy.of(chart).add(named('other'));
    tekwire.Policy.of(chart).add(named('own'));
    new tekwire.Task(chart, 'two', { steps });
    new other.Task(chart, 'three', { steps });

    expect(problemsOf(chart)).toEqual([]);
    expect(imagesOf(chart)).toEqual([
      ['busybox:1.37.0-own-other'],
      ['busybox:1.37.0-own-other'],
      // each copy's own policies come first
      ['busybox:1.37.0-other-own'],
    ]);
  });

  it('applies from a third copy as well', () => {
    const [other, third, chart] = [secondCopy(), secondCopy(), newChart()];
    new tekwire.Task(chart, 'one', { steps });
    other.Policy.of(chart).add(named('other'));
    third.Policy.of(chart).add(named('third'));

    expect(imagesOf(chart)).toEqual([['busybox:1.37.0-other-third']]);
  });

  it('is checked with the other objects', () => {
    const [other, chart] = [secondCopy(), newChart()];
    new tekwire.Task(chart, 'one', { steps });
    other.Policy.of(chart).add({ name: 'bad', step: (step) => ({ ...step, onError: 'ignore' as 'continue' }) });

    expect(problemsOf(chart).join()).toMatch(/\[app\/one\] TW124 .*onError/);
  });
});

describe('a policy that renames an object', () => {
  const rename: tekwire.PolicyVisitor = {
    name: 'prefix',
    object: (manifest) => ({ ...manifest, metadata: { ...manifest.metadata, name: `acme-${manifest.metadata?.name}` } }),
  };

  it('is refused with its location, and the name is kept', () => {
    const chart = newChart();
    const build = new tekwire.Task(chart, 'build', { steps });
    new tekwire.Pipeline(chart, 'ci').add(build);
    tekwire.Policy.of(chart).add(rename);

    const message = (from: string) =>
      `TW287 metadata.name: policy "prefix" makes "acme-${from}" of "${from}", by which other objects refer to this one; keep the name as it is, and change the construct instead`;
    expect(problemsOf(chart)).toEqual([`[app/build] ${message('build')}`, `[app/ci] ${message('ci')}`]);
    expect(manifestsOf(chart).map(({ metadata }) => metadata?.name)).toEqual(['build', 'ci']);
    const told = chart.node.root.node.findAll().flatMap(({ node }) => node.validate());
    expect(told[0]).toMatch(/\(test\/policy\/copies\.test\.ts:\d+:\d+\)$/);
  });

  it.each<[string, tekwire.PolicyVisitor]>([
    ['without a name', { object: (manifest) => ({ ...manifest, metadata: { labels: { a: 'b' } } }) }],
    ['of another kind', { object: (manifest) => ({ ...manifest, kind: 'ClusterTask' }) }],
    ['in place', { object: (manifest) => Object.assign(manifest, { metadata: Object.assign(manifest.metadata ?? {}, { name: 'x' }) }) }],
  ])('is refused: %s', (_, visitor) => {
    const chart = newChart();
    new tekwire.Task(chart, 'build', { steps });
    tekwire.Policy.of(chart).add(visitor);

    expect(problemsOf(chart)).toEqual([expect.stringMatching(/^\[app\/build\] TW287 /)]);
    expect(manifestsOf(chart)[0]).toMatchObject({ kind: 'Task', metadata: { name: 'build' } });
  });

  it('can rename runs, to which nothing refers, and set the namespace of objects', () => {
    const chart = newChart();
    const task = new tekwire.Task(chart, 'build', { steps });
    new tekwire.TaskRun(chart, 'run', { task, metadata: { name: 'run' } });
    tekwire.Policy.of(chart).add({
      object: ({ metadata, ...manifest }) => ({
        ...manifest,
        metadata: { ...metadata, namespace: 'ci', ...(manifest.kind === 'TaskRun' && { name: 'nightly' }) },
      }),
    });

    expect(problemsOf(chart)).toEqual([]);
    expect(manifestsOf(chart).map(({ metadata }) => metadata)).toEqual([
      { name: 'build', namespace: 'ci' },
      { name: 'nightly', namespace: 'ci' },
    ]);
  });
});

import { checkDocuments } from '../../src/rules';

const spec = { steps: [{ name: 'run', image: 'busybox:1.37.0', args: ['$(params.ulr)'] }], params: [{ name: 'url', type: 'string' }] };
const task = (origin: string, name: string, namespace: string, body: unknown = spec) => ({
  origin,
  manifest: { apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name, namespace }, spec: body },
});

describe('the same Task in several places', () => {
  it('has its diagnostics reported in each place', () => {
    const found = checkDocuments([
      task('one/build', 'build', 'one'),
      task('two/build', 'build', 'two'),
      task('three/make', 'make', 'three'),
    ]);

    expect(found.map(({ origin, code, where }) => `${origin} ${code} ${where}`)).toEqual([
      'one/build TW130 steps.run.args[0]',
      'three/make TW130 steps.run.args[0]',
      'two/build TW130 steps.run.args[0]',
    ]);
  });

  it('has metadata of its own', () => {
    const good = { steps: [{ name: 'run', image: 'busybox:1.37.0' }] };

    const found = checkDocuments([task('one', 'build', 'x', good), task('two', 'Build', 'x', good), task('three', 'build', 'x', good)]);

    expect(found.map(({ origin, code }) => `${origin} ${code}`)).toEqual(['three TW005', 'two TW004']);
  });

  it('is found by the pipelines of its own namespace', () => {
    const pipeline = (namespace: string) => ({
      origin: `${namespace}/ci`,
      manifest: {
        apiVersion: 'tekton.dev/v1',
        kind: 'Pipeline',
        metadata: { name: 'ci', namespace },
        spec: { tasks: [{ name: 'build', taskRef: { name: 'build' } }] },
      },
    });
    const good = { params: [{ name: 'url', type: 'string' }], steps: [{ name: 'run', image: 'busybox:1.37.0' }] };

    const found = checkDocuments([task('a', 'build', 'one', good), task('b', 'build', 'two', good), pipeline('one'), pipeline('two')]);

    expect(found.map(({ origin, code }) => `${origin} ${code}`)).toEqual(['one/ci TW210', 'two/ci TW210']);
  });
});

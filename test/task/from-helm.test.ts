import { Pipeline, param, result, Task } from '../../src';
import { mistakeOf, newChart, problemsOf, specOf } from '../support/app';

describe('Task.fromHelm', () => {
  it('is referenced by its name, like any Task in the cluster', () => {
    const chart = newChart();
    const clone = Task.fromHelm('helm://dracon/git-clone', { params: { url: param.string() }, results: { commit: result.string() } });

    const cloned = new Pipeline(chart, 'ci').add(clone, { params: { url: 'x' } });

    expect(String(cloned.results.commit)).toBe('$(tasks.git-clone.results.commit)');
    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      { name: 'git-clone', taskRef: { name: 'git-clone', kind: 'Task' }, params: [{ name: 'url', value: 'x' }] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('records its release and how to find it', () => {
    const clone = Task.fromHelm('helm://dracon.v1/git-clone');

    expect(clone).toMatchObject({
      name: 'git-clone',
      release: 'dracon.v1',
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'meta.helm.sh/release-name': 'dracon.v1' },
    });
  });

  it('accepts the spelling of package URLs', () => {
    expect(Task.fromHelm('pkg:helm/dracon/git-clone')).toMatchObject({ name: 'git-clone', release: 'dracon' });
  });

  it.each([
    ['git-clone', '"git-clone" is not a Task of a Helm release; write helm://RELEASE/TASK, such as helm://dracon/git-clone'],
    ['helm://dracon', '"helm://dracon" is not a Task of a Helm release'],
    ['helm://dracon/tasks/git-clone', 'is not a Task of a Helm release'],
    ['https://dracon/git-clone', 'is not a Task of a Helm release'],
    ['helm://Dracon/git-clone', '"helm://Dracon/git-clone": "Dracon" is not a valid name of a release; use at most 53 lower-case letters'],
    [`helm://${'a'.repeat(54)}/git-clone`, 'is not a valid name of a release'],
    ['helm://dracon/git_clone', '"git_clone" is not a valid name of a Task; use at most 253 lower-case letters'],
  ])('refuses %s', (id, message) => {
    expect(mistakeOf(() => Task.fromHelm(id))).toMatch(message);
  });
});

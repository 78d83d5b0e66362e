import { checkDocuments } from '../../src/rules';
import type { Manifest } from '../../src/spec';

const task = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: { name: 'show' },
  spec: {
    params: [{ name: 'text' }],
    steps: [{ name: 'show', image: 'docker.io/library/busybox:1.37.0', command: ['echo'], args: ['$(params.text)'] }],
  },
};
const pipeline = (param: string, given: unknown = '$(params.text)') => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'Pipeline',
  metadata: { name: 'ci' },
  spec: {
    params: [{ name: 'text', ...(param === '' ? {} : { default: param }) }],
    tasks: [{ name: 'show', displayName: '$(params.text)', taskRef: { name: 'show' }, params: [{ name: 'text', value: given }] }],
  },
});
const run = (value: unknown) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name: 'ci-1' },
  spec: { pipelineRef: { name: 'ci' }, params: [{ name: 'text', value }] },
});

function found(...manifests: readonly object[]): readonly string[] {
  const documents = [task, ...manifests].map((manifest, index) => ({ origin: 'ci.yaml', index, manifest: manifest as Manifest }));
  return checkDocuments(documents).map(({ code, where }) => `${code} ${where}`);
}

describe('a value of a PipelineRun that looks like a variable', () => {
  it('is reported when a task uses the param, because Tekton validates the pipeline with the value inserted', () => {
    expect(found(pipeline(''), run('built on $(date)'))).toEqual(['TW330 params.text']);
    expect(found(run('built on $(date)'))).toEqual(['TW330 params.text']);
  });

  it('is allowed when no task uses the param, or when it is not a variable name', () => {
    expect(found(pipeline('', 'fixed'), run('built on $(date)'))).toEqual([]);
    expect(found(pipeline(''), run('built on $(date +%s) for $$ and $( it'))).toEqual([]);
  });

  it('is reported in the default of the pipeline when a task uses the param', () => {
    expect(found(pipeline('$(date)'))).toEqual(['TW179 params.text.default']);
    expect(found(pipeline('$(date)', 'fixed'))).toEqual([]);
  });
});

describe('a variable in a generated run', () => {
  const template = (value: string) => ({
    apiVersion: 'triggers.tekton.dev/v1beta1',
    kind: 'TriggerTemplate',
    metadata: { name: 'push' },
    spec: { params: [{ name: 'tag' }], resourcetemplates: [run(value)] },
  });

  it('is reported, even next to a value of the event', () => {
    expect(found(pipeline(''), template('$(params.tag)'))).toContain('TW330 resourcetemplates[0].spec.params.text');
    expect(found(pipeline(''), template('$(context.pipelineRun.name)/$(tt.params.tag)'))).toContain(
      'TW331 resourcetemplates[0].spec.params.text',
    );
    expect(found(pipeline(''), template('$(tt.params.tag)')).join()).not.toMatch(/TW33[01]/);
  });
});

it('an artifact in a value of a TaskRun is reported', () => {
  const taskRun = (value: string) => ({
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name: 'show-1' },
    spec: { taskRef: { name: 'show' }, params: [{ name: 'text', value }] },
  });

  expect(found(taskRun('$(steps.build.outputs.image)'))).toEqual(['TW330 params.text', 'TW331 params.text']);
  expect(found(taskRun('$(artifacts.path)'))).toEqual(['TW331 params.text']);
});

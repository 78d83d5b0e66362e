import { join } from 'node:path';
import { synthesise } from '../conformance/synthesise';
import { deleteNamespace, get } from './kubectl';
import { type Performance, perform } from './perform';

const NAMESPACE = 'tekwire-e2e-context';

describe('context variables of a run', () => {
  let performance: Performance;
  beforeAll(async () => {
    performance = await perform(NAMESPACE, synthesise(join(__dirname, 'programs/context.ts')));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('are replaced in steps: the retry count of the Task, and the name of the run', () => {
    const { name, tasks } = performance.outcome;

    expect(tasks.look?.results.own).toBe(`1|${NAMESPACE}|${name}|context`);
  });

  it('are replaced in params: run, pipeline, retries, and whether a workspace is bound', async () => {
    const { name, tasks } = performance.outcome;
    const { metadata } = await get<{ readonly metadata: { readonly uid: string } }>(NAMESPACE, 'pipelinerun', name);

    expect(tasks.look?.results.given).toBe(`${NAMESPACE} ${name} context ${metadata.uid}|1|false|web`);
  });

  it('include params of the pipeline in an embedded Task', () => {
    expect(performance.outcome.tasks.told?.results.told).toBe('main next|next');
  });

  it('can be used in conditions of tasks and steps', () => {
    const { skipped, tasks } = performance.outcome;

    expect(Object.keys(skipped).sort()).toEqual(['other', 'unbound']);
    expect(tasks.look?.succeeded).toBe(true);
  });

  it('include the names of volumes and claims', async () => {
    const results = performance.outcome.tasks.look?.results;
    const claims = await get<{ readonly items: readonly { readonly metadata: { readonly name: string } }[] }>(
      NAMESPACE,
      'persistentvolumeclaims',
      '--selector=team=web',
    );

    expect(results?.greeting).toBe('hello');
    expect(results?.claim).toMatch(/^scan-[0-9a-f]{10}$/);
    expect(claims.items.map(({ metadata }) => metadata.name)).toEqual([results?.claim]);
  });
});

import type { Answer, Api } from '../../../src/catalogue/runtime/io/cluster';
import { type Start, startRuns } from '../../../src/catalogue/runtime/io/runs';

const start: Start = { namespace: 'ci', schedule: 'nightly', job: 'nightly-29', concurrency: 'forbid' };
const runs = ['a', 'b'].map((name) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { generateName: `${name}-` },
  spec: {},
}));

/** An API server of this test: it holds the template and the runs, and answers POST with each of `answers` in turn, then 201. */
function server(existing: readonly object[] = [], answers: readonly number[] = []) {
  const sent: { method: string; path: string; body: unknown }[] = [];
  const left = [...answers];
  const created = new Set<string>();
  const api: Api = async (method, path, body): Promise<Answer> => {
    sent.push({ method, path, body });
    const json = (status: number, value: unknown) => ({ status, body: JSON.stringify(value) });
    if (method === 'GET')
      return path.includes('triggertemplates') ? json(200, { spec: { resourcetemplates: runs } }) : json(200, { items: existing });
    if (method === 'PATCH') return json(200, {});
    const { name } = (body as { metadata: { name: string } }).metadata;
    const status = left.shift() ?? (created.has(name) ? 409 : 201);
    if (status === 201) created.add(name);
    return json(status, { message: `answer ${status}` });
  };
  return { api, sent, created };
}

const noPause = async () => {};
const running = { metadata: { name: 'scan-old' }, status: {} };
const done = { metadata: { name: 'scan-done' }, status: { completionTime: '2026-11-28T02:10:00Z' } };

describe('the runs of a schedule', () => {
  it('are started with names that a second attempt of the same time repeats', async () => {
    const { api, created } = server([done]);

    const first = await startRuns(api, start, noPause);
    const second = await startRuns(api, start, noPause);

    expect(first.map((line) => line.slice(0, 10))).toEqual(['started a-', 'started b-']);
    expect(second.map((line) => line.slice(0, 14))).toEqual(['was started a-', 'was started b-']);
    expect(created.size).toBe(2);
  });

  it('are not started while those of an earlier time run', async () => {
    const { api, created } = server([running]);

    expect(await startRuns(api, start, noPause)).toEqual(['nothing started: scan-old of an earlier time still runs']);
    expect(created.size).toBe(0);
  });

  it('replace those of an earlier time, or run beside them', async () => {
    const replacing = server([running, done]);
    const beside = server([running]);

    expect((await startRuns(replacing.api, { ...start, concurrency: 'replace' }, noPause))[0]).toBe('cancelled scan-old');
    expect(replacing.sent.filter(({ method }) => method === 'PATCH')).toEqual([
      {
        method: 'PATCH',
        path: '/apis/tekton.dev/v1/namespaces/ci/pipelineruns/scan-old',
        body: { spec: { status: 'CancelledRunFinally' } },
      },
    ]);
    await startRuns(beside.api, { ...start, concurrency: 'allow' }, noPause);
    expect(beside.sent.some(({ path }) => path.includes('labelSelector'))).toBe(false);
  });

  it('are tried again when the server does not answer, and the others are started when one is refused', async () => {
    const slow = server([], [503, 500, 201]);
    const refused = server([], [403]);

    expect(await startRuns(slow.api, start, noPause)).toHaveLength(2);
    await expect(startRuns(refused.api, start, noPause)).rejects.toThrow(/^started b-\w+\nnot started:\na-\w+: 403 answer 403$/);
  });
});

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, StepAction, Task } from '../../../src';
import { mistakeOf, newChart, problemsOf, specOf } from '../../support/app';
import { runAsync } from '../run';
import { serve, stopServers } from '../servers';

const file = join(mkdtempSync(join(tmpdir(), 'tekwire-hub-test-')), 'tekwire.lock');
const CLONE = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: git-clone, labels: {app.kubernetes.io/version: "0.9"}}
spec:
  params: [{name: url}]
  results: [{name: commit}]
  steps: [{name: clone, image: 'git:1', args: ["$(params.url)", "$(results.commit.path)"]}]
`;
const ACTION = `apiVersion: tekton.dev/v1beta1
kind: StepAction
metadata: {name: git-clone}
spec: {params: [{name: url}], results: [{name: commit}], image: 'git:1', args: ["$(params.url)", "$(step.results.commit.path)"]}
`;
let hub: string;
let pages: Record<string, unknown>;

const lock = (...args: string[]) => runAsync('lock', '--file', file, ...args);
const objects = () => JSON.parse(readFileSync(file, 'utf8')).objects;

beforeAll(async () => {
  // as Artifact Hub and Tekton Hub answer, by their API descriptions
  const answers = await serve(({ url = '' }, response) => {
    const page = pages[url];
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(page ?? { message: 'not found' }));
  });
  hub = `http://${answers}`;
});
afterAll(stopServers);
beforeEach(() => {
  pages = {
    '/api/v1/packages/tekton-task/tekton-catalog-tasks/git-clone/0.9.0': {
      name: 'git-clone',
      version: '0.9.0',
      data: { manifestRaw: CLONE },
    },
    '/api/v1/packages/tekton-stepaction/acme/git-clone/0.1.0': { data: { manifestRaw: ACTION } },
    '/v1/resource/Tekton/task/git-clone/0.9/yaml': { data: { yaml: CLONE } },
  };
});

describe('tekwire lock of a hub', () => {
  it('locks a version of Artifact Hub, written with two numbers or three', async () => {
    const address = `hub://tekton-catalog-tasks/task/git-clone@0.9?url=${hub}`;

    expect(await lock(address)).toMatchObject({ code: 0, err: [] });

    expect(objects()[address]).toMatchObject({
      kind: 'Task',
      name: 'git-clone',
      reference: {
        resolver: 'hub',
        params: { catalog: 'tekton-catalog-tasks', kind: 'task', name: 'git-clone', type: 'artifact', version: '0.9.0', url: hub },
      },
      params: [{ name: 'url', type: 'string' }],
      results: [{ name: 'commit', type: 'string' }],
    });
    expect(await lock(address.replace('@0.9?', '@0.9.0?'))).toMatchObject({ code: 0, err: [] });
  });

  it('locks a version of a Tekton Hub', async () => {
    const address = `hub://Tekton/task/git-clone@0.9.0?type=tekton&url=${hub}`;
    expect(await lock(address)).toMatchObject({ code: 0, err: [] });
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');

    ci.add(Task.fromUrl(address, { lock: file }), { params: { url: 'https://git.acme.example/web' } });

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'Pipeline', 'ci').tasks).toMatchObject([
      {
        name: 'git-clone',
        taskRef: {
          resolver: 'hub',
          params: [
            { name: 'catalog', value: 'Tekton' },
            { name: 'kind', value: 'task' },
            { name: 'name', value: 'git-clone' },
            { name: 'type', value: 'tekton' },
            { name: 'version', value: '0.9' },
            { name: 'url', value: hub },
          ],
        },
      },
    ]);
  });

  it('locks a StepAction, which Tasks use by its locked surface', async () => {
    const address = `hub://acme/stepaction/git-clone@0.1.0?url=${hub}`;
    expect(await lock(address)).toMatchObject({ code: 0, err: [] });
    const chart = newChart();

    const clone = StepAction.fromUrl(address, { lock: file });
    new Task(chart, 'fetch', { steps: () => [clone.step('clone', { params: { url: 'https://git.acme.example/web' } })] });

    expect(problemsOf(chart)).toEqual([]);
    expect(specOf(chart, 'Task', 'fetch').steps).toMatchObject([{ name: 'clone', ref: { resolver: 'hub' } }]);
    expect(mistakeOf(() => Task.fromUrl(address, { lock: file }))).toMatch(
      `"${address}" is the StepAction "git-clone", not a Task; use StepAction.fromUrl`,
    );
  });

  it('reports a version that has changed', async () => {
    const address = `hub://tekton-catalog-tasks/task/git-clone@0.9?url=${hub}`;
    await lock(address);
    pages['/api/v1/packages/tekton-task/tekton-catalog-tasks/git-clone/0.9.0'] = { data: { manifestRaw: `${CLONE}# rebuilt\n` } };

    expect(await lock('--check', address)).toMatchObject({ code: 1, out: [expect.stringContaining('digest sha256:'), expect.anything()] });
  });

  it.each([
    ['what it has not', undefined, 3, /git-clone\/0.9.0: the server responded with status 404/],
    ['an answer of something else', { data: {} }, 3, /the response contains no YAML/],
    [
      'another Task',
      { data: { manifestRaw: CLONE.replace('git-clone', 'gitclone') } },
      1,
      /contains Task "gitclone"; expected Task "git-clone"/,
    ],
    ['a field that Tekton has not', { data: { manifestRaw: CLONE.replace('results:', 'outputs:') } }, 1, /TW\d+ .*"outputs"/],
  ])('refuses %s', async (_, page, exitCode, message) => {
    pages['/api/v1/packages/tekton-task/tekton-catalog-tasks/git-clone/0.9.0'] = page;

    const { code, err } = await lock(`hub://tekton-catalog-tasks/task/git-clone@0.9.0?url=${hub}`);

    expect(code).toBe(exitCode);
    expect(err[0]).toMatch(message);
  });

  it.each([
    ['hub://tekton-catalog-tasks/task/git-clone', /is not a valid address; expected hub:\/\/CATALOG\/KIND\/NAME@VERSION/],
    ['hub://tekton-catalog-tasks/task/git-clone@>=0.5', /is not a valid address/],
    ['hub://tekton-catalog-tasks/chart/git-clone@0.9', /is not a valid address/],
    ['hub://Tekton/task/git-clone@0.9?type=tekton', /a Tekton Hub has no default address/],
    ['hub://Tekton/task/git-clone@0.9?typ=tekton', /unknown query parameter "typ"; expected one of: type, url/],
    ['hub://a/task/git-clone@0.9?url=http://hub.acme.example', /does not use https/],
  ])('refuses %s', async (address, message) => {
    expect(await lock(address)).toMatchObject({ code: 2, err: [expect.stringMatching(message)] });
  });
});

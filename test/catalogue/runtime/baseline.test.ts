import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { addFingerprints, addIdentities, addStoreFields, type SarifResult } from '../../../src/findings';
import { logOf, resultAt, resultsOf } from '../../findings/build';
import { schemaProblems } from '../../findings/schema';
import { DockerRegistry, hasRegistry } from './docker-registry';
import { type Ended, Pod } from './step';

const weak = resultAt('G401', 'a.go', 3, { level: 'error', snippet: 'md5.New()' });
const shell = resultAt('G204', 'b.go', 9, { level: 'error', snippet: 'exec.Command(x)' });

let pod: Pod;
beforeEach(() => {
  pod = new Pod();
});
afterEach(() => pod.remove());

function put(...results: readonly SarifResult[]): void {
  pod.write(
    'workspace/findings/all.sarif',
    addStoreFields(addIdentities(addFingerprints(logOf('gosec', results)), { read: () => undefined })),
  );
}

function envOf(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    WORKSPACE: pod.workspace,
    FINDINGS: 'findings/compared.sarif',
    RESULT: pod.result,
    TARGET_BRANCH: 'main',
    SOURCE_URL: 'https://github.com/Acme/App.git',
    ...env,
  };
}

function compare(env: Readonly<Record<string, string>>): Ended {
  return pod.run('baseline', envOf(env), ['findings/all.sarif']);
}

/** The same without waiting, for a registry in this process' care and for two at once. */
function start(env: Readonly<Record<string, string>>): Promise<Ended> {
  const bundle = join(__dirname, '../../../dist/runtime/baseline.js');
  const child = spawn(process.execPath, [bundle, 'findings/all.sarif'], { env: envOf(env) });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

function states(): readonly unknown[] {
  return resultsOf(pod.findings('findings/compared.sarif')).map(({ ruleId, baselineState }) => `${ruleId} ${baselineState}`);
}

function gate(): number | null {
  return pod.run('gate', { WORKSPACE: pod.workspace, FAIL_ON: 'high', NEW_ONLY: 'true' }, ['findings/compared.sarif']).code;
}

describe('in the workspace', () => {
  const store = { BASELINE_FOLDER: 'baselines' };

  it('the first run reports everything as new and writes a baseline, the next one compares with it', () => {
    put(weak);
    const first = compare({ ...store, BRANCH: 'main' });
    expect(first.stdout).toContain(
      'no baseline yet in baselines/github.com/acme/app/main.sarif of the workspace: every finding counts as new',
    );
    expect([first.code, states(), gate()]).toEqual([0, ['G401 new'], 1]);

    put(weak, shell);
    const second = compare({ ...store, BRANCH: 'feature' });
    expect(second.stdout).toContain('the baseline is not written: this run is of branch "feature", not of "main"');
    expect([second.code, states(), gate()]).toEqual([0, ['G401 unchanged', 'G204 new'], 1]);

    put(shell);
    compare({ ...store, BRANCH: 'main' });
    expect(states()).toEqual(['G204 new', 'G401 absent']);
    compare({ ...store });
    expect([states(), gate()]).toEqual([['G204 unchanged'], 0]);
    expect(schemaProblems(pod.findings('findings/compared.sarif'))).toEqual([]);
  });

  it('two repositories and two branches do not share a baseline', () => {
    put(weak);
    compare({ ...store, BRANCH: 'main' });

    compare({ ...store, SOURCE_URL: 'git@github.com:acme/other.git' });
    expect(states()).toEqual(['G401 new']);
    compare({ ...store, TARGET_BRANCH: 'release/1' });
    expect(states()).toEqual(['G401 new']);
    compare({ ...store, SOURCE_URL: 'git@github.com:acme/app.git' });
    expect(states()).toEqual(['G401 unchanged']);
  });

  it('with a damaged baseline everything is new, and the gate explains it; the next run replaces it', () => {
    pod.write('workspace/baselines/github.com/acme/app/main.sarif', '{"runs": [');
    put(weak);

    expect(compare({ ...store, BRANCH: 'main' }).stdout).toContain(
      'the baseline cannot be used, baselines/github.com/acme/app/main.sarif of the workspace: line 1',
    );
    const { stdout } = pod.run('gate', { WORKSPACE: pod.workspace, FAIL_ON: 'high', NEW_ONLY: 'true' }, ['findings/compared.sarif']);
    expect(stdout).toContain('the baseline cannot be used');
    compare({ ...store, BRANCH: 'main' });
    expect(states()).toEqual(['G401 unchanged']);
  });
});

it('in the repository: a file that is only read', () => {
  const store = { BASELINE_FILE: '.tekwire/baseline.sarif', SOURCE_PATH: 'sources' };
  put(weak);
  pod.write('workspace/sources/.tekwire/baseline.sarif', logOf('gosec', [weak]));

  const { stdout } = compare({ ...store, BRANCH: 'main' });

  expect(stdout).toBe('compared with .tekwire/baseline.sarif: 0 new, 0 updated, 1 unchanged, 0 no longer found\n');
  compare({ ...store, BASELINE_FILE: '../../outside.sarif' });
  expect(states()).toEqual(['G401 new']);
});

(hasRegistry ? describe : describe.skip)("in Debian's docker-registry", () => {
  const registry = new DockerRegistry();
  const repository = 'findings/github.com/acme/app';
  const store = () => ({ BASELINE_REGISTRY: `${registry.host}/findings`, BASELINE_INSECURE: 'true' });
  beforeAll(() => registry.start());
  afterAll(() => registry.remove());

  it('a repository of its own for every repository, a tag for every branch', async () => {
    put(weak);
    const first = await start({ ...store(), BRANCH: 'main' });
    expect(first.stdout).toContain(`baseline written to ${registry.host}/${repository}:main`);
    expect(await registry.manifest(repository, 'main')).toBeDefined();

    put(weak, shell);
    await start(store());
    expect(states()).toEqual(['G401 unchanged', 'G204 new']);
  });

  it('two parallel runs both succeed, and leave the complete baseline of one of them', async () => {
    put(weak, shell);
    const ended = await Promise.all([1, 2, 3, 4].map(() => start({ ...store(), BRANCH: 'main' })));

    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    await start(store());
    expect(states()).toEqual(['G401 unchanged', 'G204 unchanged']);
  });

  it('a lost tag is a first run, lost content is reported and replaced', async () => {
    put(weak);
    const { digest = '', layers = [] } = (await registry.manifest(repository, 'main')) ?? {};
    expect(await registry.delete(`${repository}/blobs/${layers[0]?.digest}`)).toBe(202);
    const lost = await start({ ...store(), BRANCH: 'main' });
    expect(lost.stdout).toContain('but not its content; it was removed by garbage collection: every finding counts as new');
    await start(store());
    expect(states()).toEqual(['G401 unchanged']);

    const { digest: next = digest } = (await registry.manifest(repository, 'main')) ?? {};
    expect(await registry.delete(`${repository}/manifests/${next}`)).toBe(202);
    expect((await start(store())).stdout).toContain('no baseline yet in');
  });

  it('without an answer of the registry everything is new, and nothing is written', async () => {
    put(weak);
    await start({ ...store(), BRANCH: 'main' });
    await registry.stop();
    const { code, stdout } = await start({ ...store(), BRANCH: 'main' });
    await registry.start();

    expect([code, states()]).toEqual([0, ['G401 new']]);
    expect(stdout).toContain(
      `the baseline cannot be read, the registry repository ${registry.host}/${repository} does not answer: ECONNREFUSED`,
    );
    await start(store());
    expect(states()).toEqual(['G401 unchanged']);
  });
});

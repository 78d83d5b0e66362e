import { provideImages } from './images';
import { createNamespace, deleteNamespace, kubectl } from './kubectl';
import { log, type RunOutcome, runToEnd } from './outcome';
import { type Files, isRuns } from './perform';
import { programWith, synthesisePacked } from './readme';
import { serveRepository } from './repository';
import { startRegistry } from './served/registry-pod';

const NAMESPACE = 'tekwire-e2e-ci';
/** Pods of the test bed cannot reach ghcr.io, and on other clusters it does not take what we push. */
const onTestBed = process.env.TESTBED === undefined ? describe.skip : describe;

onTestBed('the CI program of the README, from the packed package on a real cluster', () => {
  let files: Files;
  let commit: string;
  let outcome: RunOutcome;

  beforeAll(async () => {
    await createNamespace(NAMESPACE);
    files = synthesisePacked(withRun(programWith("new Pipeline(chart, 'ci'"), await startRegistry(NAMESPACE)));
    provideImages(Object.values(files).join('\n'));
    ({ commit } = await serveRepository(NAMESPACE, 'alpine/git:v2.49.1'));
    const definitions = Object.keys(files).filter((name) => !isRuns(name));
    await kubectl(['-n', NAMESPACE, 'apply', '-f', '-'], definitions.map((name) => files[name]).join('\n---\n'));
    outcome = await runToEnd(NAMESPACE, runOf(files));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('clones, builds the Dockerfile of the sources, and deploys', () => {
    const { tasks, message } = outcome;

    expect(message).toContain('Failed: 0');
    expect(Object.values(tasks).map(({ succeeded }) => succeeded)).toEqual([true, true, true]);
  });

  it('pushes an image of the commit, and the registry has its digest', async () => {
    const { 'build-image': build, deploy } = outcome.tasks;
    const image = `localhost:80/acme/web:${commit}`;
    const digest = (await kubectl(['-n', NAMESPACE, 'exec', 'registry', '--', 'crane', 'digest', '--insecure', image])).trim();

    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(build?.results.digest).toBe(digest);
    expect(deploy && (await log(NAMESPACE, deploy))).toContain(digest);
  });

  it('adds only the sources to the image', async () => {
    const image = `localhost:80/acme/web:${commit}`;
    const list = await kubectl(['-n', NAMESPACE, 'exec', 'registry', '--', 'sh', '-c', `crane export --insecure ${image} - | tar -t`]);

    expect(list).toContain('src/main.go\n');
    expect(list.split('\n').filter((path) => !/^(src(\/.*)?)?$/.test(path))).toEqual([]);
  });

  it('reports a volume that ignores the fsGroup of the run', async () => {
    // the test bed's own class makes folders of the host, for root
    const { tasks, succeeded } = await runToEnd(
      NAMESPACE,
      runOf(files).replace(`storageClassName: ${process.env.E2E_STORAGE_CLASS}`, 'storageClassName: hostpath'),
    );
    const clone = tasks['git-clone'];

    expect([succeeded, clone?.exitCodes]).toEqual([false, { clone: 1 }]);
    expect(clone && (await log(NAMESPACE, clone))).toMatch(
      /user 65534 cannot write to the workspace, which has owner and mode 0:0 \d+\.\n.*the volume ignores it, as hostPath does: use a storage class that honours it/,
    );
  });
});

/** The program with a run of its pipeline, whose pods find the registry of the tests under the name that the program pushes to. */
function withRun(program: string, address: string): string {
  const url = `git://git-server.${NAMESPACE}.svc:9418/webshop`;
  const run = `new PipelineRun(chart, 'ci-now', {
  pipeline: ci,
  params: { url: '${url}' },
  podTemplate: { hostAliases: [{ ip: '${address}', hostnames: ['ghcr.io'] }] },
});
`;
  return program.replace('import { Pipeline, ', 'import { Pipeline, PipelineRun, ').replace('app.synth();', `${run}app.synth();`);
}

const runOf = (files: Files) => files[Object.keys(files).find(isRuns) ?? ''] ?? '';

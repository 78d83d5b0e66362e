import { join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { tarOf } from '../../support/archives';
import { deleteNamespace } from '../kubectl';
import { listFindings, readSarif } from '../merged-findings';
import { log, type RunOutcome, runToEnd } from '../outcome';
import { install, runsByName } from '../perform';
import { runOnClaim } from '../read-claim';
import { TOKEN } from '../repository';
import { pushImage, startRegistry } from '../served/registry-pod';
import { hasTool } from '../tools';

const NAMESPACE = 'tekwire-e2e-image';
const LAYER = tarOf({
  'app/deploy.env': `# settings\nTOKEN=${TOKEN}\n`,
  // Syft lists what is installed in an image; lockfiles only in folders
  'app/node_modules/lodash/package.json': JSON.stringify({ name: 'lodash', version: '4.17.20', license: 'MIT' }),
});
const MISSING = `sha256:${'1'.repeat(64)}`;

describe('an image that a pod pulls by its digest', () => {
  let outcomes: Readonly<Record<string, RunOutcome>> = {};
  let digest = '';
  beforeAll(async () => {
    const program = join(__dirname, '../programs/oci-image.ts');
    await install(NAMESPACE, synthesise(program), async () => {
      await startRegistry(NAMESPACE, { 'web.tar.gz': LAYER });
      digest = await pushImage(NAMESPACE, 'acme/web', 'web.tar.gz');
    });
    process.env.E2E_DIGESTS = JSON.stringify({ there: digest, missing: MISSING });
    const ended = Object.entries(runsByName(synthesise(program))).map(
      async ([name, run]) => [name, await runToEnd(NAMESPACE, run)] as const,
    );
    outcomes = Object.fromEntries(await Promise.all(ended));
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('is an OCI layout, with its repository and digest as results', async () => {
    const { tasks } = outcomes.there as RunOutcome;
    const path = String(tasks.pull?.results.path);
    const list = await runOnClaim(NAMESPACE, tasks.pull?.claims.source ?? '', ['find', path, '-type', 'f']);

    expect(tasks.pull?.results).toMatchObject({ commit: digest, url: `registry.${NAMESPACE}.svc:80/acme/web@${digest}` });
    expect(list.split('\n')).toEqual(expect.arrayContaining([`${path}/oci-layout`, `${path}/index.json`]));
    expect(list.match(/blobs\/sha256\/[0-9a-f]{64}$/gm)).toHaveLength(3);
  });

  it('is scanned in quarantine: the gate reports the secret in its layer', async () => {
    const { succeeded, tasks } = outcomes.there as RunOutcome;
    const failed = Object.keys(tasks).filter((name) => tasks[name]?.succeeded === false);

    expect([succeeded, failed, tasks.layers?.exitCodes]).toEqual([false, ['gate'], { before: 0, scan: 0, report: 0 }]);
    expect(listFindings(await readSarif(NAMESPACE, tasks.layers))).toEqual(['gitleaks github-pat app/deploy.env:2']);
    expect(tasks.gate && (await log(NAMESPACE, tasks.gate))).toContain('new finding');
  });

  it('that the registry does not have fails the run before anything is scanned', async () => {
    const { succeeded, tasks } = outcomes.missing as RunOutcome;

    expect([succeeded, Object.keys(tasks), tasks.pull?.exitCodes]).toEqual([false, ['pull'], { pull: 1 }]);
    expect(tasks.pull && (await log(NAMESPACE, tasks.pull))).toMatch(/manifest unknown|MANIFEST_UNKNOWN|reading manifest/i);
  });

  (hasTool('trivy') ? it : it.skip)('is read by Trivy, which finds the secret and its canary', async () => {
    const { tasks } = outcomes.there as RunOutcome;
    const { runs } = await readSarif(NAMESPACE, tasks.trivy);

    expect(runs[0]?.invocations?.[0]?.executionSuccessful).toBe(true);
    expect(runs[0]?.results?.map(({ ruleId }) => ruleId)).toEqual(['github-pat']);
  });

  (hasTool('syft') ? it : it.skip)('is read by Syft, which lists the packages in its layer', async () => {
    const { tasks } = outcomes.there as RunOutcome;
    const text = await runOnClaim(NAMESPACE, tasks.syft?.claims.source ?? '', ['cat', String(tasks.syft?.results.sbom)]);

    expect((JSON.parse(text) as { components: { name: string; version: string }[] }).components).toContainEqual(
      expect.objectContaining({ name: 'lodash', version: '4.17.20' }),
    );
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsIn } from '../../src/deploy';
import type { Manifest } from '../../src/spec';
import { runAsync, write } from '../cli/run';
import { hasHelm, helm } from '../support/helm';
import { account, example, odd, trigger } from './manifests';

const folderOf = () => mkdtempSync(join(tmpdir(), 'tekwire-package-'));
const yaml = (manifests: readonly Manifest[]) => manifests.map((one) => JSON.stringify(one)).join('\n---\n');

async function packed(manifests: readonly Manifest[], ...more: string[]): Promise<string> {
  const folder = folderOf();
  const { code, err } = await runAsync(
    'package',
    'helm',
    '--name',
    'tasks',
    '--version',
    '1.2.0',
    '-o',
    folder,
    ...more,
    write(`in-${Math.abs(hash(yaml(manifests)))}.yaml`, yaml(manifests)),
  );
  expect([code, err.filter((line) => !line.startsWith('left out'))]).toEqual([0, []]);
  return folder;
}

const hash = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);

/** The objects that Helm renders, by kind and name. */
function rendered(chart: string, values: object = {}): Readonly<Record<string, Manifest>> {
  const files = helm<Record<string, string>>('render', { chart, values, release: 'security' });
  const sources = Object.entries(files).flatMap(([origin, text]) => (origin.endsWith('.yaml') ? [{ origin, text }] : []));
  return Object.fromEntries(manifestsIn(sources).map(({ manifest }) => [`${manifest.kind}/${manifest.metadata?.name}`, manifest]));
}

const standard = {
  'app.kubernetes.io/instance': 'security',
  'app.kubernetes.io/managed-by': 'Helm',
  'app.kubernetes.io/version': '1.2.0',
  'helm.sh/chart': 'tasks-1.2.0',
};

describe('the charts of a package', () => {
  it('have the same bytes whenever equal manifests are packaged, also in an archive that tar reads', async () => {
    const [first, second] = [await packed([...example(), odd]), await packed([...example(), odd])];

    expect(readFileSync(join(first, 'tasks-1.2.0.tgz')).equals(readFileSync(join(second, 'tasks-1.2.0.tgz')))).toBe(true);
    const out = folderOf();
    execFileSync('tar', ['-xzf', join(first, 'tasks-1.2.0.tgz'), '-C', out]);
    for (const name of readdirSync(join(out, 'tasks/templates')))
      expect(readFileSync(join(out, 'tasks/templates', name), 'utf8')).toBe(readFileSync(join(first, 'tasks/templates', name), 'utf8'));
  });

  it('hold Tasks apart from Pipelines, which have no values, no templates, no images and no namespaces', async () => {
    const folder = await packed(example());
    const templates = join(folder, 'tasks-pipelines/templates');
    const texts = readdirSync(templates).map((name) => readFileSync(join(templates, name), 'utf8'));

    expect(readdirSync(templates)).toEqual(['pipeline-golang-project.yaml']);
    expect(texts.join()).not.toMatch(/\{\{|image:|namespace:|registry/);
    expect(readFileSync(join(folder, 'tasks-pipelines/values.yaml'), 'utf8')).toContain('{}');
    expect(readdirSync(join(folder, 'tasks/templates')).filter((name) => name.startsWith('pipeline'))).toEqual([]);
  });

  it('refuse a Pipeline with an image of its own, which would differ between clusters', async () => {
    const pipeline = {
      apiVersion: 'tekton.dev/v1',
      kind: 'Pipeline',
      metadata: { name: 'ci' },
      spec: { tasks: [{ name: 'lint', taskSpec: { steps: [{ image: 'lint:1' }] } }] },
    };

    expect(
      await runAsync('package', 'helm', '--name', 'tasks', '--version', '1.2.0', '-o', folderOf(), write('own.yaml', yaml([pipeline]))),
    ).toEqual({
      code: 1,
      out: [],
      err: ['Pipeline "ci", task "lint": the embedded Task names images, which differ between clusters; make it a Task of its own'],
    });
  });

  it('leave out runs, Namespaces and Secrets', async () => {
    const folder = folderOf();
    const others = [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token' }, stringData: { token: 'x' } },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ci' } },
      { apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', metadata: { generateName: 'ci-' } },
    ];

    const { err } = await runAsync(
      'package',
      'helm',
      '--name',
      'tasks',
      '--version',
      '1.2.0',
      '-o',
      folder,
      write('others.yaml', yaml([odd, ...others])),
    );

    expect(err.map((line) => line.replace(/:.*/s, '') + line.slice(line.indexOf(' "'), line.lastIndexOf(':')))).toHaveLength(3);
    expect(readFileSync(join(folder, 'tasks-1.2.0.tgz')).toString('latin1')).not.toContain('kind: Secret');
  });

  it('are written again without files that are no longer part of them; other files stay', async () => {
    const folder = folderOf();
    const pack = (manifests: readonly Manifest[]) =>
      runAsync('package', 'helm', '--name', 'tasks', '--version', '1.2.0', '-o', folder, write('again.yaml', yaml(manifests)));
    await pack([odd, account]);
    writeFileSync(join(folder, 'tasks/README.md'), 'mine');

    const { out } = await pack([odd]);

    expect(out.map((line) => line.replace(`${folder}/`, '')).sort()).toEqual([
      'tasks-1.2.0.tgz',
      'tasks/templates/serviceaccount-ci.yaml (removed)',
      'tasks/values.schema.json',
      'tasks/values.yaml',
    ]);
    expect(readdirSync(join(folder, 'tasks')).includes('README.md')).toBe(true);
    expect((await pack([odd])).out).toEqual([`${folder}: nothing changed`]);
    await runAsync('package', 'helm', '--name', 'tasks', '--version', '2.0.0', '-o', folder, write('again.yaml', yaml([odd])));
    expect(readdirSync(folder).filter((name) => name.endsWith('.tgz'))).toEqual(['tasks-1.2.0.tgz', 'tasks-2.0.0.tgz']);
  });

  it('can have Tasks under names with a hash of their content, which Pipelines then use', async () => {
    const folder = await packed(example(), '--suffix');
    const [gosec] = readdirSync(join(folder, 'tasks/templates')).filter((name) => name.startsWith('task-gosec-'));
    const name = gosec?.replace(/^task-|\.yaml$/g, '');

    expect(name).toMatch(/^gosec-[0-9a-f]{8}$/);
    expect(readFileSync(join(folder, 'tasks-pipelines/templates/pipeline-golang-project.yaml'), 'utf8')).toContain(`name: ${name}`);
    expect(readFileSync(join(folder, `tasks/templates/${gosec}`), 'utf8')).toContain('helm.sh/resource-policy');
  });

  it.each([
    [['helm', '--version', '1.2.0'], '--name: expected at most 42 lower-case letters'],
    [['helm', '--name', 'tasks'], '--version: expected a version such as 1.2.0'],
    [['helm', '--name', 'tasks', '--version', 'v1'], '--version: expected a version such as 1.2.0, found "v1"'],
    [
      ['hlem', '--name', 'tasks', '--version', '1.0.0'],
      'unknown format "hlem"; expected one of: helm, kustomize, bundle; did you mean "helm"?',
    ],
    [['helm', '--name', 'tasks', '--version', '1.0.0', '--push', 'ghcr.io/acme'], '--push is for bundles; push a chart with helm push'],
  ])('%j is a mistake of the caller', async (args, problem) => {
    const { code, err } = await runAsync('package', ...args, write('odd.yaml', yaml([odd])));

    expect([code, err[0]]).toEqual([2, expect.stringContaining(problem)]);
  });
});

(hasHelm ? describe : describe.skip)('judged by Helm 4', () => {
  let folder: string;
  let chart: string;
  beforeAll(async () => {
    folder = await packed([...example(), odd, account, trigger]);
    chart = join(folder, 'tasks-1.2.0.tgz');
  });

  it.each(['tasks', 'tasks-pipelines'])('the chart %s has no errors and no warnings', (name) => {
    const { messages } = helm<{ messages: { severity: number; error: string }[] }>('lint', { chart: join(folder, name) });

    expect(messages.filter(({ severity }) => severity > 1)).toEqual([]);
  });

  it('with its default values it is what was packaged, byte for byte in every text, with labels by which the release is found', () => {
    const objects = rendered(chart);

    for (const manifest of [...example().filter(({ kind }) => kind === 'Task'), odd]) {
      const { namespace: _, ...metadata } = manifest.metadata ?? {};
      const found = objects[`Task/${metadata.name}`];
      expect(found?.spec).toEqual(manifest.spec);
      expect(found?.metadata).toEqual({ ...metadata, labels: { ...metadata.labels, ...standard } });
    }
    const pipelines = rendered(join(folder, 'tasks-pipelines-1.2.0.tgz'));
    const [ci] = example().filter(({ kind }) => kind === 'Pipeline');
    expect(pipelines['Pipeline/golang-project']?.spec).toEqual(ci?.spec);
  });

  it('the values choose registry, images, resources, labels, annotations, accounts and where pods run', () => {
    const objects = rendered(chart, {
      registry: 'registry.acme.example/mirror/',
      images: { gosec: { scan: 'acme/gosec:9' } },
      resources: { odd: { print: { requests: { memory: '1Gi' } } }, gitleaks: { scan: { requests: { memory: '2Gi' } } } },
      extraLabels: { 'acme.example/cost': 'security' },
      extraAnnotations: { note: 'of the values' },
      serviceAccount: { annotations: { role: 'reader' }, imagePullSecrets: [{ name: 'pull' }] },
      pods: { serviceAccountName: 'other', nodeSelector: { arch: 'arm64' }, tolerations: [{ key: 'ci', operator: 'Exists' }] },
    });
    const stepsOf = (name: string) =>
      (objects[`Task/${name}`] as unknown as { spec: { steps: { name?: string; image: string; computeResources?: object }[] } }).spec.steps;

    const imageOf = (name: string, step: string) => stepsOf(name).find((one) => one.name === step)?.image;
    expect(imageOf('gosec', 'scan')).toBe('registry.acme.example/mirror/acme/gosec:9');
    // the canary is scanned as the sources are
    expect(imageOf('gosec', 'canary')).toBe('registry.acme.example/mirror/acme/gosec:9');
    const [scan, canary] = ['scan', 'canary'].map((step) => stepsOf('gitleaks').find(({ name }) => name === step));
    expect(scan?.computeResources).toEqual({ requests: { memory: '2Gi' } });
    expect(canary?.computeResources).toEqual(scan?.computeResources);
    expect(imageOf('gosec', 'report')).toMatch(/^registry\.acme\.example\/mirror\/library\/node:/);
    expect(imageOf('gitleaks', 'scan')).toMatch(/^registry\.acme\.example\/mirror\/gitleaks\/gitleaks:/);
    for (const { image } of [...stepsOf('gosec'), ...stepsOf('gitleaks')]) expect(image).toMatch(/^registry\.acme\.example\/mirror\//);
    expect(stepsOf('odd').map(({ image }) => image)).toEqual(['registry.acme.example/mirror/library/busybox:1.37.0', '$(params.go-image)']);
    expect(stepsOf('odd')[0]?.computeResources).toEqual({ limits: { cpu: '1' }, requests: { memory: '1Gi' } });
    expect(objects['Task/odd']?.spec).toMatchObject({
      stepTemplate: { image: 'registry.acme.example/mirror/acme/base:1' },
      sidecars: [{ image: `registry.acme.example/mirror/proxy@sha256:${'0'.repeat(64)}` }],
    });
    expect(objects['Task/odd']?.metadata?.labels).toEqual({ team: 'app "sec"', 'acme.example/cost': 'security', ...standard });
    expect(objects['Task/odd']?.metadata?.annotations).toEqual({ note: 'of the values' });
    expect(objects['ServiceAccount/ci']).toMatchObject({
      metadata: { annotations: { a: 'b', role: 'reader', note: 'of the values' } },
      imagePullSecrets: [{ name: 'own' }, { name: 'pull' }],
    });
    expect(objects['TriggerTemplate/on-push']?.spec).toMatchObject({
      resourcetemplates: [
        {
          spec: {
            params: [{ name: 'sha', value: '$(tt.params.sha)' }],
            taskRunTemplate: {
              serviceAccountName: 'other',
              podTemplate: { nodeSelector: { disk: 'ssd', arch: 'arm64' }, tolerations: [{ key: 'ci', operator: 'Exists' }] },
            },
          },
        },
      ],
    });
  });

  it.each([
    [{ registri: 'x' }, 'registri'],
    [{ images: { gosek: { scan: 'x' } } }, 'gosek'],
    [{ images: { gosec: { scan: 7 } } }, 'scan'],
    [{ pods: { nodeSelector: [] } }, 'nodeSelector'],
  ])('a value that the schema does not have is refused: %j', (values, name) => {
    expect(helm<{ error: string }>('render', { chart, values, release: 'security' }).error).toContain(name);
  });

  it('the notes of an installation list the Tasks as components of tekwire deploy', () => {
    const files = helm<Record<string, string>>('render', { chart, release: 'security' });

    expect(files['tasks/templates/NOTES.txt']).toContain('helm://security/gosec');
  });
});

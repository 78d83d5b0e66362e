import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsIn } from '../../src/deploy';
import type { Manifest, PipelineSpec, TaskSpec } from '../../src/spec';
import { runAsync, write } from '../cli/run';
import { example, odd } from './manifests';

const hasKustomize = spawnSync('kubectl', ['help']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'tekwire-kustomize-'));

/** Builds a kustomization beside the package with the real kustomize in kubectl. */
function built(name: string, kustomization: string): Readonly<Record<string, Manifest>> {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'kustomization.yaml'), kustomization);
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', join(folder, name)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const found = manifestsIn([{ origin: name, text: stdout }]);
  return Object.fromEntries(found.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata?.name}`, manifest]));
}

beforeAll(async () => {
  const text = [...example(), odd].map((one) => JSON.stringify(one)).join('\n---\n');
  const { code } = await runAsync('package', 'kustomize', '--name', 'tasks', '--version', '1.0.0', '-o', folder, write('all.yaml', text));
  expect(code).toBe(0);
});

(hasKustomize ? describe : describe.skip)('a package for kustomize, built by kubectl', () => {
  it('is every object as it was packaged', () => {
    const objects = built('all', 'resources: [../tasks]\n');

    for (const manifest of [...example(), odd]) expect(objects[`${manifest.kind}/${manifest.metadata?.name}`]?.spec).toEqual(manifest.spec);
  });

  it('takes single components and Pipelines, into a namespace, with labels, as design document 000 shows', () => {
    const objects = built(
      'chosen',
      `resources: [../tasks/pipelines/golang-project]
components: [../tasks/components/gosec, ../tasks/components/git-clone]
namespace: dracon-demo
commonLabels: { my-org.io/team: my-team }
`,
    );

    expect(Object.keys(objects).sort()).toEqual(['Pipeline/golang-project', 'Task/git-clone', 'Task/gosec']);
    for (const { metadata } of Object.values(objects))
      expect(metadata).toMatchObject({ namespace: 'dracon-demo', labels: { 'my-org.io/team': 'my-team' } });
  });

  it('can be patched: one field of a Task differs, nothing else', () => {
    const objects = built(
      'patched',
      `components: [../tasks/components/gosec]
patches:
  - target: { kind: Task, name: gosec }
    patch: '[{ "op": "replace", "path": "/spec/steps/1/image", "value": "acme/gosec:9" }]'
`,
    );
    const [gosec] = example().filter(({ metadata }) => metadata?.name === 'gosec');
    const { steps, ...rest } = (gosec as Manifest).spec as TaskSpec;

    expect(objects['Task/gosec']?.spec).toEqual({
      ...rest,
      steps: steps.map((step, at) => (at === 1 ? { ...step, image: 'acme/gosec:9' } : step)),
    });
  });

  it('with its configuration, images and name suffixes reach steps and references', () => {
    writeFileSync(join(folder, 'config.yaml'), '');
    mkdirSync(join(folder, 'suffixed'), { recursive: true });
    const { status } = spawnSync('cp', [join(folder, 'tasks/kustomizeconfig.yaml'), join(folder, 'suffixed/')]);
    expect(status).toBe(0);
    writeFileSync(
      join(folder, 'suffixed/kustomization.yaml'),
      `resources: [../tasks]
configurations: [kustomizeconfig.yaml]
nameSuffix: -v2
images: [{ name: ghcr.io/securego/gosec, newName: registry.acme.example/gosec, newTag: "9" }]
`,
    );
    const { stdout } = spawnSync('kubectl', ['kustomize', join(folder, 'suffixed')], { encoding: 'utf8' });
    const manifests = manifestsIn([{ origin: 'built', text: stdout }]).map(({ manifest }) => manifest);
    const find = (name: string) => manifests.find(({ metadata }) => metadata?.name === name)?.spec;

    expect((find('gosec-v2') as TaskSpec).steps[1]?.image).toBe('registry.acme.example/gosec:9');
    expect(
      (find('golang-project-v2') as PipelineSpec).tasks?.map(({ taskRef }) => taskRef?.name).every((name) => name?.endsWith('-v2')),
    ).toBe(true);
  });
});

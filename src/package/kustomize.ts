import type { Manifest } from '../spec';
import type { PackedFile } from './archive';
import type { Content } from './content';
import { fileName } from './helm';
import { yamlOf } from './yaml-text';

const CONFIG = 'kustomizeconfig.yaml';

/**
 * The folders of a package for kustomize: a Component for each Task, so that a kustomization names those that it needs, a Kustomization for
 * each Pipeline, one for everything else, and one of all. Every folder can be referred to by a remote URL.
 */
export function kustomizeFiles({ tasks, pipelines }: Content): readonly PackedFile[] {
  const components = tasks.filter(isComponent);
  const others = tasks.filter((manifest) => !isComponent(manifest));
  const folders = [...pipelines.map((one) => `pipelines/${nameOf(one)}`), ...(others.length === 0 ? [] : ['cluster'])];
  return [
    {
      path: 'kustomization.yaml',
      text: kustomization({
        resources: folders,
        components: components.map((one) => `components/${nameOf(one)}`),
        configurations: [CONFIG],
      }),
    },
    { path: CONFIG, text: yamlOf(configuration) },
    ...components.flatMap((manifest) => folderOf(`components/${nameOf(manifest)}`, [manifest], 'Component')),
    ...pipelines.flatMap((manifest) => folderOf(`pipelines/${nameOf(manifest)}`, [manifest], 'Kustomization')),
    ...(others.length === 0 ? [] : folderOf('cluster', others, 'Kustomization')),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isComponent({ kind }: Manifest): boolean {
  return kind === 'Task' || kind === 'StepAction';
}

/** A StepAction and a Task may have one name. */
function nameOf({ kind, metadata }: Manifest): string {
  return kind === 'StepAction' ? `stepaction-${metadata?.name}` : (metadata?.name ?? '');
}

function folderOf(folder: string, manifests: readonly Manifest[], kind: 'Component' | 'Kustomization'): readonly PackedFile[] {
  const files = manifests.map((manifest) => ({ path: `${folder}/${fileName(manifest)}`, text: yamlOf(manifest) }));
  return [{ path: `${folder}/kustomization.yaml`, text: kustomization({ resources: manifests.map(fileName), kind }) }, ...files];
}

interface Kustomization {
  readonly resources: readonly string[];
  readonly components?: readonly string[];
  readonly configurations?: readonly string[];
  readonly kind?: 'Component' | 'Kustomization';
}

function kustomization({ kind = 'Kustomization', ...lists }: Kustomization): string {
  const version = kind === 'Component' ? 'v1alpha1' : 'v1beta1';
  const parts = Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0);
  return yamlOf({ apiVersion: `kustomize.config.k8s.io/${version}`, kind, ...Object.fromEntries(parts) });
}

// kustomize knows neither the images of steps nor the references of Tekton (api/internal/konfig/builtinpluginconsts)
const configuration = {
  images: [
    { path: 'spec/steps[]/image', kind: 'Task' },
    { path: 'spec/sidecars[]/image', kind: 'Task' },
    { path: 'spec/stepTemplate/image', kind: 'Task' },
    { path: 'spec/image', kind: 'StepAction' },
  ],
  nameReference: [
    {
      kind: 'Task',
      group: 'tekton.dev',
      fieldSpecs: [
        { path: 'spec/tasks/taskRef/name', kind: 'Pipeline' },
        { path: 'spec/finally/taskRef/name', kind: 'Pipeline' },
      ],
    },
    { kind: 'StepAction', group: 'tekton.dev', fieldSpecs: [{ path: 'spec/steps/ref/name', kind: 'Task' }] },
    { kind: 'Pipeline', group: 'tekton.dev', fieldSpecs: [{ path: 'spec/pipelineRef/name', kind: 'PipelineRun' }] },
  ],
};

import type { Manifest } from '../spec';
import type { PackedFile } from './archive';
import { chartValues, valuesSchema } from './chart-values';
import type { Content } from './content';
import { helpersOf } from './helpers';
import { escaped, templateOf } from './template';
import { yamlOf } from './yaml-text';

/** Name and version of a package. */
export interface PackageId {
  readonly name: string;
  /** SemVer. */
  readonly version: string;
}

/** A chart: its name, and its files by their path in it. */
export interface Chart {
  readonly name: string;
  readonly files: readonly PackedFile[];
}

/** The charts of a package: one of Tasks with values, and one of Pipelines without any. A chart that would be empty is left out. */
export function chartsOf({ name, version }: PackageId, { tasks, pipelines }: Content): readonly Chart[] {
  return [
    ...(tasks.length === 0 ? [] : [taskChart({ name, version }, tasks)]),
    ...(pipelines.length === 0 ? [] : [pipelineChart({ name: `${name}-pipelines`, version }, name, pipelines)]),
  ];
}

function taskChart({ name, version }: PackageId, tasks: readonly Manifest[]): Chart {
  const values = chartValues(tasks);
  const components = tasks.filter(({ kind }) => kind === 'Task').map(({ metadata }) => metadata?.name ?? '');
  return chart(name, [
    { path: 'Chart.yaml', text: chartYaml({ name, version }, `Tasks of ${name}, made by tekwire`) },
    {
      path: 'values.yaml',
      text: `# Images and computeResources by Task and step; registry replaces the registry of all images.\n${yamlOf(values)}`,
    },
    { path: 'values.schema.json', text: `${JSON.stringify(valuesSchema(values), null, 2)}\n` },
    { path: 'templates/_helpers.tpl', text: helpersOf(name) },
    { path: 'templates/NOTES.txt', text: notesOf(components) },
    ...tasks.map((manifest) => ({ path: `templates/${fileName(manifest)}`, text: templateOf(name, manifest) })),
  ]);
}

/** Nothing in it differs between clusters: no value, no template. */
function pipelineChart({ name, version }: PackageId, tasks: string, pipelines: readonly Manifest[]): Chart {
  return chart(name, [
    {
      path: 'Chart.yaml',
      text: chartYaml({ name, version }, `Pipelines of ${tasks}, made by tekwire; their Tasks are in the chart ${tasks}`),
    },
    {
      path: 'values.schema.json',
      text: `${JSON.stringify({ type: 'object', additionalProperties: false, properties: { global: {} } })}\n`,
    },
    { path: 'values.yaml', text: '# Pipelines are the same in every cluster.\n{}\n' },
    ...pipelines.map((manifest) => ({ path: `templates/${fileName(manifest)}`, text: escaped(yamlOf(manifest)) })),
  ]);
}

function chart(name: string, files: readonly PackedFile[]): Chart {
  return { name, files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function chartYaml({ name, version }: PackageId, description: string): string {
  return yamlOf({ apiVersion: 'v2', name, description, type: 'application', version, appVersion: version });
}

function notesOf(components: readonly string[]): string {
  const lines = components.map((one) => `  helm://{{ .Release.Name }}/${one}`);
  return ['Tasks of this release, as components of tekwire deploy:', ...lines, ''].join('\n');
}

/** `task-gosec.yaml`: a Task and a Pipeline may have one name. */
export function fileName({ kind = '', metadata }: Manifest): string {
  return `${kind.toLowerCase()}-${metadata?.name}.yaml`;
}

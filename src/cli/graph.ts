import { load, readYaml } from '../reader';
import { graphFormats } from '../render';
import type { PipelineSpec } from '../spec';
import { type Call, type Command, exit, outputOption, UsageError } from './command';

/** `tekwire graph`: prints the task graph of the Pipelines in YAML files. */
export const graph: Command = {
  name: 'graph',
  summary: 'print the task graph of Pipelines',
  calls: ['OPTIONS FILE|DIR|-...'],
  about: 'Prints the task graph of every Pipeline in the files: which task runs after which.',
  options: { output: outputOption(graphFormats, 'format') },
  exits: { 0: 'printed', 1: 'no Pipeline found', 3: 'a file cannot be read or the graph cannot be written' },
  run: runGraph,
};

function runGraph({ files, options, out, err }: Call): number {
  const { print } = graphFormats[options.output as keyof typeof graphFormats];
  if (files.length === 0) throw new UsageError('missing argument; pass the files with the Pipelines, or - for standard input');
  const { sources, failures } = load(files);
  const objects = sources.flatMap(({ origin, text }) => readYaml(text, origin).objects);
  const pipelines = objects.flatMap(({ document }) => (document?.manifest?.kind === 'Pipeline' ? [document.manifest] : []));
  const shown = pipelines.filter(({ spec }) => isSpec(spec));
  for (const { metadata, spec } of shown) out(`${metadata?.name ?? ''}\n${print(spec as PipelineSpec)}`);
  for (const failure of failures) err(failure);
  if (failures.length > 0) return exit.failure;
  if (shown.length === 0) err(`no Pipeline in ${files.join(', ')}`);
  return shown.length === 0 ? exit.findings : exit.ok;
}

function isSpec(spec: unknown): spec is PipelineSpec {
  return typeof spec === 'object' && spec !== null && 'tasks' in spec && Array.isArray(spec.tasks);
}

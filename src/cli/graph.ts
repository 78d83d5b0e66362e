import { load, readYaml } from '../reader';
import { renderMermaid, renderText } from '../render';
import type { PipelineSpec } from '../spec';
import { type Call, type Command, exit, UsageError } from './command';

/** `tekwire graph`: who waits for whom in the Pipelines of YAML files. */
export const graph: Command = {
  name: 'graph',
  summary: 'show which task of a Pipeline waits for which',
  usage:
    'tekwire graph [--format text|mermaid] FILE|DIR|-...\n\nShows every Pipeline of the files. Exit code: 0 shown, 1 no Pipeline there, 2 wrong call, 3 a file cannot be read or the graph\ncannot be written.',
  options: { format: { type: 'string', default: 'text' } },
  run: runGraph,
};

const formats: Readonly<Record<string, (spec: PipelineSpec) => string>> = { text: renderText, mermaid: renderMermaid };

function runGraph({ files, options, out, err }: Call): number {
  const render = formats[String(options.format)];
  if (render === undefined) throw new UsageError(`--format "${String(options.format)}" is not one of: ${Object.keys(formats).join(', ')}`);
  if (files.length === 0) throw new UsageError('name the files that hold the Pipelines, or - for standard input');
  const { sources, failures } = load(files);
  const objects = sources.flatMap(({ origin, text }) => readYaml(text, origin).objects);
  const pipelines = objects.flatMap(({ document }) => (document?.manifest?.kind === 'Pipeline' ? [document.manifest] : []));
  const shown = pipelines.filter(({ spec }) => isSpec(spec));
  for (const { metadata, spec } of shown) out(`${metadata?.name ?? ''}\n${render(spec as PipelineSpec)}`);
  for (const failure of failures) err(failure);
  if (failures.length > 0) return exit.failure;
  if (shown.length === 0) err(`no Pipeline in ${files.join(', ')}`);
  return shown.length === 0 ? exit.findings : exit.ok;
}

function isSpec(spec: unknown): spec is PipelineSpec {
  return typeof spec === 'object' && spec !== null && 'tasks' in spec && Array.isArray(spec.tasks);
}

import { checkSources } from '../check';
import { type CheckedDocument, problemText, suggestion } from '../diagnostics';
import { pipelineGraph, tryFindCycle } from '../graph';
import { load, readYaml, type Source } from '../reader';
import { graphFormats, pictureOf } from '../render';
import type { PipelineSpec } from '../spec';
import { clusterOptions } from './cluster/options';
import { type Call, type Command, exit, outputOption, UsageError } from './command';

/** `tekwire graph`: draws the task graph of the Pipelines in YAML files. */
export const graph: Command = {
  name: 'graph',
  summary: 'draw the task graph of Pipelines, or show how a run spent its time',
  calls: ['OPTIONS FILE|DIR|-...', 'RUN --times OPTIONS'],
  about: `Draws the task graph of every Pipeline in the files, those that are written into PipelineRuns too: which task runs after which, because it
needs a result (data) or by runAfter only (order), which tasks have conditions or a matrix, and what runs finally. A runAfter of a task that
does not exist, and tasks that wait for each other, are errors. A Pipeline with a field of the wrong type (TW003) is reported, not drawn.

With --times it shows how a PipelineRun of the cluster spent its time: for each task how long it waited, its pod started, its steps ran and
Tekton took to see the end; the critical path, which decided how long the run took; how many pods there were, and what CPU and memory they
requested for how long. --file reads the run from the YAML or JSON of the PipelineRun, its TaskRuns and, for the requests of sidecars and limit
ranges, its pods. From the cluster, it needs get and list of pipelineruns, taskruns and pods, and the package @kubernetes/client-node.`,
  options: {
    output: outputOption(graphFormats, 'format'),
    pipeline: { type: 'string', value: 'NAME', summary: 'only the Pipeline of that name' },
    times: { type: 'boolean', default: false, summary: 'show how a run spent its time, as text or json' },
    file: { type: 'string', short: 'f', multiple: true, value: 'FILE|DIR|-', summary: 'with --times: read the run from files' },
    ...clusterOptions,
  },
  examples: {
    'graph ci.yaml': 'who waits for whom, a line a layer',
    'graph -o mermaid ci.yaml': 'a flowchart for Markdown',
    'graph -o svg --pipeline release .tekton > release.svg': 'an image of one Pipeline',
    'graph golang-project-run-x7k2p --times': 'how a run of the cluster spent its time',
    'graph --times -f run.yaml -o json': 'of a recorded run, for programs',
  },
  exits: {
    0: 'printed',
    1: 'an unknown task, a cycle, a field of the wrong type, or there is no such run',
    2: 'invalid arguments, or no Pipeline or run found',
    3: 'a file cannot be read, the cluster cannot be reached, or the graph cannot be written',
  },
  run: runGraph,
};

interface Named {
  readonly name: string;
  readonly origin: string;
  readonly spec: PipelineSpec;
}

function runGraph(call: Call): number | Promise<number> {
  if (call.options.times === true) return (require('./times/graph-times') as typeof import('./times/graph-times')).printTimes(call);
  const unused = Object.keys({ file: true, ...clusterOptions }).find((name) => call.options[name] !== graph.options[name]?.default);
  if (unused !== undefined) throw new UsageError(`--${unused} needs --times`);
  return drawGraphs(call);
}

function drawGraphs({ files, options, out, err }: Call): number {
  const { print } = graphFormats[options.output as keyof typeof graphFormats];
  if (files.length === 0) throw new UsageError('missing argument; pass the files with the Pipelines, or - for standard input');
  const { sources, failures } = load(files);
  const malformed = malformedPipelines(sources);
  const all = sources.flatMap(({ origin, text }) =>
    readYaml(text, origin, true).objects.flatMap(({ document }, index) =>
      malformed.some((one) => one.origin === origin && one.index === index) ? [] : pipelinesIn(document?.manifest, origin),
    ),
  );
  const shown = chosen(all, options.pipeline);
  if (options.output === 'svg' && shown.length > 1)
    throw new UsageError(`-o svg draws one Pipeline; choose it with --pipeline: ${shown.map(({ name }) => name).join(', ')}`);
  const problems = [...malformed.flatMap(linesOf), ...shown.flatMap(problemsOf)];
  for (const { name, spec } of shown) out(print(pictureOf(name, spec)));
  for (const line of [...failures, ...problems]) err(line);
  if (failures.length > 0) return exit.failure;
  if (problems.length > 0) return exit.findings;
  if (shown.length === 0) err(`no Pipeline in ${files.join(', ')}`);
  return shown.length === 0 ? exit.usage : exit.ok;
}

/** The Pipelines and PipelineRuns with fields of the wrong type, and these errors only. */
function malformedPipelines(sources: readonly Source[]): readonly CheckedDocument[] {
  const { documents } = checkSources(sources, { grouping: 'each-file' });
  return documents.flatMap((document) => {
    const diagnostics = document.diagnostics.filter(({ code, field }) => code === WRONG_TYPE && field[0] === 'spec');
    return diagnostics.length > 0 && drawn.has(document.kind) ? [{ ...document, diagnostics }] : [];
  });
}

const WRONG_TYPE = 'TW003';
const drawn: ReadonlySet<string> = new Set(['Pipeline', 'PipelineRun']);

function linesOf({ origin, diagnostics }: CheckedDocument): string[] {
  return diagnostics.map((one) => `${origin}:${one.line}:${one.column}: ${one.code} ${problemText(one)}`);
}

function chosen(all: readonly Named[], name: unknown): readonly Named[] {
  if (typeof name !== 'string') return all;
  const found = all.filter((one) => one.name === name);
  if (found.length === 0 && all.length > 0)
    throw new UsageError(
      `--pipeline: unknown Pipeline "${name}"${suggestion(
        name,
        all.map((one) => one.name),
      )}`,
    );
  return found;
}

/** A Pipeline, or the one that is written into a PipelineRun. */
function pipelinesIn(manifest: unknown, origin: string): Named[] {
  const { kind, metadata, spec } = (manifest ?? {}) as {
    kind?: unknown;
    metadata?: { name?: string; generateName?: string };
    spec?: unknown;
  };
  const inner = kind === 'PipelineRun' ? (spec as { readonly pipelineSpec?: unknown } | null)?.pipelineSpec : kind === 'Pipeline' && spec;
  return isSpec(inner) ? [{ name: metadata?.name ?? metadata?.generateName ?? '', origin, spec: inner }] : [];
}

function isSpec(spec: unknown): spec is PipelineSpec {
  if (typeof spec !== 'object' || spec === null || !('tasks' in spec) || !Array.isArray(spec.tasks)) return false;
  return [spec.tasks, 'finally' in spec && Array.isArray(spec.finally) ? spec.finally : []]
    .flat()
    .every((task: unknown) => typeof task === 'object' && task !== null && 'name' in task && typeof task.name === 'string');
}

function problemsOf({ name, origin, spec }: Named): string[] {
  const names = (spec.tasks ?? []).map((task) => task.name);
  const dangling = (spec.tasks ?? []).flatMap((task) =>
    (task.runAfter ?? [])
      .filter((before) => !names.includes(before))
      .map((before) => `${origin}: ${name}/${task.name} runAfter: unknown task "${before}"${suggestion(before, names)}`),
  );
  const cycle = tryFindCycle(pipelineGraph(spec));
  return [...dangling, ...(cycle === undefined ? [] : [`${origin}: ${name}: tasks wait for each other: ${cycle.join(' → ')}`])];
}

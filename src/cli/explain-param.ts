import { suggestion } from '../diagnostics';
import { load, readYaml } from '../reader';
import { scan } from '../refs';
import type { Manifest } from '../spec';
import { type Call, exit, UsageError } from './command';

type Part = Readonly<Record<string, unknown>>;

/** `tekwire explain param`: prints the way of a param from the event to the Task, a line for each hop. */
export function explainParam([name, ...files]: readonly string[], { out, err }: Pick<Call, 'out' | 'err'>): number {
  if (name === undefined || files.length === 0)
    throw new UsageError('missing argument; pass a param and the manifests, as in tekwire explain param revision dist');
  const { sources, failures } = load(files);
  for (const line of failures) err(line);
  if (failures.length > 0) return exit.failure;
  const manifests = sources.flatMap(({ origin, text }) =>
    readYaml(text, origin, true).objects.flatMap(({ document }) => (document === undefined ? [] : [document.manifest])),
  );
  const ways = waysOf(manifests, name);
  if (ways.length > 0) out(ways.join('\n'));
  else err(`no Task or Pipeline has a param "${name}"${suggestion(name, namesIn(manifests))}`);
  return ways.length > 0 ? exit.ok : exit.usage;
}

/** The hops of a param, from the Tasks that declare it back to the events; deeper hops are indented. */
function waysOf(manifests: readonly Manifest[], name: string): string[] {
  const ofKind = (kind: string) => manifests.filter((one) => one.kind === kind);
  const pipelines = ofKind('Pipeline');
  const tasks = ofKind('Task').filter((task) => paramOf(task.spec, name) !== undefined);
  const lines = tasks.flatMap((task) => [
    `Task ${nameOf(task)}: param ${name}${defaultOf(paramOf(task.spec, name))}`,
    ...pipelines.flatMap((pipeline) => usesIn(manifests, pipeline, nameOf(task), name)),
  ]);
  const followed = lines.join('\n');
  const others = pipelines.filter(
    (pipeline) => paramOf(pipeline.spec, name) !== undefined && !followed.includes(`Pipeline ${nameOf(pipeline)}: param ${name}`),
  );
  return [...lines, ...others.flatMap((pipeline) => wayOfPipeline(manifests, pipeline, name, ''))];
}

function usesIn(manifests: readonly Manifest[], pipeline: Manifest, task: string, name: string): string[] {
  const { tasks, finally: last } = partOf(pipeline.spec);
  return [...partsOf(tasks), ...partsOf(last)]
    .filter(({ taskRef }) => partOf(taskRef).name === task)
    .flatMap((one) => {
      const value = partsOf(one.params).find((param) => param.name === name)?.value;
      if (value === undefined) return [`  Pipeline ${nameOf(pipeline)}: task ${one.name} does not set it`];
      const sources = variablesIn(value, 'params.').flatMap((param) => wayOfPipeline(manifests, pipeline, param, '    '));
      return [`  Pipeline ${nameOf(pipeline)}: task ${one.name} sets ${shown(value)}`, ...sources];
    });
}

function wayOfPipeline(manifests: readonly Manifest[], pipeline: Manifest, name: string, indent: string): string[] {
  const runs = manifests.flatMap((one): { readonly holder?: Manifest; readonly run: Manifest }[] =>
    one.kind === 'PipelineRun'
      ? [{ run: one }]
      : one.kind === 'TriggerTemplate'
        ? partsOf(partOf(one.spec).resourcetemplates).map((run) => ({ holder: one, run: run as Manifest }))
        : [],
  );
  const hops = runs
    .filter(({ run }) => partOf(partOf(run.spec).pipelineRef).name === nameOf(pipeline))
    .flatMap(({ holder, run }) => {
      const value = partsOf(partOf(run.spec).params).find((param) => param.name === name)?.value;
      const owner = holder === undefined ? `PipelineRun ${nameOf(run)}` : `TriggerTemplate ${nameOf(holder)}`;
      if (value === undefined) return [`${indent}  ${owner}: does not set it`];
      const events =
        holder === undefined ? [] : variablesIn(value, 'tt.params.').flatMap((param) => wayOfEvent(manifests, holder, param, indent));
      return [`${indent}  ${owner}: run sets ${shown(value)}`, ...events];
    });
  return [`${indent}Pipeline ${nameOf(pipeline)}: param ${name}${defaultOf(paramOf(pipeline.spec, name))}`, ...hops];
}

function wayOfEvent(manifests: readonly Manifest[], template: Manifest, name: string, indent: string): string[] {
  const triggers = manifests.filter((one) => one.kind === 'Trigger' && partOf(partOf(one.spec).template).ref === nameOf(template));
  return triggers.flatMap((trigger) => {
    const refs = partsOf(partOf(trigger.spec).bindings).map(({ ref }) => ref);
    const bindings = manifests.filter((one) => one.kind === 'TriggerBinding' && refs.includes(nameOf(one)));
    return bindings.flatMap((binding) => {
      const value = partsOf(partOf(binding.spec).params).find((param) => param.name === name)?.value;
      if (value === undefined) return [];
      const computed = variablesIn(value, 'extensions.').flatMap((key) => overlayOf(trigger, key));
      return [
        `${indent}    TriggerBinding ${nameOf(binding)}: ${name} is ${shown(value)}`,
        ...computed.map((one) => `${indent}      ${one}`),
      ];
    });
  });
}

function overlayOf(trigger: Manifest, key: string): string[] {
  const params = partsOf(partOf(trigger.spec).interceptors).flatMap((one) => partsOf(one.params));
  const overlays = params.filter((param) => param.name === 'overlays').flatMap(({ value }) => partsOf(value));
  return overlays
    .filter((one) => one.key === key)
    .map(({ expression }) => `Trigger ${nameOf(trigger)}: ${key} is computed by ${expression}`);
}

/** The rests of the variables of a value that begin with `start`, such as the names of params. */
function variablesIn(value: unknown, start: string): string[] {
  const found = scan(typeof value === 'string' ? value : JSON.stringify(value)).flatMap(({ body }) =>
    body.startsWith(start) ? [body.slice(start.length).replace(/\[.*$/, '')] : [],
  );
  return [...new Set(found)];
}

function namesIn(manifests: readonly Manifest[]): string[] {
  const declared = manifests
    .filter(({ kind }) => kind === 'Task' || kind === 'Pipeline')
    .flatMap(({ spec }) => partsOf(partOf(spec).params));
  return [...new Set(declared.map(({ name }) => String(name)))];
}

function paramOf(spec: unknown, name: string): Part | undefined {
  return partsOf(partOf(spec).params).find((param) => param.name === name);
}

function defaultOf(param: Part | undefined): string {
  return param?.default === undefined ? ', required' : `, default ${shown(param.default)}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function nameOf({ metadata }: Pick<Manifest, 'metadata'>): string {
  return metadata?.name ?? metadata?.generateName ?? '';
}

function partOf(value: unknown): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};
}

function partsOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.map(partOf) : [];
}

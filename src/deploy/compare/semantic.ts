import { pipelineGraph } from '../../graph';
import type { Manifest, ParamSpec, PipelineSpec, TaskSpec } from '../../spec';
import { isSame } from './fields';

/** A change in the words of Tekton: `+` added, `-` removed, `~` changed. */
export interface SemanticChange {
  readonly sign: '+' | '-' | '~';
  readonly text: string;
}

/** What changed for a user of the object: tasks, edges, params, results, steps and images. Empty for kinds that have none of these. */
export function semanticChanges(before: Manifest | undefined, after: Manifest | undefined): readonly SemanticChange[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [before.spec ?? {}, after.spec ?? {}];
  if (after.kind === 'Pipeline') return pipelineChanges(old as PipelineSpec, now as PipelineSpec);
  return after.kind === 'Task' ? taskChanges(old as TaskSpec, now as TaskSpec) : [];
}

function pipelineChanges(before: PipelineSpec, after: PipelineSpec): readonly SemanticChange[] {
  const tasksOf = ({ tasks = [], finally: last = [] }: PipelineSpec) =>
    new Map([...tasks, ...last].map((task) => [task.name, refOf(task)]));
  const edgesOf = (spec: PipelineSpec) => new Map(pipelineGraph(spec).edges.map(({ from, to, kind }) => [`${from} → ${to}`, kind]));
  return [
    ...named('task', tasksOf(before), tasksOf(after)),
    ...named('edge', edgesOf(before), edgesOf(after), ''),
    ...named('param', params(before.params), params(after.params)),
    ...named('workspace', namesOf(before.workspaces), namesOf(after.workspaces)),
    ...named('result', namesOf(before.results), namesOf(after.results)),
  ];
}

function taskChanges(before: TaskSpec, after: TaskSpec): readonly SemanticChange[] {
  const images = ({ steps = [] }: TaskSpec) => new Map(steps.map(({ name, image }, at) => [name ?? `step-${at}`, image ?? '']));
  return [
    ...named('param', params(before.params), params(after.params)),
    ...named('result', namesOf(before.results), namesOf(after.results)),
    ...named('workspace', namesOf(before.workspaces), namesOf(after.workspaces)),
    ...named('step', images(before), images(after), '"', 'image of step'),
  ];
}

function refOf({ taskRef }: { readonly taskRef?: { readonly name?: string; readonly resolver?: string } }): string {
  return taskRef?.name ?? (taskRef?.resolver === undefined ? 'embedded' : `resolver ${taskRef.resolver}`);
}

function params(list: readonly ParamSpec[] = []): ReadonlyMap<string, string> {
  return new Map(
    list.map(({ name, type = 'string', default: value }) => [
      name,
      value === undefined ? type : `${type}, default ${JSON.stringify(value)}`,
    ]),
  );
}

function namesOf(list: readonly { readonly name: string; readonly type?: string }[] = []): ReadonlyMap<string, string> {
  return new Map(list.map(({ name, type = '' }) => [name, type]));
}

function named(
  word: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  quote = '"',
  changed = word,
): SemanticChange[] {
  const text = (kind: string, name: string) => `${kind} ${quote}${name}${quote}`;
  const changes: SemanticChange[] = [];
  for (const [name, value] of after) {
    const old = before.get(name);
    if (old === undefined) changes.push({ sign: '+', text: `${text(word, name)}${value === '' ? '' : ` (${value})`}` });
    else if (!isSame(old, value)) changes.push({ sign: '~', text: `${text(changed, name)}: ${old || 'none'} → ${value || 'none'}` });
  }
  for (const name of before.keys()) if (!after.has(name)) changes.push({ sign: '-', text: text(word, name) });
  return changes;
}

import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isGenerated } from '../set/generated-resources';
import { podTemplatesOf, type RunView } from '../view/run-view';
import { usesIn } from '../view/use';
import { byName, items } from '../view/view';

/** Rules about variables in the workspaces and pod templates of a run. */
export const bindingVariablesRules: readonly Rule[] = [
  {
    code: 'TW350',
    slug: 'unresolved-run-variable',
    title: 'variable in a workspace or podTemplate of a run is not replaced',
    why: 'Tekton replaces params (in workspaces also task results), so the volume has the literal "$(context.pipelineRun.uid)" as its name or path',
    source:
      'pkg/workspace/apply.go ReplaceWorkspaceBindingsVars; pkg/reconciler/pipelinerun/resources/apply.go ApplyParametersToWorkspaceBindings; pkg/reconciler/taskrun/resources/apply.go ApplyPodTemplateReplacements',
    severity: 'error',
    stricter: 'Tekton ignores unknown variables',
    on: 'run',
    check,
  },
];

function check(run: RunView, context: Context, report: Report): void {
  let known: ReadonlySet<string> | undefined | 'unread' = 'unread';
  const workspaces = items(run.spec.workspaces).map(({ at, item: { name, volumeClaimTemplate, ...source } }) => ({
    start: ['workspaces', at],
    place: 'a workspace',
    value: source as unknown,
  }));
  const templates = podTemplatesOf(run).map(({ field, template }) => ({
    start: field,
    place: 'the podTemplate',
    value: template as unknown,
  }));
  for (const { start, place, value } of [...workspaces, ...templates]) {
    for (const { variable, body, path } of usesIn(value, run)) {
      const field = [...start, ...path];
      if (variable.kind === 'context' || variable.kind === 'workspace')
        report(field, `"$(${body})" is not replaced in ${place} of a run`, 'use a param of the run');
      if (variable.kind === 'task-result') {
        const mistake = mistakeOfResult(variable, place, run, context);
        if (mistake !== undefined) report(field, `"$(${body})" ${mistake}`);
      }
      if (variable.kind !== 'param') continue;
      if (known === 'unread') known = paramsOf(run, context);
      if (known !== undefined && !known.has(variable.name))
        report(
          field,
          `unknown param ${quoted(variable.name)} of the run${context.suggest(variable.name, known)}`,
          isGenerated(run.document) ? `for a param of the TriggerTemplate write $(tt.${body})` : undefined,
        );
    }
  }
}

/** The params that Tekton may insert: those of the run, and of the TaskRuns that get its workspaces; undefined when they are not known. */
function paramsOf(run: RunView, context: Context): ReadonlySet<string> | undefined {
  const own = byName(run.spec.params).keys();
  if (run.kind === 'TaskRun') {
    const task = context.lookup.targetOf(run);
    return task === undefined ? undefined : new Set([...own, ...task.params.keys()]);
  }
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return undefined;
  const tasks = pipeline.tasks.flatMap((task) => {
    const called = context.lookup.taskOf(task);
    return called === undefined ? [undefined] : [...called.params.keys(), ...task.given.keys()];
  });
  const names = tasks.filter((name) => name !== undefined);
  return names.length < tasks.length ? undefined : new Set([...own, ...pipeline.params.keys(), ...names]);
}

/** Why Tekton does not replace a task result. */
function mistakeOfResult(
  { task: name, result }: { readonly task: string; readonly result: string },
  place: string,
  run: RunView,
  context: Context,
): string | undefined {
  if (run.kind === 'TaskRun' || place !== 'a workspace') return `is not replaced in ${place} of a run`;
  const pipeline = context.lookup.pipelineOf(run);
  if (pipeline === undefined) return undefined;
  const task = pipeline.byName.get(name);
  if (task === undefined) return `refers to an unknown task of the pipeline${context.suggest(name, pipeline.byName.keys())}`;
  const known = context.lookup.taskOf(task)?.results;
  return known === undefined || known.has(result) ? undefined : `refers to an unknown result${context.suggest(result, known.keys())}`;
}

import { type FieldPath, quoted } from '../../diagnostics';
import { fateInRun } from '../../refs';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isMade } from '../set/made-objects';
import { takesValue } from '../set/place';
import type { RunView } from '../view/run-view';
import { type Use, usesIn } from '../view/use';
import { items } from '../view/view';

/** Variables of Tekton in the values that a run gives. */
export const valueVariableRules: readonly Rule[] = [
  {
    code: 'TW330',
    slug: 'unresolved-run-value',
    title: "variable in a run's value that nothing replaces",
    why: 'the run fails after its first tasks have started, for Tekton validates pipelines and steps again with the values in them; or the step gets "$(params.name)" as it is written',
    source:
      'pkg/reconciler/taskrun/taskrun.go createPod; pkg/reconciler/pipelinerun/pipelinerun.go reconcile, with the spec of the status (resources/pipelineref.go GetPipelineFunc)',
    severity: 'error',
    stricter: 'Tekton admits the run, and lets it go on where the Task happens to declare a param of that name, or no task takes the value',
    on: 'run',
    check: checkLeft,
  },
  {
    code: 'TW331',
    slug: 'replaced-run-value',
    title: "variable in a run's value that Tekton replaces",
    why: 'Tekton replaces its variables in values, too: the step gets a path or a name, and not what the run gives',
    source: 'pkg/reconciler/taskrun/taskrun.go applyParamsContextsResultsAndWorkspaces',
    severity: 'warning',
    on: 'run',
    check: checkReplaced,
  },
];

function checkLeft(run: RunView, context: Context, report: Report): void {
  for (const { field, name, use } of variablesOf(run)) {
    const fate = fateInRun(run.kind, use.body);
    if (fate === 'left' && !isResultOfTask(run, use))
      report(field, `"$(${use.body})" is not replaced in a value of a run`, wayOut(run, use));
    if (fate === 'refused' && reachesTask(run, name, context))
      report(field, `"$(${use.body})" in a value is an unknown variable for Tekton, which then fails the run`, wayOut(run, use));
  }
}

function checkReplaced(run: RunView, _: Context, report: Report): void {
  for (const { field, name, use } of variablesOf(run))
    if (fateInRun(run.kind, use.body) === 'replaced')
      report(field, `Tekton replaces "$(${use.body})" in the value of param ${quoted(name)} where it has such a thing`, wayOut(run, use));
}

interface VariableIn {
  readonly field: FieldPath;
  /** Of the param. */
  readonly name: string;
  readonly use: Use;
}

function variablesOf(run: RunView): readonly VariableIn[] {
  return items(run.spec.params).flatMap(({ at, item: { name = '', value } }) =>
    usesIn(value, run).map((use) => ({ field: ['params', at, 'value', ...use.path], name, use })),
  );
}

/** Whether the value comes into a pipeline task, which Tekton validates again; so it is taken to be where the pipeline is not known. */
function reachesTask(run: RunView, name: string, context: Context): boolean {
  const pipeline = run.kind === 'PipelineRun' ? context.lookup.pipelineOf(run) : undefined;
  return pipeline === undefined || takesValue(pipeline, name);
}

/** What TW312 says already. */
function isResultOfTask({ kind }: RunView, { variable }: Use): boolean {
  return kind === 'PipelineRun' && (variable.kind === 'task-result' || variable.kind === 'finally-result');
}

function wayOut({ document, kind }: RunView, { variable, body }: Use): string {
  if (variable.kind === 'param' && isMade(document)) return `for a param of the TriggerTemplate write $(tt.${body})`;
  if (variable.kind === 'param') return 'write the value itself';
  if (variable.kind === 'other' && !body.startsWith('tt.')) return 'leave the "$(" out';
  return `write the value itself, or use the variable in the ${kind === 'TaskRun' ? 'Task' : 'Pipeline or Task'}`;
}

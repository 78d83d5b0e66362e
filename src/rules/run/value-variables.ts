import { type FieldPath, quoted } from '../../diagnostics';
import { replacementInRun } from '../../refs';
import { artifactFixInValue } from '../checks/artifacts';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isGenerated } from '../set/generated-resources';
import { takesValue } from '../set/value-fields';
import type { RunView } from '../view/run-view';
import { type Use, usesIn } from '../view/use';
import { byName, items } from '../view/view';

/** Rules about Tekton variables in values of a run. */
export const valueVariableRules: readonly Rule[] = [
  {
    code: 'TW330',
    slug: 'unresolved-run-value',
    title: 'variable in a value of a run is not replaced',
    why: 'the run fails after its first tasks have started, because Tekton validates pipelines and steps again with the values inserted; or the step gets the literal "$(params.name)"',
    source:
      'pkg/reconciler/taskrun/taskrun.go createPod; pkg/reconciler/pipelinerun/pipelinerun.go reconcile, with the spec of the status (resources/pipelineref.go GetPipelineFunc)',
    severity: 'error',
    stricter: 'Tekton accepts the run, and does not fail it when the Task declares a param of that name, or no task uses the value',
    on: 'run',
    check: checkLeft,
  },
  {
    code: 'TW331',
    slug: 'replaced-run-value',
    title: 'Tekton replaces a variable in a value of a run',
    why: 'Tekton replaces its variables in values, too: the step gets a path or a name instead of the value that the run sets',
    source: 'pkg/reconciler/taskrun/taskrun.go applyParamsContextsResultsAndWorkspaces',
    severity: 'warning',
    on: 'run',
    check: checkReplaced,
  },
];

function checkLeft(run: RunView, context: Context, report: Report): void {
  const bound = byName(run.spec.workspaces);
  for (const { field, name, use } of variablesOf(run)) {
    const fate = replacementInRun(run.kind, use.body);
    const artifact = run.kind === 'TaskRun' ? artifactFixInValue(use.body, context) : undefined;
    if (artifact !== undefined) {
      report(field, `the cluster refuses artifacts such as "$(${use.body})" in steps`, artifact);
      continue;
    }
    const isUnbound = use.variable.kind === 'workspace' && !bound.has(use.variable.name);
    if ((fate === 'left' || (fate === 'replaced' && isUnbound)) && !isResultOfTask(run, use))
      report(field, `"$(${use.body})" is not replaced in a value of a run`, wayOut(run, use));
    if (fate === 'refused' && reachesTask(run, name, context))
      report(field, `"$(${use.body})" in a value is an unknown variable, so Tekton fails the run`, wayOut(run, use));
  }
}

function checkReplaced(run: RunView, _: Context, report: Report): void {
  for (const { field, name, use } of variablesOf(run))
    if (replacementInRun(run.kind, use.body) === 'replaced')
      report(
        field,
        `Tekton replaces "$(${use.body})" in the value of param ${quoted(name)}, too: the step gets what it means in the run, not this text`,
        wayOut(run, use),
      );
}

interface VariableIn {
  readonly field: FieldPath;
  /** The name of the param. */
  readonly name: string;
  readonly use: Use;
}

function variablesOf(run: RunView): readonly VariableIn[] {
  return items(run.spec.params).flatMap(({ at, item: { name = '', value } }) =>
    usesIn(value, run)
      .filter(({ variable }) => variable.kind !== 'unclosed')
      .map((use) => ({ field: ['params', at, 'value', ...use.path], name, use })),
  );
}

/** Whether the value reaches a pipeline task, which Tekton validates again. An unknown pipeline is assumed to use the value. */
function reachesTask(run: RunView, name: string, context: Context): boolean {
  const pipeline = run.kind === 'PipelineRun' ? context.lookup.pipelineOf(run) : undefined;
  return pipeline === undefined || takesValue(pipeline, name);
}

/** Whether TW312 reports the variable already. */
function isResultOfTask({ kind }: RunView, { variable }: Use): boolean {
  return kind === 'PipelineRun' && (variable.kind === 'task-result' || variable.kind === 'finally-result');
}

function wayOut({ document, kind }: RunView, { variable, body }: Use): string {
  if (variable.kind === 'param' && isGenerated(document)) return `for a param of the TriggerTemplate write $(tt.${body})`;
  if (variable.kind === 'param') return 'write the value itself';
  if (variable.kind === 'other' && !body.startsWith('tt.')) return 'remove the "$("';
  return `write the value itself, or use the variable in the ${kind === 'TaskRun' ? 'Task' : 'Pipeline or Task'}`;
}

import { quoted } from '../../diagnostics';
import { type FateInRun, fateInRun } from '../../refs';
import type { Report, Rule } from '../contract/rule';
import { isMade } from '../set/made-objects';
import type { RunView } from '../view/run-view';
import { type Use, usesIn } from '../view/use';
import { items } from '../view/view';

/** Variables of Tekton in the values that a run gives. */
export const valueVariableRules: readonly Rule[] = [
  {
    code: 'TW330',
    slug: 'unresolved-run-value',
    title: "variable in a run's value that nothing replaces",
    why: 'the TaskRun fails when it starts ("non-existent variable"), after other tasks have run, or the step gets "$(params.name)" as it is written',
    source: 'pkg/reconciler/taskrun/taskrun.go createPod (validates the steps with the values in them)',
    severity: 'error',
    stricter: 'Tekton admits the run, and lets it go on where the Task happens to declare a param of that name',
    on: 'run',
    check: (run, _, report) => checkValues(run, 'left', report),
  },
  {
    code: 'TW331',
    slug: 'replaced-run-value',
    title: "variable in a run's value that Tekton replaces",
    why: 'Tekton replaces its variables in values, too: the step gets a path or a name, and not what the run gives',
    source: 'pkg/reconciler/taskrun/taskrun.go applyParamsContextsResultsAndWorkspaces',
    severity: 'warning',
    on: 'run',
    check: (run, _, report) => checkValues(run, 'replaced', report),
  },
];

function checkValues(run: RunView, fate: FateInRun, report: Report): void {
  for (const { at, item } of items(run.spec.params)) {
    for (const use of usesIn(item.value, run)) {
      if (fateInRun(run.kind, use.body) !== fate || isResultOfTask(run, use)) continue;
      const message =
        fate === 'left'
          ? `"$(${use.body})" is not replaced in a value of a run`
          : `Tekton replaces "$(${use.body})" in the value of param ${quoted(item.name ?? '')} where it has such a thing`;
      report(['params', at, 'value', ...use.path], message, wayOut(run, use));
    }
  }
}

/** What TW312 says already. */
function isResultOfTask({ kind }: RunView, { variable }: Use): boolean {
  return kind === 'PipelineRun' && (variable.kind === 'task-result' || variable.kind === 'finally-result');
}

function wayOut({ document, kind }: RunView, { variable, body }: Use): string {
  if (variable.kind === 'param' && isMade(document)) return `for a param of the TriggerTemplate write $(tt.${body})`;
  if (variable.kind === 'param') return 'write the value itself';
  return `write the value itself, or use the variable in the ${kind === 'TaskRun' ? 'Task' : 'Pipeline or Task'}`;
}

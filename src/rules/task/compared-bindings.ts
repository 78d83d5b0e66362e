import { quoted } from '../../diagnostics';
import { insteadOf, neverCompared, possibleValues } from '../checks/never-compared';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { TaskView } from '../view/task-view';

/** Rules about scripts that ask whether a workspace is bound. */
export const comparedBindingsRules: readonly Rule[] = [
  {
    code: 'TW802',
    slug: 'impossible-bound-value',
    title: 'script compares $(workspaces.name.bound) with a value that never occurs',
    why: 'the variable is "true" or "false", so the branch of the script never runs',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyWorkspaces',
    severity: 'error',
    stricter: 'Tekton does not read scripts',
    on: 'task',
    fields: ['workspaces'],
    check,
  },
];

function check(task: TaskView, context: Context, report: Report): void {
  for (const name of task.workspaces.keys()) {
    const body = `workspaces.${name}.bound`;
    const known = possibleValues(`$(${body})`) ?? [];
    // TW269 checks conditions
    for (const { field, word } of neverCompared(task, body, known, context.lookup))
      if (field.at(-1) === 'script' || field.at(-1) === 'params')
        report(field, `"$(${body})" is never ${quoted(word)}${insteadOf(word, known)}`);
  }
}

import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { unguardedWorkspaces } from '../set/unguarded';
import { items } from '../view/view';

/** Advice about optional workspaces. */
export const optionalWorkspaceRules: readonly Rule[] = [
  {
    code: 'TW528',
    slug: 'unguarded-optional-workspace',
    title: 'path of an optional workspace used without a check of its binding',
    why: 'without a binding, $(workspaces.name.path) is empty: "cp -R $(workspaces.name.path)/. ." copies "/"',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyWorkspaces; docs/workspaces.md "Optional Workspaces"',
    severity: 'warning',
    lint: 'usual',
    on: 'task',
    fields: ['workspaces'],
    check: (task, { lookup }, report: Report) => {
      if (!items(task.spec.workspaces).some(({ item }) => item.optional === true)) return;
      for (const { name, path } of unguardedWorkspaces(task, lookup))
        if (task.workspaces.get(name)?.optional === true)
          report(
            path,
            `workspace ${quoted(name)} is optional, and the step does not check $(workspaces.${name}.bound)`,
            `check it, for example if [ "$(workspaces.${name}.bound)" = true ]; then …; fi`,
          );
    },
  },
];

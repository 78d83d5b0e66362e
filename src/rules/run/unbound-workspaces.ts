import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { unguardedWorkspaces } from '../set/unguarded';
import type { RunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import { byName, items } from '../view/view';

/** Rules about optional workspaces that a run does not bind although a step needs them. */
export const unboundWorkspaceRules: readonly Rule[] = [
  {
    code: 'TW343',
    slug: 'unbound-workspace-used',
    title: 'step uses an optional workspace that the run does not bind',
    why: '$(workspaces.name.path) is then empty: "cp -R $(workspaces.name.path)/. ." copies "/"',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyWorkspaces; docs/workspaces.md "Optional Workspaces"',
    severity: 'error',
    stricter: 'Tekton replaces the path with an empty string',
    on: 'run',
    check: checkRun,
  },
];

function checkRun(run: RunView, context: Context, report: Report): void {
  const bound = byName(run.spec.workspaces);
  if (run.kind === 'TaskRun') {
    const task = context.lookup.targetOf(run);
    if (task !== undefined && 'steps' in task) reportUnbound(task, (name) => bound.has(name), '', context, report);
    return;
  }
  for (const task of context.lookup.pipelineOf(run)?.tasks ?? []) {
    const called = context.lookup.taskOf(task);
    if (called === undefined || called.workspaces.size === 0) continue;
    const given = new Map(items(task.spec.workspaces).map(({ item }) => [item.name ?? '', item.workspace || item.name || '']));
    reportUnbound(
      called,
      (name) => isBound(given.get(name), name, called === task.embedded),
      ` of task ${quoted(task.name)}`,
      context,
      report,
    );
  }

  function isBound(source: string | undefined, name: string, isEmbedded: boolean): boolean {
    return source === undefined ? isEmbedded && bound.has(name) : bound.has(source);
  }
}

function reportUnbound(task: TaskView, isBound: (name: string) => boolean, place: string, { lookup }: Context, report: Report): void {
  if (!items(task.spec.workspaces).some(({ item }) => item.optional === true)) return;
  const reported = new Set<string>();
  for (const { name, isOption } of unguardedWorkspaces(task, lookup)) {
    if (isOption || reported.has(name) || task.workspaces.get(name)?.optional !== true || isBound(name)) continue;
    reported.add(name);
    report(
      ['workspaces'],
      `a step${place} uses workspace ${quoted(name)}, which is optional and not bound`,
      `bind it, or let the step check $(workspaces.${name}.bound)`,
    );
  }
}

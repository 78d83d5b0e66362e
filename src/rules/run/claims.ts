import { quoted } from '../../diagnostics';
import type { WorkspaceBinding } from '../../spec';
import { enableFeature } from '../checks/enable-feature';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineRunView, RunView } from '../view/run-view';
import { items, type Loose } from '../view/view';

/** Rules about the PersistentVolumeClaims of a run. */
export const claimRules: readonly Rule[] = [
  {
    code: 'TW402',
    slug: 'too-many-claims',
    title: 'task with more than one claim under the affinity assistant',
    why: 'the TaskRun fails: "more than one PersistentVolumeClaim is bound"',
    source: 'pkg/workspace/validate.go ValidateOnlyOnePVCIsUsed',
    severity: 'error',
    on: 'run',
    check: checkClaims,
  },
];

const fix = `use one claim with subPath, or ${enableFeature('coschedule', 'disabled')}`;

function checkClaims(run: RunView, context: Context, report: Report): void {
  const claims = claimsOf(run.spec.workspaces);
  if (claims.size < 2 || context.options.feature('coschedule', 'workspaces') !== 'workspaces') return;
  if (run.kind === 'PipelineRun') checkTasks(run, claims, context, report);
  else if (isMany(claims.keys(), claims))
    report(['workspaces'], `the Task mounts the claims of ${listed(claims.keys())}; a task can mount only one`, fix);
}

/** A key that identifies the claim of each workspace, by the name of the workspace. */
function claimsOf(workspaces: readonly Loose<WorkspaceBinding>[] | undefined): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  for (const { item } of items(workspaces)) {
    const { name = '', persistentVolumeClaim, volumeClaimTemplate } = item;
    if (persistentVolumeClaim !== undefined) claims.set(name, `claim ${persistentVolumeClaim.claimName ?? ''}`);
    else if (volumeClaimTemplate !== undefined) claims.set(name, `template ${name}`);
  }
  return claims;
}

function checkTasks(run: PipelineRunView, claims: ReadonlyMap<string, string>, context: Context, report: Report): void {
  for (const task of context.lookup.pipelineOf(run)?.tasks ?? []) {
    const bound = items(task.spec.workspaces).map(({ item: { name = '', workspace } }) => workspace || name);
    const names = bound.filter((name) => claims.has(name));
    if (isMany(names, claims))
      report(['workspaces'], `task ${quoted(task.name)} mounts the claims of ${listed(names)}; a task can mount only one`, fix);
  }
}

function isMany(names: Iterable<string>, claims: ReadonlyMap<string, string>): boolean {
  return new Set([...names].map((name) => claims.get(name))).size > 1;
}

function listed(names: Iterable<string>): string {
  return [...new Set(names)].map(quoted).join(' and ');
}

import { quoted } from '../../diagnostics';
import type { WorkspaceBinding } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { Loose } from '../view/view';
import type { ItemView } from '../view/views';

/** Rules about the workspace bindings of a run. */
export const bindingRules: readonly Rule[] = [
  {
    code: 'TW306',
    slug: 'duplicate-run-workspace',
    title: 'workspace bound twice',
    why: 'admission refuses the run',
    source: 'pkg/apis/pipeline/v1/pipelinerun_validation.go Validate, taskrun_validation.go ValidateWorkspaceBindings',
    severity: 'error',
    on: 'binding',
    check: ({ spec, isRepeated }, _, report) => {
      if (isRepeated) report(['name'], spec.name ? `workspace ${quoted(spec.name)} is bound twice` : 'two workspaces have no name');
    },
  },
  {
    code: 'TW307',
    slug: 'workspace-source',
    title: 'workspace needs exactly one source',
    why: 'admission refuses the run',
    source: 'pkg/apis/pipeline/v1/workspace_validation.go WorkspaceBinding.Validate',
    severity: 'error',
    on: 'binding',
    check: checkSources,
  },
  {
    code: 'TW308',
    slug: 'incomplete-workspace-source',
    title: 'incomplete workspace source',
    why: 'admission refuses the run',
    source: 'pkg/apis/pipeline/v1/workspace_validation.go WorkspaceBinding.Validate',
    severity: 'error',
    on: 'binding',
    check: checkComplete,
  },
];

const sources = ['volumeClaimTemplate', 'persistentVolumeClaim', 'emptyDir', 'configMap', 'secret', 'projected', 'csi'] as const;

function sourcesOf(binding: Loose<WorkspaceBinding>): readonly string[] {
  return sources.filter((source) => binding[source] !== undefined);
}

function checkSources({ spec }: ItemView<WorkspaceBinding>, _: Context, report: Report): void {
  const found = sourcesOf(spec);
  const name = quoted(spec.name ?? '');
  if (found.length === 0) report([], `workspace ${name} has no source; expected one of: ${sources.join(', ')}`);
  if (found.length > 1) report([], `workspace ${name} has several sources: ${found.join(' and ')}; use one of them`);
}

function checkComplete({ spec }: ItemView<WorkspaceBinding>, _: Context, report: Report): void {
  if (sourcesOf(spec).length !== 1) return;
  const { persistentVolumeClaim: claim, configMap, secret, projected, csi } = spec;
  const name = quoted(spec.name ?? '');
  if (claim !== undefined && !claim.claimName) report(['persistentVolumeClaim', 'claimName'], `workspace ${name} names no claim`);
  if (configMap !== undefined && !configMap.name) report(['configMap', 'name'], `workspace ${name} names no configMap`);
  if (secret !== undefined && !secret.secretName) report(['secret', 'secretName'], `workspace ${name} names no secret`);
  if (projected !== undefined && (projected.sources ?? []).length === 0)
    report(['projected', 'sources'], `workspace ${name} has no projected sources`);
  if (csi !== undefined && !csi.driver) report(['csi', 'driver'], `workspace ${name} names no driver`);
}

import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { RunView } from '../view/run-view';
import { items, type Loose } from '../view/view';

/** Rules about params and workspaces of a run that its Pipeline or Task does not declare. Tekton allows them for generated runs. */
export const extraValueRules: readonly Rule[] = [
  {
    code: 'TW303',
    slug: 'unknown-run-param',
    title: 'unknown param of a run',
    why: 'the value has no effect',
    source:
      'docs/pipelineruns.md "Extra Parameters"; pkg/reconciler/pipelinerun/resources/validate_params.go ValidateRequiredParametersProvided',
    severity: 'warning',
    lint: 'usual',
    on: 'run',
    check: (run, context, report) => checkParams(run, context, report, false),
  },
  {
    code: 'TW335',
    slug: 'misspelt-run-param',
    title: 'misspelt param of a run',
    why: 'the name is similar to that of a declared param: the value has no effect, and the declared param keeps its default',
    source: 'pkg/reconciler/pipelinerun/resources/validate_params.go ValidateRequiredParametersProvided (extra ones are allowed)',
    severity: 'error',
    stricter: 'Tekton silently ignores undeclared params',
    on: 'run',
    check: (run, context, report) => checkParams(run, context, report, true),
  },
  {
    code: 'TW314',
    slug: 'unknown-pipeline-run-workspace',
    title: 'unknown workspace of a PipelineRun',
    why: 'Tekton creates the volume, and no task uses it',
    source:
      'docs/pipelineruns.md "Specifying Workspaces"; pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go ValidateWorkspaceBindings',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-run',
    check: (run, context, report) => checkWorkspaces(run, context, report, false),
  },
  {
    code: 'TW336',
    slug: 'misspelt-run-workspace',
    title: 'misspelt workspace of a PipelineRun',
    why: 'the name is similar to that of a declared workspace: no task uses the volume, and the declared workspace stays unbound',
    source: 'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go ValidateWorkspaceBindings (extra ones are allowed)',
    severity: 'error',
    stricter: 'Tekton silently ignores workspaces that the Pipeline does not declare',
    on: 'pipeline-run',
    check: (run, context, report) => checkWorkspaces(run, context, report, true),
  },
];

type Named = Loose<{ readonly name: string }>;

function checkParams(run: RunView, context: Context, report: Report, isMisspelt: boolean): void {
  const target = context.lookup.targetOf(run);
  // Tekton propagates all params to an embedded spec, declared or not
  if (target === undefined || run.embedded !== undefined) return;
  const owner = run.kind === 'TaskRun' ? 'Task' : 'Pipeline';
  checkNames('params', run.spec.params, target.params, owner, { context, report, isMisspelt });
}

function checkWorkspaces(run: RunView, context: Context, report: Report, isMisspelt: boolean): void {
  const target = context.lookup.targetOf(run);
  if (target === undefined || run.embedded !== undefined) return;
  checkNames('workspaces', run.spec.workspaces, target.workspaces, 'Pipeline', { context, report, isMisspelt });
}

interface Mode {
  readonly context: Context;
  readonly report: Report;
  /** Whether to report names that are similar to a declared one, or the other names. */
  readonly isMisspelt: boolean;
}

function checkNames(
  field: 'params' | 'workspaces',
  given: readonly Named[] | undefined,
  declared: ReadonlyMap<string, unknown>,
  owner: 'Task' | 'Pipeline',
  { context, report, isMisspelt }: Mode,
): void {
  const extra = items(given).filter(({ item: { name = '' } }) => !declared.has(name));
  if (extra.length === 0) return;
  const names = new Set(items(given).map(({ item }) => item.name));
  const open = [...declared.keys()].filter((name) => !names.has(name));
  for (const { at, item } of extra) {
    const { name = '' } = item;
    const isNear = context.suggest(name, open).includes('did you mean');
    if (isNear === isMisspelt)
      report(
        [field, at, ...(field === 'workspaces' ? ['name'] : [])],
        `unknown ${field.slice(0, -1)} ${quoted(name)} of the ${owner}${context.suggest(name, declared.keys())}`,
      );
  }
}

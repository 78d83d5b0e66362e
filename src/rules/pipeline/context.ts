import { quoted } from '../../diagnostics';
import { fieldsWith, leadsInto } from '../../spec';
import { contextsOfTask } from '../checks/task-variables';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineUse } from '../view/pipeline-view';

/** Rules about context and workspace variables in a Pipeline. */
export const pipelineContextRules: readonly Rule[] = [
  {
    code: 'TW239',
    slug: 'unknown-pipeline-context',
    title: 'unknown context variable in a Pipeline',
    why: 'admission refuses the Pipeline, or the task gets the literal variable',
    source:
      'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineContextVariables; pkg/reconciler/pipelinerun/resources/apply.go ApplyPipelineTaskContexts',
    severity: 'error',
    stricter: 'Tekton checks only params and matrix of the last task',
    on: 'pipeline-use',
    of: 'context',
    check: checkContext,
  },
  {
    code: 'TW250',
    slug: 'invalid-workspace-variable',
    title: 'invalid workspace variable in a Pipeline',
    why: 'the variable is not replaced: the condition is never true, or the task gets the literal "$(workspaces.name.path)"',
    source: 'pkg/reconciler/pipelinerun/resources/apply.go ApplyWorkspaces (replaces only workspaces.name.bound)',
    severity: 'error',
    stricter: 'Tekton ignores unknown variables',
    on: 'pipeline-use',
    of: 'workspace',
    check: checkWorkspace,
  },
];

const known: ReadonlyMap<string, readonly string[]> = new Map([
  ['pipelineRun', ['name', 'namespace', 'uid']],
  ['pipeline', ['name']],
  ['pipelineTask', ['retries']],
]);

const replaced = fieldsWith('replaced', 'pipelineTask');

function checkContext(use: PipelineUse<'context'>, context: Context, report: Report): void {
  const { variable, body, path } = use;
  if (!leadsInto(replaced, path)) return;
  // the TaskRun replaces them in the values of its params (taskrun.go applies contexts after params)
  if (contextsOfTask.includes(variable.path) && (path[0] === 'params' || path[0] === 'matrix')) return;
  const [scope = '', ...rest] = variable.path.split('.');
  const names = known.get(scope);
  const name = rest.join('.');
  if (names === undefined) report([], `unknown variable "$(${body})"${context.suggest(scope, known.keys())}`);
  else if (!names.includes(name)) report([], `unknown variable "$(${body})"${context.suggest(name, names)}`);
  else if (scope === 'pipelineTask' && !isOfTask(use)) report([], `"$(${body})" is replaced only in params, matrix and displayName`);
}

/** Whether Tekton replaces `context.pipelineTask` variables in the field. */
function isOfTask({ path: [first] }: PipelineUse): boolean {
  return first === 'params' || first === 'matrix' || first === 'displayName';
}

function checkWorkspace(use: PipelineUse<'workspace'>, context: Context, report: Report): void {
  const { variable, body, path, owner } = use;
  const { name, field } = variable;
  const { workspaces, given } = owner.pipeline;
  const isValueOfTask = path[0] === 'params' || path[0] === 'matrix';
  if (!leadsInto(replaced, path)) return;
  if (field === 'bound' && (workspaces.has(name) || given.has(name))) {
    if (path[0] === 'displayName' && owner.spec.matrix !== undefined)
      report([], `"$(${body})" is not replaced in the displayName of a task with a matrix`);
  } else if (!isValueOfTask) reportUnknown(use, context, report);
  // the TaskRun replaces the remaining variables in the values of its params
  else if (context.lookup.taskOf(owner)?.workspaces.has(name) === false) reportUnknown(use, context, report);
}

function reportUnknown({ variable: { name, field }, body, owner }: PipelineUse<'workspace'>, context: Context, report: Report): void {
  const { workspaces } = owner.pipeline;
  if (!workspaces.has(name)) report([], `unknown workspace ${quoted(name)} of the pipeline${context.suggest(name, workspaces.keys())}`);
  else report([], `"$(${body})" is not replaced in pipelines${context.suggest(field, ['bound'])}`);
}

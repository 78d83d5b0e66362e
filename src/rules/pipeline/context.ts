import { quoted } from '../../diagnostics';
import { contextsOfTask } from '../checks/task-variables';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isValue } from '../set/place';
import type { PipelineUse } from '../view/pipeline-view';

/** What a pipeline may say of its run and of workspaces. */
export const pipelineContextRules: readonly Rule[] = [
  {
    code: 'TW239',
    slug: 'unknown-pipeline-context',
    title: 'unknown context variable in a Pipeline',
    why: 'admission refuses the Pipeline, or the task gets the text as it is written',
    source:
      'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineContextVariables; pkg/reconciler/pipelinerun/resources/apply.go ApplyPipelineTaskContexts',
    severity: 'error',
    stricter: 'Tekton looks at params and matrix of the last task only',
    on: 'pipeline-use',
    of: 'context',
    check: checkContext,
  },
  {
    code: 'TW250',
    slug: 'invalid-workspace-variable',
    title: 'invalid workspace variable in a Pipeline',
    why: 'the text stays as it is written: the condition never holds, or the task gets "$(workspaces.name.path)"',
    source: 'pkg/reconciler/pipelinerun/resources/apply.go ApplyWorkspaces (fills in workspaces.name.bound only)',
    severity: 'error',
    stricter: 'Tekton leaves alone what it does not know',
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

/** Fields besides `params`, `matrix` and `when` in which Tekton fills in what it knows of the run and of workspaces. */
const otherFields: ReadonlySet<string | number | undefined> = new Set(['displayName', 'workspaces', 'taskRef', 'onError']);

function checkContext(use: PipelineUse<'context'>, context: Context, report: Report): void {
  const { variable, body, path } = use;
  if (!isValue(use) && !otherFields.has(path[0])) return;
  // a Task fills them in itself when a param hands it the text (taskrun.go applies contexts after params)
  if (contextsOfTask.includes(variable.path) && (path[0] === 'params' || path[0] === 'matrix')) return;
  const [scope = '', ...rest] = variable.path.split('.');
  const names = known.get(scope);
  const name = rest.join('.');
  if (names === undefined) report([], `"$(${body})" does not exist${context.suggest(scope, known.keys())}`);
  else if (!names.includes(name)) report([], `"$(${body})" does not exist${context.suggest(name, names)}`);
  else if (scope === 'pipelineTask' && !isOfTask(use)) report([], `"$(${body})" is filled in only in params, matrix and displayName`);
}

/** Whether Tekton fills in what it knows of the pipeline task itself. */
function isOfTask({ path: [first] }: PipelineUse): boolean {
  return first === 'params' || first === 'matrix' || first === 'displayName';
}

function checkWorkspace(use: PipelineUse<'workspace'>, context: Context, report: Report): void {
  const { variable, body, path, owner } = use;
  const { name, field } = variable;
  const { workspaces, given } = owner.pipeline;
  const isValueOfTask = path[0] === 'params' || path[0] === 'matrix';
  if (!isValue(use) && !otherFields.has(path[0])) return;
  if (field === 'bound' && (workspaces.has(name) || given.has(name))) {
    if (path[0] === 'displayName' && owner.spec.matrix !== undefined)
      report([], `"$(${body})" is not filled in in the displayName of a task with a matrix`);
  } else if (!isValueOfTask) reportUnknown(use, context, report);
  // a Task fills in what is left in the values of its params
  else if (context.lookup.taskOf(owner)?.workspaces.has(name) === false) reportUnknown(use, context, report);
}

function reportUnknown({ variable: { name, field }, body, owner }: PipelineUse<'workspace'>, context: Context, report: Report): void {
  const { workspaces } = owner.pipeline;
  if (!workspaces.has(name)) report([], `${quoted(name)} is not a workspace of the pipeline${context.suggest(name, workspaces.keys())}`);
  else report([], `"$(${body})" is not known to pipelines${context.suggest(field, ['bound'])}`);
}

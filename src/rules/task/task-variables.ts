import { quoted } from '../../diagnostics';
import { reportNested } from '../checks/nested';
import { checkMisspelt, taskContexts } from '../checks/task-variables';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { TaskUse } from '../view/task-view';
import { byName } from '../view/view';

/** What the texts of a Task may say about results, workspaces, steps and the run. */
export const taskVariableRules: readonly Rule[] = [
  {
    code: 'TW140',
    slug: 'undeclared-result-in-script',
    title: 'script writes an undeclared result',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateTaskResultsVariables',
    severity: 'error',
    on: 'task-use',
    of: 'result-path',
    check: (use, context, report) => {
      if (use.path[0] === 'steps' && use.path[2] === 'script') checkResult(use, context, report);
    },
  },
  {
    code: 'TW141',
    slug: 'undeclared-result',
    title: 'step refers to an undeclared result',
    why: 'the text stays as it is written, and the step writes to a file called "$(results.name.path)"',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateTaskResultsVariables (looks at scripts only)',
    severity: 'error',
    stricter: 'Tekton compares the results in scripts with the declarations, but not those in args, env and other fields',
    on: 'task-use',
    of: 'result-path',
    check: (use, context, report) => {
      if (use.path[0] !== 'steps' || use.path[2] !== 'script') checkResult(use, context, report);
    },
  },
  {
    code: 'TW142',
    slug: 'undeclared-workspace',
    title: 'Task refers to an undeclared workspace',
    why: 'the text stays as it is written, and the step works in a directory called "$(workspaces.name.path)"',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyWorkspaces',
    severity: 'error',
    stricter: 'Tekton does not compare $(workspaces.…) with the declarations; it is left unresolved',
    on: 'task-use',
    of: 'workspace',
    check: checkWorkspace,
  },
  {
    code: 'TW143',
    slug: 'unknown-context-variable',
    title: 'unknown context variable in a step',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateTaskContextVariables',
    severity: 'error',
    on: 'task-use',
    of: 'context',
    check: checkContext,
  },
  {
    code: 'TW138',
    slug: 'pipeline-variable-in-task',
    title: 'Task refers to a variable of the pipeline',
    why: 'the text stays as it is written, and a shell would run it as a command',
    source:
      'pkg/reconciler/taskrun/resources/apply.go getContextReplacements; pkg/reconciler/pipelinerun/resources/apply.go propagateParams (into a taskSpec only)',
    severity: 'error',
    stricter: 'Tekton leaves alone what it does not know',
    on: 'task-use',
    of: 'context',
    check: checkPipelineContext,
  },
  {
    code: 'TW144',
    slug: 'undeclared-step-result',
    title: 'script writes an undeclared step result',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateStepResultsVariables',
    severity: 'error',
    on: 'task-use',
    of: 'result-path',
    check: checkStepResult,
  },
  {
    code: 'TW145',
    slug: 'misplaced-step-result',
    title: 'step result outside env, command and args',
    why: 'admission refuses the Task: anywhere else they would not be there yet',
    source: 'pkg/apis/pipeline/v1/container_validation.go validateStepResultReference',
    severity: 'error',
    on: 'task-use',
    of: 'step-result',
    check: checkStepResultPlace,
  },
  {
    code: 'TW146',
    slug: 'step-result-before-step',
    title: 'step uses a result of a later step',
    why: 'the text stays as it is written, or the step fails when it starts',
    source: 'cmd/entrypoint/subcommands and pkg/entrypoint/entrypointer.go applyStepResultSubstitutions',
    severity: 'error',
    stricter: 'Tekton looks for the step only when the container starts',
    on: 'task-use',
    of: 'step-result',
    check: checkStepOrder,
  },
  {
    code: 'TW147',
    slug: 'unknown-variable',
    title: 'unknown variable in a Task',
    why: 'the text stays as it is written, and a shell would run it as a command',
    source: 'docs/variables.md; removed in v1: inputs.params, outputs.resources',
    severity: 'error',
    stricter: 'Tekton leaves alone what it does not know; these words are misspelt or belong to older versions',
    on: 'task-use',
    of: 'other',
    check: checkMisspelt,
  },
  {
    code: 'TW149',
    slug: 'nested-task-variable',
    title: 'variable inside a variable in a Task',
    why: 'Tekton replaces the inner one only, and the outer one stays in the text as it is written',
    source: 'pkg/substitution/substitution.go ApplyReplacements',
    severity: 'error',
    stricter: 'Tekton admits most nested variables and never replaces the outer one',
    on: 'task-use',
    check: reportNested,
  },
  {
    code: 'TW148',
    slug: 'gated-task-artifact',
    title: 'step uses artifacts, which a feature gate forbids',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go validateArtifactsReferencesInStep',
    severity: 'error',
    on: 'task-use',
    check: checkArtifact,
  },
];

/** The step in which a text stands. */
function stepOf({ path, owner }: TaskUse): NonNullable<TaskUse['owner']['spec']['steps']>[number] | undefined {
  const [list, at] = path;
  return list === 'steps' && typeof at === 'number' ? owner.spec.steps?.[at] : undefined;
}

function checkResult(use: TaskUse<'result-path'>, context: Context, report: Report): void {
  const { variable, body, owner } = use;
  if (body.startsWith('step.') || owner.results.has(variable.name)) return;
  const isOfStep = byName(stepOf(use)?.results).has(variable.name);
  const way = isOfStep
    ? `; for the step's own result write $(step.results.${variable.name}.path)`
    : context.suggest(variable.name, owner.results.keys());
  report([], `${quoted(variable.name)} is not a result of the Task${way}`);
}

function checkWorkspace({ variable, owner }: TaskUse<'workspace'>, context: Context, report: Report): void {
  // to an embedded Task the run hands down workspaces that it need not declare
  if (!owner.isObject || owner.workspaces.has(variable.name)) return;
  report([], `${quoted(variable.name)} is not a workspace of the Task${context.suggest(variable.name, owner.workspaces.keys())}`);
}

function checkContext({ variable, body, path }: TaskUse<'context'>, context: Context, report: Report): void {
  const [scope = '', ...rest] = variable.path.split('.');
  const names = taskContexts.get(scope);
  const name = rest.join('.');
  if (path[0] === 'steps' && names !== undefined && !names.includes(name))
    report([], `"$(${body})" does not exist${context.suggest(name, names)}`);
}

const filledFields: ReadonlySet<string | number | undefined> = new Set(['steps', 'sidecars', 'stepTemplate', 'volumes', 'workspaces']);

function checkPipelineContext({ variable, body, path, owner: { field } }: TaskUse<'context'>, _: Context, report: Report): void {
  const [scope = ''] = variable.path.split('.');
  if (!filledFields.has(path[0]) || !scope.startsWith('pipeline')) return;
  // what is known of the run, Tekton fills in where the Task is written into a pipeline
  const isInPipeline = field.includes('tasks') || field.includes('finally');
  if (isInPipeline && scope !== 'pipelineTask') return;
  report([], `"$(${body})" is known to pipelines only`, 'declare a param, and let the pipeline task set it');
}

function checkStepResult(use: TaskUse<'result-path'>, context: Context, report: Report): void {
  const { variable, body, path } = use;
  const step = stepOf(use);
  if (path[2] !== 'script' || !body.startsWith('step.') || step?.results === undefined || step.results.length === 0) return;
  const results = byName(step.results);
  if (!results.has(variable.name))
    report([], `${quoted(variable.name)} is not a result of the step${context.suggest(variable.name, results.keys())}`);
}

const lateFields: ReadonlySet<string | number | undefined> = new Set([
  'name',
  'image',
  'script',
  'imagePullPolicy',
  'workingDir',
  'envFrom',
  'volumeMounts',
  'volumeDevices',
]);

function checkStepResultPlace({ body, path: [list, , field] }: TaskUse<'step-result'>, _: Context, report: Report): void {
  if (list !== 'steps' || !lateFields.has(field)) return;
  const fix = field === 'script' ? 'set an env variable to it and use that in the script' : undefined;
  report([], `"$(${body})" cannot stand in ${field}; only in env, command and args`, fix);
}

function checkStepOrder({ variable, path: [list, at], owner }: TaskUse<'step-result'>, context: Context, report: Report): void {
  const places = context.memo.stepPlaces(owner);
  const place = places.get(variable.step);
  if (place === undefined) report([], `${quoted(variable.step)} is not a step of the Task${context.suggest(variable.step, places.keys())}`);
  else if (list === 'steps' && typeof at === 'number' && place >= at)
    report([], `step ${quoted(variable.step)} has not run yet when this step starts`);
}

const ARTIFACT = /^(step\.)?artifacts\.path$|^(steps|tasks)\.[^.]+\.(inputs|outputs)\.[^.]+$/;
const artifactFields: ReadonlySet<string | number | undefined> = new Set(['script', 'command', 'args', 'env']);

function checkArtifact({ body, path }: TaskUse, context: Context, report: Report): void {
  if (path[0] !== 'steps' || !artifactFields.has(path[2]) || !ARTIFACT.test(body)) return;
  if (context.options.feature('enable-artifacts', 'false') === 'true') return;
  report([], `"$(${body})" is an artifact, which the cluster refuses`, 'set the feature flag enable-artifacts to "true"');
}

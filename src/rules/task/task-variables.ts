import { quoted } from '../../diagnostics';
import { fieldsWith } from '../../spec';
import { artifactFix, artifactFixInValue } from '../checks/artifacts';
import { reportNested } from '../checks/nested';
import { isProse } from '../checks/prose';
import { checkMisspelt, scopeInLowerCase, taskContexts } from '../checks/task-variables';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isInFolder } from '../set/pipelines-as-code';
import type { TaskUse } from '../view/task-view';
import { usesIn } from '../view/use';
import { byName, items } from '../view/view';

/** Rules about variables of results, workspaces, steps and the run in a Task. */
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
    why: 'the variable is not replaced, so the step writes to a file called "$(results.name.path)"',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateTaskResultsVariables (checks scripts only)',
    severity: 'error',
    stricter: 'Tekton checks result names in scripts, but not in args, env and other fields',
    on: 'task-use',
    of: 'result-path',
    check: (use, context, report) => {
      if (use.body.startsWith('step.')) checkOwnResult(use, context, report);
      else if ((use.path[0] !== 'steps' || use.path[2] !== 'script') && !isProse(use, context)) checkResult(use, context, report);
    },
  },
  {
    code: 'TW142',
    slug: 'undeclared-workspace',
    title: 'Task refers to an undeclared workspace',
    why: 'the variable is not replaced, so the step uses a directory called "$(workspaces.name.path)"',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyWorkspaces',
    severity: 'error',
    stricter: 'Tekton does not compare $(workspaces.…) with the declarations, and leaves unknown ones unreplaced',
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
    title: 'Task uses a pipeline variable',
    why: 'the variable is not replaced, and a shell would run it as a command',
    source:
      'pkg/reconciler/taskrun/resources/apply.go getContextReplacements; pkg/reconciler/pipelinerun/resources/apply.go propagateParams (into a taskSpec only)',
    severity: 'error',
    stricter: 'Tekton ignores unknown variables',
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
    why: 'admission refuses the Task: the result exists only after its step, and other fields are read before that',
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
    why: 'the variable is not replaced, or the step fails when it starts',
    source: 'cmd/entrypoint/subcommands and pkg/entrypoint/entrypointer.go applyStepResultSubstitutions',
    severity: 'error',
    stricter: 'Tekton checks the step only when the container starts',
    on: 'task-use',
    of: 'step-result',
    check: checkStepOrder,
  },
  {
    code: 'TW147',
    slug: 'unknown-variable',
    title: 'unknown variable in a Task',
    why: 'the variable is not replaced, and a shell would run it as a command',
    source: 'docs/variables.md; removed in v1: inputs.params, outputs.resources',
    severity: 'error',
    stricter: 'Tekton ignores unknown variables; the reported ones are misspelt or belong to older versions',
    on: 'task-use',
    of: 'other',
    check: (use, context, report) => {
      // TW511 looks at scripts, where a command may have any name
      const isCommand = use.path[use.path.length - 1] === 'script' && scopeInLowerCase(use.body) !== undefined;
      if (!isCommand && !isProse(use, context)) checkMisspelt(use, context, report);
    },
  },
  {
    code: 'TW149',
    slug: 'nested-task-variable',
    title: 'variable inside a variable in a Task',
    why: 'Tekton replaces only the inner variable; the outer one stays in the string',
    source: 'pkg/substitution/substitution.go ApplyReplacements',
    severity: 'error',
    stricter: 'Tekton accepts most nested variables and never replaces the outer one',
    on: 'task-use',
    check: reportNested,
  },
  {
    code: 'TW148',
    slug: 'gated-task-artifact',
    title: 'step uses artifacts behind a disabled feature gate',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go validateArtifactsReferencesInStep',
    severity: 'error',
    on: 'task-use',
    check: checkArtifact,
  },
];

/** The step that contains the variable. */
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
  report([], `unknown result ${quoted(variable.name)} of the Task${way}`);
}

/** A result of the step itself, whose path Tekton writes into the fields of this step only (apply.go getStepResultReplacements). */
function checkOwnResult(use: TaskUse<'result-path'>, context: Context, report: Report): void {
  const { variable, body, path, owner } = use;
  // Tekton merges the stepTemplate into the steps first, and TW144 reports what it refuses
  if (path[0] === 'stepTemplate' || !filledFields.has(path[0]) || isProse(use, context)) return;
  const step = stepOf(use);
  if (step === undefined) report([], `"$(${body})" is replaced in the fields of its step only, not in ${path[0]}`);
  else if (!byName(step.results).has(variable.name) && !(path[2] === 'script' && step.results !== undefined)) {
    const other = items(owner.spec.steps).find(({ item }) => byName(item.results).has(variable.name))?.item.name;
    const way = other === undefined ? context.suggest(variable.name, byName(step.results).keys()) : `; step ${quoted(other)} has it`;
    report([], `unknown result ${quoted(variable.name)} of the step${way}`);
  }
}

function checkWorkspace(use: TaskUse<'workspace'>, context: Context, report: Report): void {
  const { variable, owner } = use;
  // a run provides workspaces to an embedded Task, which need not declare them
  if (
    (!owner.isObject && !isUnboundInTaskRun(use)) ||
    owner.workspaces.has(variable.name) ||
    isProse(use, context) ||
    isInFolder(owner.document)
  )
    return;
  report([], `unknown workspace ${quoted(variable.name)} of the Task${context.suggest(variable.name, owner.workspaces.keys())}`);
}

function checkContext({ variable, body, path }: TaskUse<'context'>, context: Context, report: Report): void {
  const [scope = '', ...rest] = variable.path.split('.');
  const names = taskContexts.get(scope);
  const name = rest.join('.');
  if (path[0] === 'steps' && names !== undefined && !names.includes(name))
    report([], `unknown variable "$(${body})"${context.suggest(name, names)}`);
}

/** Whether the Task is written into a TaskRun that binds no workspace of this name. */
function isUnboundInTaskRun({ variable, owner: { document, field } }: TaskUse<'workspace'>): boolean {
  const { kind, spec } = document.manifest as { readonly kind?: unknown; readonly spec?: { readonly workspaces?: unknown } };
  // whether one is bound may be asked of any name
  if (kind !== 'TaskRun' || field.length !== 2 || variable.field === 'bound' || variable.field === '') return false;
  const bound = Array.isArray(spec?.workspaces) ? (spec.workspaces as readonly ({ readonly name?: unknown } | null)[]) : [];
  return bound.every((one) => one?.name !== variable.name && !String(one?.name).includes('$('));
}

const filledFields = fieldsWith('replaced', 'Task');

function checkPipelineContext(use: TaskUse<'context'>, context: Context, report: Report): void {
  const { variable, body, path, owner } = use;
  const { field } = owner;
  const [scope = ''] = variable.path.split('.');
  if (!filledFields.has(path[0]) || !scope.startsWith('pipeline')) return;
  // in a Task that is embedded in a pipeline, Tekton replaces these variables
  const isInPipeline = field.includes('tasks') || field.includes('finally');
  if ((isInPipeline && scope !== 'pipelineTask') || isProse(use, context)) return;
  report([], `"$(${body})" is available in pipelines only`, 'declare a param, and let the pipeline task set it');
}

function checkStepResult(use: TaskUse<'result-path'>, context: Context, report: Report): void {
  const { variable, body, path } = use;
  const step = stepOf(use);
  if (path[2] !== 'script' || !body.startsWith('step.') || step?.results === undefined) return;
  const results = byName(step.results);
  if (!results.has(variable.name))
    report([], `unknown result ${quoted(variable.name)} of the step${context.suggest(variable.name, results.keys())}`);
}

const earlyFields = fieldsWith('early', 'step');

function checkStepResultPlace({ body, path: [list, , field] }: TaskUse<'step-result'>, _: Context, report: Report): void {
  if (list !== 'steps' || !earlyFields.has(field)) return;
  const fix = field === 'script' ? 'set an environment variable to it, and use that in the script' : undefined;
  report([], `"$(${body})" is not allowed in ${field}; use it in env, command or args`, fix);
}

function checkStepOrder({ variable, path: [list, at], owner }: TaskUse<'step-result'>, context: Context, report: Report): void {
  const places = context.memo.stepPlaces(owner);
  const place = places.get(variable.step);
  if (place === undefined) report([], `unknown step ${quoted(variable.step)} of the Task${context.suggest(variable.step, places.keys())}`);
  else if (list === 'steps' && typeof at === 'number' && place >= at)
    report([], `step ${quoted(variable.step)} has not run yet when this step starts`);
}

const artifactFields = fieldsWith('artifacts', 'step');

function checkArtifact(use: TaskUse, context: Context, report: Report): void {
  const { body, path } = use;
  const field = path[0] === 'stepTemplate' ? path[1] : path[2];
  const isOfSteps = path[0] === 'steps' || path[0] === 'stepTemplate';
  const isReached = isOfSteps && field === 'params' && reachesProcess(use, context);
  const fix = isReached
    ? artifactFixInValue(body, context)
    : isOfSteps && artifactFields.has(field)
      ? artifactFix(body, context)
      : undefined;
  if (fix !== undefined) report([], `the cluster refuses artifacts such as "$(${body})"`, fix);
}

/** Whether the StepAction of the step uses the param that holds the variable in its command, arguments, script or environment. */
function reachesProcess(use: TaskUse, { lookup }: Context): boolean {
  const { ref, params } = stepOf(use) ?? {};
  const name = params?.[Number(use.path[3])]?.name;
  const action = ref?.name === undefined || ref.resolver ? undefined : lookup.stepAction(use.owner.document, ref.name);
  if (action === undefined || name === undefined) return false;
  return usesIn(action.spec, action).some(
    ({ variable, path }) => variable.kind === 'param' && variable.name === name && artifactFields.has(path[0]),
  );
}

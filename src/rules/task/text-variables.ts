import { fieldsWith, leadsInto } from '../../spec';
import { isProse } from '../checks/prose';
import {
  exposedStepName,
  kindsOfPipelines,
  paramFormProblem,
  resultFormProblem,
  resultNameIn,
  type VariableProblem,
  variableProblem,
} from '../checks/variable-problems';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isGenerated } from '../set/generated-resources';
import type { TaskUse } from '../view/task-view';
import { byName, items } from '../view/view';

/** Rules about variables in a Task that Tekton does not recognise or replace. */
export const textVariableRules: readonly Rule[] = [
  {
    code: 'TW180',
    slug: 'unclosed-variable',
    title: 'unclosed variable in a Task',
    why: 'Tekton reads everything up to the next ")" of the line as the name of the variable, and admission refuses the Task',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString',
    severity: 'error',
    exception: 'without another ")" in the line, Tekton sees no variable, and the step gets the literal string',
    on: 'task-use',
    of: 'unclosed',
    check: (use, context, report) => {
      if (isFilled(use) && !isHarmless(use, context)) report([], `"$(${shortened(use.body)}" has no ")"`, `write "$(${nameOf(use.body)})"`);
    },
  },
  {
    code: 'TW181',
    slug: 'invalid-result-path',
    title: 'result reference without .path in a Task',
    why: 'a Task writes a result to $(results.name.path): admission refuses other forms in scripts, and Tekton does not replace them in other fields',
    source:
      'pkg/apis/pipeline/v1/task_validation.go validateTaskResultsVariables, ValidateStepResultsVariables; pkg/reconciler/taskrun/resources/apply.go ApplyResults',
    severity: 'error',
    exception: 'when the result is declared, or outside scripts, Tekton accepts the reference and does not replace it',
    on: 'task-use',
    of: ['other', 'result-path'],
    check: checkResultForm,
  },
  {
    code: 'TW182',
    slug: 'unread-param-reference',
    title: 'malformed reference to a param',
    why: 'Tekton reads brackets and further dots as part of the name, and admission refuses the Task',
    source:
      'pkg/substitution/substitution.go ExtractVariablesFromString; pkg/reconciler/taskrun/resources/apply.go objectIndividualVariablePattern',
    severity: 'error',
    exception: 'outside steps, Tekton does not check the reference, and the container gets it literally',
    on: 'task-use',
    of: 'param',
    check: (use, context, report) => {
      const { variable, body, owner } = use;
      const problem = variable.extra || owner.scope.find(variable.name) === undefined ? undefined : paramFormProblem(variable, body);
      if (problem !== undefined && !isProse(use, context)) report([], problem.message, problem.fix);
    },
  },
  {
    code: 'TW183',
    slug: 'unresolved-variable',
    title: 'variable in a Task is not replaced',
    why: 'the step gets the literal "$(workspaces.source.name)"',
    source: 'docs/variables.md; pkg/reconciler/taskrun/resources/apply.go ApplyWorkspaces, ApplyStepExitCodePath, ApplyContexts',
    severity: 'error',
    stricter: 'Tekton ignores unknown variables',
    on: 'task-use',
    of: ['step-result', 'other', 'workspace', 'context', ...kindsOfPipelines],
    check: checkUnresolved,
  },
];

const filled = fieldsWith('replaced', 'Task');

/** Whether Tekton replaces variables in the field. */
function isFilled({ path }: TaskUse): boolean {
  return leadsInto(filled, path);
}

/** Whether the variable is in prose, which includes comments of scripts only if Tekton accepts it there. */
function isHarmless(use: TaskUse<'unclosed'>, context: Context): boolean {
  return isProse(use, context) && !(use.variable.isRead && use.path[0] === 'steps' && /^(?:params|results)[.[]/.test(use.body));
}

function shortened(body: string): string {
  return body.length > 60 ? `${body.slice(0, 60)}…` : body;
}

/** The likely name at the start of an unclosed variable. */
function nameOf(body: string): string {
  return /^[\w.-]*(?:\[['"]?[\w.*-]*['"]?\])?/.exec(body)?.[0] ?? body;
}

const RESULT = /^\s*(?:step\.)?results?(?:[.[]|\s*$)/;

function checkResultForm(use: TaskUse, context: Context, report: Report): void {
  const { body, path, owner, variable } = use;
  if (!isFilled(use)) return;
  const isOfStep = body.startsWith('step.');
  const [list, at] = path;
  const step = list === 'steps' && typeof at === 'number' ? owner.spec.steps?.[at] : undefined;
  const names = isOfStep ? [...byName(step?.results).keys()] : [...owner.results.keys()];
  const problem = resultFormProblem(body, names, isOfStep ? 'step' : 'Task', (name, all) => context.suggest(name, all));
  if (problem === undefined) return;
  const isUnknown = !names.includes(resultNameIn(body));
  // TW140, TW141 and TW144 report unknown names in a path
  if (variable.kind === 'result-path' && isUnknown) return;
  const isRefused = isUnknown && path[0] === 'steps' && path[2] === 'script' && (!isOfStep || names.length > 0);
  if (isRefused || !isProse(use, context)) report([], problem.message, problem.fix);
}

const containerFields = fieldsWith('ordering', 'step');

/** Whether it is a result of a finally task, in a field where Tekton neither refuses (TW224) nor replaces it. */
function isLost({ variable, path: [list, ...field] }: TaskUse, isInPipeline: boolean): boolean {
  if (variable.kind !== 'finally-result' || !isInPipeline) return false;
  const isContainer = list === 'steps' || list === 'sidecars';
  return !((isContainer || list === 'stepTemplate') && leadsInto(containerFields, isContainer ? field.slice(1) : field));
}

/** The names of the results of a step, which its StepAction may declare. */
function resultsOfStep({ spec, document }: TaskUse['owner'], name: string, { lookup }: Context): ReadonlySet<string> | undefined {
  const step = byName(spec.steps).get(name);
  if (step === undefined) return undefined;
  if (step.ref === undefined) return new Set(byName(step.results).keys());
  const action = step.ref.name === undefined || step.ref.resolver ? undefined : lookup.stepAction(document, step.ref.name);
  return action === undefined ? undefined : new Set(byName(action.spec.results).keys());
}

function checkUnresolved(use: TaskUse, context: Context, report: Report): void {
  const { owner } = use;
  // a Pipeline replaces variables of its tasks and its run
  const isInPipeline = owner.field.includes('tasks') || owner.field.includes('finally');
  const isValue = use.path[0] === 'results' && use.variable.kind === 'step-result';
  if (!(isFilled(use) || isValue) || RESULT.test(use.body)) return;
  const [part] = use.path;
  const problem: VariableProblem | undefined = isLost(use, isInPipeline)
    ? { message: `Tekton does not replace "$(${use.body})" here` }
    : variableProblem(use, {
        isInPipeline,
        part,
        isScript: use.path[use.path.length - 1] === 'script',
        isGenerated: isGenerated(owner.document),
        hasParam: (name) => owner.scope.find(name) !== undefined,
        resultsOf: (name) => resultsOfStep(owner, name, context),
        suggest: (name, names) => context.suggest(name, names),
        steps: () => items(owner.spec.steps).map(({ at, item }) => exposedStepName(item.name, at)),
        isContextChecked: use.path[0] === 'steps',
      });
  if (problem !== undefined && !isProse(use, context)) report([], problem.message, problem.fix);
}

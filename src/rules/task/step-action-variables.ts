import { quoted } from '../../diagnostics';
import { fieldsWith, type StepActionSpec } from '../../spec';
import { enableFeature } from '../checks/enable-feature';
import { ofSpec } from '../checks/of-spec';
import { isProse } from '../checks/prose';
import { misspeltMessage } from '../checks/task-variables';
import { paramFormProblem, resultFormProblem, resultNameIn, type VariableProblem, variableProblem } from '../checks/variable-problems';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { articled, declaredParams, type Typed } from '../view/scope';
import type { TaskUse } from '../view/task-view';
import type { Use } from '../view/use';
import { usesIn } from '../view/use';
import { byName, type Loose } from '../view/view';

/** Rules about variables that Tekton does not recognise, or does not replace at their position. */
export const stepActionVariableRules: readonly Rule[] = [
  {
    code: 'TW184',
    slug: 'misplaced-step-artifact',
    title: 'artifacts of a step outside env, command, args and script',
    why: 'admission refuses the Task: artifacts exist only after their step, and other fields are read before that',
    source: 'pkg/apis/pipeline/v1/container_validation.go validateStepArtifactsReference',
    severity: 'error',
    on: 'task-use',
    of: 'other',
    check: ({ body, path }: TaskUse, _: Context, report: Report) => {
      if (path[0] === 'steps' && earlyOfStep.has(path[2]) && path[2] !== 'script' && ARTIFACT.test(body))
        report([], `"$(${body})" is not allowed in ${path[2]}; use it in env, command, args or script`);
    },
  },
  {
    code: 'TW185',
    slug: 'unread-step-action-variable',
    title: 'malformed or unknown variable in a StepAction',
    why: 'admission refuses the StepAction when a script refers to a result other than by its path, or a bracket is missing',
    source:
      'pkg/apis/pipeline/v1beta1/stepaction_validation.go StepActionSpec.Validate; pkg/substitution/substitution.go ExtractVariablesFromString',
    severity: 'error',
    exception: 'Tekton does not replace other unknown variables, and no malformed reference to a declared result',
    on: 'StepAction',
    check: ofSpec<Loose<StepActionSpec>>(checkAction),
  },
];

const early = fieldsWith('early', 'StepAction');
const earlyOfStep = fieldsWith('early', 'step');
// internal/artifactref
const ARTIFACT = /^(?:step\.artifacts\.path|steps\.[^.]+\.(?:inputs|outputs)\.[^.)]+)$/;

function checkAction(spec: Loose<StepActionSpec>, report: Report, context: Context, object: ObjectView): void {
  const names = [...byName(spec.results).keys()];
  const params = declaredParams(spec.params);
  for (const use of usesIn(spec, object)) {
    const [first] = use.path;
    if (first === 'results' || (first === 'params' && use.path[2] !== 'default')) continue;
    const problem = problemOf(use, names, context) ?? paramProblem(use, params);
    if (problem !== undefined) report(use.path, problem.message, problem.fix);
  }
}

function problemOf(use: Use<Use['variable'], ObjectView>, results: readonly string[], context: Context): VariableProblem | undefined {
  const { variable, body, path } = use;
  const suggest = (name: string, names: Iterable<string>) => context.suggest(name, names);
  const isProseHere = isProse(use, context);
  if (variable.kind === 'unclosed') return isProseHere && !variable.isRead ? undefined : { message: `"$(${body.slice(0, 60)}" has no ")"` };
  const form = resultFormProblem(body, results, 'StepAction', suggest);
  // TW166 reports unknown names
  if (form !== undefined)
    return (isProseHere && path[0] !== 'script') || (variable.kind === 'result-path' && !results.includes(resultNameIn(body)))
      ? undefined
      : form;
  if (variable.kind === 'step-result' && early.has(path[0]))
    return { message: `"$(${body})" is not allowed in ${path[0]}; use it in env, command or args` };
  if (isProseHere) return undefined;
  if (early.has(path[0]) && path[0] !== 'script' && ARTIFACT.test(body))
    return { message: `"$(${body})" is not allowed in ${path[0]}; use it in env, command, args or script` };
  if (ARTIFACT.test(body) && context.options.feature('enable-artifacts', 'false') !== 'true')
    return { message: `the cluster refuses artifacts such as "$(${body})"`, fix: enableFeature('enable-artifacts', 'true') };
  const misspelt = variable.kind === 'other' ? (misspeltMessage(body) ?? unknownOfStep(body)) : undefined;
  // TW511 reports those in scripts
  if (misspelt !== undefined) return path[0] === 'script' ? undefined : { message: misspelt };
  // the Task that uses the StepAction has other steps and workspaces
  return variableProblem(use, { isInPipeline: false, suggest, steps: () => [], isContextChecked: false, isOpen: true });
}

/** Describes a variable of the step itself that does not exist. */
function unknownOfStep(body: string): string | undefined {
  const [scope, part = '', ...rest] = body.split('.');
  if (scope !== 'step' || part === 'results' || part === 'artifacts') return undefined;
  return `unknown variable "$(${body})"; did you mean "$(${['step.results', ...rest].join('.')})"?`;
}

/** Describes a malformed reference to a declared param. TW163 and TW164 report other mistakes. */
function paramProblem(
  { variable, body }: Use<Use['variable'], ObjectView>,
  params: ReadonlyMap<string, Typed>,
): VariableProblem | undefined {
  if (variable.kind !== 'param' || variable.extra) return undefined;
  const type = params.get(variable.name)?.type;
  if (type === undefined) return undefined;
  if (variable.key !== undefined && type !== 'object')
    return { message: `"$(${body})" refers to a key of param ${quoted(variable.name)}, which is ${articled(type)}` };
  if (variable.index !== undefined && type === 'string')
    return { message: `"$(${body})" refers to an item of param ${quoted(variable.name)}, which is a string` };
  return paramFormProblem(variable, body);
}

import { quoted } from '../../diagnostics';
import type { Variable } from '../../refs';
import { contextsOfTask, isMisspelt, taskContexts } from './task-variables';

/** What is wrong with a variable, and what to write instead. */
export interface VariableProblem {
  readonly message: string;
  readonly fix?: string;
}

/** What a variable can refer to at its position. */
interface Surroundings {
  /** Whether a Pipeline or PipelineRun replaces its own variables first. */
  readonly isInPipeline: boolean;
  /** The names of steps as variables use them: `step-build`. */
  steps(): readonly string[];
  suggest(name: string, names: Iterable<string>): string;
  /** Whether another rule reports unknown names of `context.task` and `context.taskRun`. */
  readonly isContextChecked: boolean;
  /** Whether the steps are not known. @default false */
  readonly isOpen?: boolean;
  /** The results that a step declares; undefined for an unknown step, or one whose results are not known. @default - not checked */
  resultsOf?(step: string): ReadonlySet<string> | undefined;
  /** Whether there is such a param. @default - not checked */
  hasParam?(name: string): boolean;
  /** What of a Task the variable is in. @default - a part of a step */
  readonly part?: unknown;
  /** Whether it is in a script, where the name of a command may be anything. @default false */
  readonly isScript?: boolean;
  /** Whether a TriggerTemplate replaces its params first. @default false */
  readonly isGenerated?: boolean;
}

const STEP_RESULT = /^steps\.[^.[\]]+\.results\.[^.[\]]+(?:\.[^.[\]]+)?(?:\[(?:\d+|\*)\])?$/;
/** Kinds of variables that only pipelines have. */
export const kindsOfPipelines = ['task-result', 'finally-result', 'task-status', 'tasks-status', 'matrix-length', 'task-artifact'] as const;
const OF_PIPELINE: ReadonlySet<Variable['kind']> = new Set(kindsOfPipelines);
const workspaceFields = ['path', 'bound', 'claim', 'volume'];

/** Tekton's name of a step in `$(steps.<name>.exitCode.path)` (pkg/pod/pod.go StepName). */
export function exposedStepName(name: string | undefined, at: number): string {
  return name ? `step-${name}` : `step-unnamed-${at}`;
}

/** Describes why a variable in a Task or StepAction is not replaced; undefined when it may be. */
export function variableProblem(
  use: { readonly variable: Variable; readonly body: string },
  around: Surroundings,
): VariableProblem | undefined {
  const { variable, body } = use;
  switch (variable.kind) {
    case 'workspace':
      return workspaceProblem(variable, body, around);
    case 'context':
      return contextProblem(variable.path, body, around);
    case 'other':
      return otherProblem(body, around);
    case 'step-result':
      return STEP_RESULT.test(body)
        ? stepResultProblem(variable, body, around)
        : { message: `Tekton does not recognise "$(${body})"`, fix: `write $(steps.${variable.step}.results.${variable.result})` };
    case 'task-status':
    case 'tasks-status':
      if (around.isInPipeline)
        return {
          message: `Tekton does not replace "$(${body})" in an embedded Task`,
          fix: 'declare a param, and let the finally task set it to this variable',
        };
      return { message: `"$(${body})" is available in pipelines only`, fix: PARAM_FIX };
    default:
      return around.isInPipeline || !OF_PIPELINE.has(variable.kind)
        ? undefined
        : { message: `"$(${body})" is available in pipelines only`, fix: PARAM_FIX };
  }
}

const PARAM_FIX = 'declare a param, and let the pipeline task set it';

/** The parts of a Task that exist before its first step runs. */
const EARLY: ReadonlySet<unknown> = new Set(['sidecars', 'volumes', 'workspaces']);

function stepResultProblem(
  { step, result }: { readonly step: string; readonly result: string },
  body: string,
  { part, resultsOf, suggest }: Surroundings,
): VariableProblem | undefined {
  if (EARLY.has(part)) return { message: `"$(${body})" is not replaced in ${part}, which exist before the steps run` };
  const known = resultsOf?.(step);
  if (known === undefined || known.has(result)) return undefined;
  return { message: `unknown result ${quoted(result)} of step ${quoted(step)}${suggest(result, known)}` };
}

function workspaceProblem(
  { name, field }: { readonly name: string; readonly field: string },
  body: string,
  around: Surroundings,
): VariableProblem | undefined {
  if (workspaceFields.includes(field)) return undefined;
  const message = `unknown variable "$(${body})"${field === '' ? '' : around.suggest(field, workspaceFields)}`;
  return field === '' || field === 'name' ? { message, fix: `write $(workspaces.${name}.path)` } : { message };
}

const ofPipeline: readonly string[] = ['pipelineRun.name', 'pipelineRun.namespace', 'pipelineRun.uid', 'pipeline.name'];

function contextProblem(
  path: string,
  body: string,
  { suggest, isInPipeline, isContextChecked }: Surroundings,
): VariableProblem | undefined {
  const [scope = ''] = path.split('.');
  // outside of pipelines, TW138 reports these
  const isOfPipeline = scope.startsWith('pipeline') && (!isInPipeline || scope === 'pipelineTask' || ofPipeline.includes(path));
  if (contextsOfTask.includes(path) || isOfPipeline || (isContextChecked && taskContexts.has(scope))) return undefined;
  const known = isInPipeline ? [...contextsOfTask, ...ofPipeline] : contextsOfTask;
  return { message: `unknown variable "$(${body})"${suggest(path, known)}` };
}

const SPACED = /^\s*((?:params|results|workspaces|context|tasks|steps)(?:\.[\w-]+)+(?:\[(?:\d+|\*)\])?)\s*$/;

function otherProblem(body: string, around: Surroundings): VariableProblem | undefined {
  if (isMisspelt(body)) return undefined;
  const spaced = SPACED.exec(body)?.[1];
  if (spaced !== undefined && spaced !== body)
    return { message: `"$(${body})" contains blanks, so Tekton does not replace it`, fix: `write $(${spaced})` };
  if (/^steps\./.test(body)) return stepProblem(body, around);
  if (/^tasks\./.test(body) && !around.isInPipeline) return { message: `"$(${body})" is available in pipelines only`, fix: PARAM_FIX };
  const other = eventProblem(body, around) ?? olderProblem(body, around);
  if (other !== undefined) return other;
  if (/^(?:tasks|workspaces|context|params|finally)(?:\.[\w.-]*)?$/.test(body) && body !== 'context')
    return body.includes('.') ? { message: `unknown variable "$(${body})"` } : undefined;
  return undefined;
}

const EVENT = /^(?:body|header|extensions|event)\.[\w.-]+$/;

/** A variable of Triggers, which only bindings and templates know. */
function eventProblem(body: string, { isScript = false, isGenerated = false }: Surroundings): VariableProblem | undefined {
  if (/^tt\.params(?:\.|$)/.test(body) && !isGenerated)
    return { message: `"$(${body})" exists only in a TriggerTemplate`, fix: 'declare a param, and let the TriggerTemplate set it' };
  if (!EVENT.test(body) || (isScript && /\.(?:sh|bash|py|js|exe)$/.test(body))) return undefined;
  return {
    message: `"$(${body})" exists only in a TriggerBinding`,
    fix: 'let a TriggerBinding set a param of the TriggerTemplate, and the run a param',
  };
}

function olderProblem(body: string, { hasParam, suggest }: Surroundings): VariableProblem | undefined {
  if (/^credentials\.[\w.-]+$/.test(body) && body !== 'credentials.path')
    return { message: `unknown variable "$(${body})"${suggest(body, ['credentials.path'])}`, fix: 'write $(credentials.path)' };
  const name = /^inputs\.params\.([\w-]+)$/.exec(body)?.[1];
  if (name === undefined || hasParam === undefined || hasParam(name)) return undefined;
  return { message: `unknown param ${quoted(name)} of the Task`, fix: `declare it, and write $(params.${name})` };
}

const EXIT = /^steps\.(.+)\.exitCode\.path$/;
const ARTIFACT = /^steps\.[^.]+\.(?:inputs|outputs)(?:\.[^.]+)?$/;

function stepProblem(body: string, { steps, suggest, isOpen = false, part }: Surroundings): VariableProblem | undefined {
  if (ARTIFACT.test(body) && EARLY.has(part))
    return { message: `"$(${body})" is not replaced in ${part}, which exist before the steps run` };
  if (ARTIFACT.test(body) || /^steps\.[^.]+\.results\./.test(body)) return undefined;
  const known = steps();
  const name = EXIT.exec(body)?.[1];
  if (name === undefined) return { message: `unknown variable "$(${body})"; a step has results, exitCode.path, inputs and outputs` };
  if (isOpen || known.includes(name)) return undefined;
  const meant = `step-${name}`;
  return known.includes(meant)
    ? {
        message: `the name of the step is ${quoted(meant)} here, so "$(${body})" is not replaced`,
        fix: `write $(steps.${meant}.exitCode.path)`,
      }
    : { message: `unknown step ${quoted(name)}${suggest(name, known)}` };
}

const RESULT = /^(step\.)?results[.[]/;
const PATH = /^(?:step\.)?results(?:\.[^.[\]]+|\[(?:'[^']+'|"[^"]+")\])\.path$/;
const NAME = /^(?:step\.)?results(?:\.([^.[\]]*)|\[['"]([^'"]*)['"]\])/;

/** The name in a reference to a result, in any form. */
export function resultNameIn(body: string): string {
  const [, plain, quotedName = ''] = NAME.exec(body) ?? [];
  return plain ?? quotedName;
}

/** Describes a reference to a result of a Task or step that is not its path; undefined for a path and for other variables. */
export function resultFormProblem(
  body: string,
  names: readonly string[],
  owner: 'Task' | 'step' | 'StepAction',
  suggest: Surroundings['suggest'],
): VariableProblem | undefined {
  const [, prefix = ''] = RESULT.exec(body) ?? [undefined, NONE];
  if (prefix === NONE || PATH.test(body)) return undefined;
  const name = resultNameIn(body);
  const unknown = name === '' || names.includes(name) ? '' : `; unknown result ${quoted(name)} of the ${owner}${suggest(name, names)}`;
  return { message: `"$(${body})" is not the path of a result${unknown}`, fix: `write $(${prefix}results.${name || '<name>'}.path)` };
}

const NONE = ' ';

const PARAM = /^params(?:\.[^.[\]()'"]+\.[^.[\]()'"]+|(?:\.[^.[\]()'"]+|\[(?:'[^'\]]+'|"[^"\]]+")\])(?:\[(?:\d+|\*)\])?)$/;

/** Describes a reference to a declared param that Tekton does not recognise; undefined for a valid one. */
export function paramFormProblem(
  { name, key }: { readonly name: string; readonly key?: string },
  body: string,
): VariableProblem | undefined {
  if (PARAM.test(body)) return undefined;
  const what = key === undefined ? '' : ` as a key of param ${quoted(name)}`;
  return { message: `Tekton does not recognise "$(${body})"${what}`, fix: `write $(params.${name}${key === undefined ? '' : `.${key}`})` };
}

import { type FieldPath, quoted } from '../../diagnostics';
import { type Graph, graphOf, layers, tryFindCycle } from '../../graph';
import { fateInRun } from '../../refs';
import type { ParamSpec, StepActionSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { takesValue } from '../set/place';
import type { ObjectView } from '../view/object-view';
import type { PipelineView } from '../view/pipeline-view';
import { declaredParams, typed } from '../view/scope';
import { type Use, usesIn } from '../view/use';
import { items, type Loose, type View } from '../view/view';
import type { ParamView } from '../view/views';

/** Defaults that are made of other params. */
export const paramDefaultRules: readonly Rule[] = [
  {
    code: 'TW259',
    slug: 'unresolved-param-default',
    title: 'param default refers to a value that is not yet known',
    why: 'a run that leaves the param out fails at once with PipelineValidationFailed: "references undefined param"',
    source: 'pkg/reconciler/pipelinerun/resources/apply.go resolveStringParamRecursively',
    severity: 'error',
    on: 'pipeline',
    fields: ['params'],
    check: checkDefaults,
  },
  {
    code: 'TW175',
    slug: 'invalid-step-action-default',
    title: "invalid default of a StepAction's param",
    why: 'a run that leaves the param out fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/resources/apply.go applyStepActionParameters',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Pick<StepActionSpec, 'params'>>(checkAction),
  },
  {
    code: 'TW179',
    slug: 'variable-in-param-default',
    title: 'variable in a param default that nothing replaces',
    why: 'the step gets "$(tasks.status)" as it is written, or the TaskRun fails with "non-existent variable"',
    source:
      'pkg/reconciler/pipelinerun/resources/apply.go ApplyContexts, pkg/reconciler/taskrun/resources/apply.go ApplyContexts, taskrun.go createPod',
    severity: 'error',
    stricter: 'Tekton admits the default, and finds some of them only when the TaskRun starts',
    on: 'param',
    check: checkVariables,
  },
];

// pkg/reconciler/pipelinerun/resources/apply.go maxParamReferenceDepth
const MAX_DEPTH = 10;

interface Default {
  readonly at: number;
  readonly name: string;
  readonly uses: readonly Use[];
}

function checkDefaults(pipeline: PipelineView, context: Context, report: Report): void {
  const defaults = defaultsOf(pipeline);
  if (defaults.length === 0) return;
  for (const { at, uses } of defaults) {
    for (const use of uses) {
      const problem = problemOf(use, pipeline, context);
      if (problem !== undefined) report(['params', at, 'default'], problem);
    }
  }
  const [tooDeep] = layers(checkOrder(defaults, report))[MAX_DEPTH + 1] ?? [];
  if (tooDeep !== undefined)
    report(fieldOf(tooDeep, defaults), `the default of ${quoted(tooDeep)} hangs on more than ${MAX_DEPTH} others, one behind the other`);
}

function checkAction({ params }: Pick<StepActionSpec, 'params'>, report: Report, context: Context, action: ObjectView): void {
  const defaults = textsOf(params, action);
  if (defaults.length === 0) return;
  const declared = declaredParams(params);
  for (const { at, uses } of defaults) {
    for (const use of uses) {
      // Tekton compares all that stands behind the dot with the names, so neither items nor keys are known
      if (!declared.has(nameIn(use)))
        report(
          ['params', at, 'default'],
          `${quoted(nameIn(use))} is not a param of the StepAction${context.suggest(nameIn(use), declared.keys())}`,
        );
    }
  }
  checkOrder(defaults, report);
}

/** Reports what no order can bring about; the graph says which default goes into which. */
function checkOrder(defaults: readonly Default[], report: Report): Graph {
  const graph = graphOf(defaults.map(({ name, uses }) => ({ name, data: new Set(uses.map(nameIn)) })));
  const cycle = tryFindCycle(graph);
  if (cycle !== undefined) report(fieldOf(cycle[0], defaults), `${cycle.map(quoted).join(' goes into ')}; none of them can be known first`);
  return graph;
}

function nameIn({ body }: Use): string {
  return body.slice('params.'.length);
}

function fieldOf(name: string | undefined, defaults: readonly Default[]): FieldPath {
  return ['params', defaults.find((one) => one.name === name)?.at ?? 0, 'default'];
}

/** Defaults of string params that name other params. What a run has given to the pipeline that is written into it needs no default. */
function defaultsOf(pipeline: PipelineView): Default[] {
  return textsOf(pipeline.spec.params, pipeline).filter(({ name }) => !pipeline.handedDown.has(name));
}

function textsOf(params: readonly Loose<ParamSpec>[] | undefined, view: View): Default[] {
  const found: Default[] = [];
  for (const { at, item } of items(params)) {
    const { name = '', default: text } = item;
    if (typeof text !== 'string' || !text.includes('$(params.') || typed(item).type !== 'string') continue;
    found.push({ at, name, uses: usesIn(text, view).filter(({ body }) => body.startsWith('params.')) });
  }
  return found;
}

/** What is wrong with one param that a default names. Items and keys are known only of what the run itself gives. */
function problemOf(use: Use, { params, handedDown }: PipelineView, context: Context): string | undefined {
  const { body, variable } = use;
  if (variable.kind !== 'param') return undefined;
  const whole = nameIn(use);
  const known = handedDown.get(whole) ?? params.get(whole);
  if (known?.type === 'string') return undefined;
  const { name, key, index } = variable;
  const given = handedDown.get(name);
  const holder = given ?? params.get(name);
  if (holder === undefined) return `${quoted(name)} is not a param of the pipeline${context.suggest(name, params.keys())}`;
  if (holder.type === 'string') return `"$(${body})" takes a part of param ${quoted(name)}, which is a string`;
  if (holder.type === 'unknown') return undefined;
  if ((key === undefined && index === undefined) || index === '*') return `"$(${body})" is an ${holder.type}, and the default a string`;
  if (given === undefined && holder.isOptional)
    return `"$(${body})" is known only if a run gives ${quoted(name)}, which has a default itself`;
  return undefined;
}

/** Reports what is left in a default: of params TW131 and TW259 speak, of results TW137. */
function checkVariables(param: ParamView, context: Context, report: Report): void {
  const owner = param.owner === 'task' ? 'Task' : 'Pipeline';
  for (const { variable, body, path } of usesIn(param.spec.default, param)) {
    if (ELSEWHERE.has(variable.kind) || !isLeft(param, variable.kind, body, context)) continue;
    const fix =
      variable.kind === 'param'
        ? `write $(params.${variable.name})`
        : param.owner === 'task'
          ? 'leave the default out, and let the pipeline give the value'
          : undefined;
    report(['default', ...path], `"$(${body})" is not replaced in the default of a param of a ${owner}`, fix);
  }
}

const ELSEWHERE: ReadonlySet<string> = new Set(['task-result', 'finally-result']);

function isLeft(param: ParamView, kind: Use['variable']['kind'], body: string, context: Context): boolean {
  const { owner, field, spec } = param;
  // only what has a name behind a dot makes Tekton look for params in the default of a string (extractParamReferences)
  if (kind === 'param') return owner === 'pipeline' && typeof spec.default === 'string' && !spec.default.includes('$(params.');
  // into a Task that is written into a pipeline, Tekton puts what it knows of the pipeline
  const isWithin = owner === 'pipeline' || field.includes('tasks') || field.includes('finally');
  const fate = fateInRun(isWithin ? 'PipelineRun' : 'TaskRun', body);
  return fate === 'left' || (owner === 'pipeline' && fate === 'refused' && reachesTask(param, context));
}

function reachesTask({ document, field, spec: { name = '' } }: ParamView, { views }: Context): boolean {
  const own = views.pipeline.find(
    (one) => one.document === document && one.field.length + 2 === field.length && one.field.every((part, at) => part === field[at]),
  );
  return own === undefined || takesValue(own, name);
}

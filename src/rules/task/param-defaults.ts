import { type FieldPath, quoted } from '../../diagnostics';
import { type Graph, graphOf, layers, tryFindCycle } from '../../graph';
import { replacementInRun } from '../../refs';
import type { ParamSpec, StepActionSpec } from '../../spec';
import { artifactFixInValue } from '../checks/artifacts';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { takesValue } from '../set/value-fields';
import type { ObjectView } from '../view/object-view';
import type { PipelineView } from '../view/pipeline-view';
import { declaredParams, typed } from '../view/scope';
import { type Use, usesIn } from '../view/use';
import { items, type Loose, type View } from '../view/view';
import type { ParamView } from '../view/views';

/** Rules about param defaults that refer to other params. */
export const paramDefaultRules: readonly Rule[] = [
  {
    code: 'TW259',
    slug: 'unresolved-param-default',
    title: 'param default refers to a value that is not available',
    why: 'a run that does not set the param fails at once with PipelineValidationFailed: "references undefined param"',
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
    why: 'a run that does not set the param fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/resources/apply.go applyStepActionParameters',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Pick<StepActionSpec, 'params'>>(checkAction),
  },
  {
    code: 'TW179',
    slug: 'variable-in-param-default',
    title: 'variable in a param default is not replaced',
    why: 'the step gets the literal "$(tasks.status)", or the TaskRun fails with "non-existent variable"',
    source:
      'pkg/reconciler/pipelinerun/resources/apply.go ApplyContexts, pkg/reconciler/taskrun/resources/apply.go ApplyContexts, taskrun.go createPod',
    severity: 'error',
    stricter: 'Tekton accepts the default, and reports some of these variables only when the TaskRun starts',
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
    report(fieldOf(tooDeep, defaults), `the default of ${quoted(tooDeep)} depends on a chain of more than ${MAX_DEPTH} other defaults`);
}

function checkAction({ params }: Pick<StepActionSpec, 'params'>, report: Report, context: Context, action: ObjectView): void {
  for (const { at, item } of items(params)) {
    if (typeof item.default !== 'object' || item.default === null) continue;
    for (const { body, variable, path } of usesIn(item.default, action))
      if (variable.kind === 'param')
        report(
          ['params', at, 'default', ...path],
          `Tekton replaces "$(${body})" only in the default of a string`,
          'write the value itself',
        );
  }
  const defaults = textsOf(params, action);
  if (defaults.length === 0) return;
  const declared = declaredParams(params);
  for (const { at, uses } of defaults) {
    for (const use of uses) {
      const name = nameIn(use);
      const field = ['params', at, 'default'];
      if (!use.body.startsWith('params.')) report(field, `Tekton does not replace "$(${use.body})" here`, `write $(params.${name})`);
      // Tekton compares everything after the dot with the names, so items and keys are unknown to it
      else if (!declared.has(name))
        report(field, `unknown param ${quoted(name)} of the StepAction${context.suggest(name, declared.keys())}`);
    }
  }
  checkOrder(defaults, report);
}

/** Reports a cycle among the defaults. Returns the graph of the defaults that use each other. */
function checkOrder(defaults: readonly Default[], report: Report): Graph {
  const graph = graphOf(defaults.map(({ name, uses }) => ({ name, data: new Set(uses.map(nameIn)) })));
  const cycle = tryFindCycle(graph);
  if (cycle !== undefined) report(fieldOf(cycle[0], defaults), `cycle of defaults: ${cycle.map(quoted).join(' is used by ')}`);
  return graph;
}

function nameIn({ body }: Use): string {
  const quotedName = /^params\[(['"])([^'"]*)\1\]$/.exec(body)?.[2];
  return quotedName ?? body.slice('params.'.length);
}

function fieldOf(name: string | undefined, defaults: readonly Default[]): FieldPath {
  return ['params', defaults.find((one) => one.name === name)?.at ?? 0, 'default'];
}

/** Defaults of string params that refer to other params. A default is not used when the run sets the param of its embedded pipeline. */
function defaultsOf(pipeline: PipelineView): Default[] {
  return textsOf(pipeline.spec.params, pipeline).filter(({ name }) => !pipeline.handedDown.has(name));
}

function textsOf(params: readonly Loose<ParamSpec>[] | undefined, view: View): Default[] {
  const found: Default[] = [];
  for (const { at, item } of items(params)) {
    const { name = '', default: text } = item;
    if (typeof text !== 'string' || !text.includes('$(params') || typed(item).type !== 'string') continue;
    found.push({
      at,
      name,
      uses: usesIn(text, view).filter(
        ({ body, variable }) => variable.kind !== 'unclosed' && variable.kind !== 'braced' && /^params[.[]/.test(body),
      ),
    });
  }
  return found;
}

/** Describes what is wrong with a param reference in a default. Only values that the run sets have known items and keys. */
function problemOf(use: Use, { params, handedDown }: PipelineView, context: Context): string | undefined {
  const { body, variable } = use;
  if (variable.kind !== 'param') return undefined;
  const whole = nameIn(use);
  const known = handedDown.get(whole) ?? params.get(whole);
  if (known?.type === 'string') return undefined;
  const { name, key, index } = variable;
  const given = handedDown.get(name);
  const holder = given ?? params.get(name);
  if (holder === undefined) return `unknown param ${quoted(name)} of the pipeline${context.suggest(name, params.keys())}`;
  if (holder.type === 'string') return `"$(${body})" refers to an item or key of param ${quoted(name)}, which is a string`;
  if (holder.type === 'unknown') return undefined;
  if ((key === undefined && index === undefined) || index === '*') return `"$(${body})" is an ${holder.type}; the default must be a string`;
  if (given === undefined && holder.isOptional)
    return `"$(${body})" is replaced only when the run sets ${quoted(name)}, but that param has a default itself`;
  return undefined;
}

/** Reports variables in a default that Tekton does not replace. TW131 and TW259 report params, TW137 results. */
function checkVariables(param: ParamView, context: Context, report: Report): void {
  const owner = param.owner === 'task' ? 'Task' : 'Pipeline';
  for (const { variable, body, path } of usesIn(param.spec.default, param)) {
    const artifact = param.owner === 'task' ? artifactFixInValue(body, context) : undefined;
    if (artifact !== undefined) report(['default', ...path], `the cluster refuses artifacts such as "$(${body})" in steps`, artifact);
    if (artifact !== undefined || ELSEWHERE.has(variable.kind) || !isLeft(param, variable.kind, body, context)) continue;
    const fix =
      variable.kind === 'param'
        ? `write $(params.${variable.name})`
        : param.owner === 'task'
          ? 'remove the default, and let the pipeline set the value'
          : undefined;
    report(['default', ...path], `"$(${body})" is not replaced in the default of a param of a ${owner}`, fix);
  }
}

const ELSEWHERE: ReadonlySet<string> = new Set(['task-result', 'finally-result', 'unclosed']);

function isLeft(param: ParamView, kind: Use['variable']['kind'], body: string, context: Context): boolean {
  const { owner, field, spec } = param;
  // Tekton replaces params in the default of a string only if one has the form $(params.name) (extractParamReferences)
  if (kind === 'param') return owner === 'pipeline' && typeof spec.default === 'string' && !spec.default.includes('$(params.');
  // Tekton replaces pipeline variables in a Task that is embedded in a pipeline
  const isWithin = owner === 'pipeline' || field.includes('tasks') || field.includes('finally');
  const fate = replacementInRun(isWithin ? 'PipelineRun' : 'TaskRun', body);
  return fate === 'left' || (owner === 'pipeline' && fate === 'refused' && reachesTask(param, context));
}

function reachesTask({ document, field, spec: { name = '' } }: ParamView, { views }: Context): boolean {
  const own = views.pipeline.find(
    (one) => one.document === document && one.field.length + 2 === field.length && one.field.every((part, at) => part === field[at]),
  );
  return own === undefined || takesValue(own, name);
}

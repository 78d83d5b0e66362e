import { quoted } from '../diagnostics';
import { graphOf, layers, tryFindCycle } from '../graph';
import type { ParamSpec } from '../spec';
import type { Context } from './context';
import type { Report, Rule } from './rule';
import type { PipelineView } from './view/pipeline-view';
import { typed } from './view/scope';
import { type Use, usesIn } from './view/use';
import { items, type Loose } from './view/view';

/** Defaults that are made of other params. */
export const paramDefaultRules: readonly Rule[] = [
  {
    code: 'TW259',
    title: 'the default of a param of a pipeline is made of strings that are known by then',
    why: 'a run that leaves the param out fails at once with PipelineValidationFailed: "references undefined param"',
    source: 'pkg/reconciler/pipelinerun/resources/apply.go resolveStringParamRecursively',
    severity: 'error',
    on: 'pipeline',
    fields: ['params'],
    check: checkDefaults,
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
  checkOrder(defaults, report);
}

function checkOrder(defaults: readonly Default[], report: Report): void {
  const graph = graphOf(defaults.map(({ name, uses }) => ({ name, data: new Set(uses.map(({ body }) => body.slice('params.'.length))) })));
  const fieldOf = (name: string | undefined) => ['params', defaults.find((one) => one.name === name)?.at ?? 0, 'default'];
  const cycle = tryFindCycle(graph);
  if (cycle !== undefined) report(fieldOf(cycle[0]), `${cycle.map(quoted).join(' goes into ')}; none of them can be known first`);
  const [tooDeep] = layers(graph)[MAX_DEPTH + 1] ?? [];
  if (tooDeep !== undefined)
    report(fieldOf(tooDeep), `the default of ${quoted(tooDeep)} hangs on more than ${MAX_DEPTH} others, one behind the other`);
}

/** Defaults of string params that name other params. What a run has given to the pipeline that is written into it needs no default. */
function defaultsOf(pipeline: PipelineView): Default[] {
  const { spec, handedDown } = pipeline;
  const found: Default[] = [];
  for (const { at, item } of items<Loose<ParamSpec>>(spec.params)) {
    const { name = '', default: text } = item;
    if (typeof text !== 'string' || !text.includes('$(params.') || typed(item).type !== 'string' || handedDown.has(name)) continue;
    found.push({ at, name, uses: usesIn(text, pipeline).filter(({ body }) => body.startsWith('params.')) });
  }
  return found;
}

/** What is wrong with one param that a default names. Items and keys are known only of what the run itself gives. */
function problemOf({ body, variable }: Use, { params, handedDown }: PipelineView, context: Context): string | undefined {
  if (variable.kind !== 'param') return undefined;
  const whole = body.slice('params.'.length);
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

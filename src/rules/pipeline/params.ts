import { quoted } from '../../diagnostics';
import { reportNested } from '../checks/nested';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isValue } from '../set/value-fields';
import type { PipelineUse } from '../view/pipeline-view';

/** Rules about params in the strings of a Pipeline. */
export const pipelineParamRules: readonly Rule[] = [
  {
    code: 'TW213',
    slug: 'undeclared-pipeline-param',
    title: 'undeclared param of a Pipeline',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineParameterUsage',
    severity: 'error',
    on: 'pipeline-use',
    of: 'param',
    check: (use, context, report) => {
      if (isChecked(use)) checkDeclared(use, context, report);
    },
  },
  {
    code: 'TW214',
    slug: 'misplaced-whole-value',
    title: 'whole array or object where a Pipeline needs a string',
    why: 'admission refuses the Pipeline: an array or object cannot be part of a string',
    source: 'pkg/apis/pipeline/v1/param_types.go validatePipelineParametersVariablesInTaskParameters, when_validation.go',
    severity: 'error',
    on: 'pipeline-use',
    of: 'param',
    check: checkWhole,
  },
  {
    code: 'TW215',
    slug: 'unknown-pipeline-object-key',
    title: 'unknown key of an object param in a Pipeline',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/param_types.go validateObjectVariable',
    severity: 'error',
    on: 'pipeline-use',
    of: 'param',
    check: checkKey,
  },
  {
    code: 'TW216',
    slug: 'unknown-pipeline-variable',
    title: 'unknown variable in params, when or matrix',
    why: 'admission refuses the Pipeline, since v1.15',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateVarSubstitutionExpressions',
    severity: 'error',
    on: 'pipeline-use',
    of: ['other', 'result-path', 'step-result'],
    check: checkBeginning,
  },
  {
    code: 'TW238',
    slug: 'undeclared-param-in-task-field',
    title: 'undeclared param in another field of a pipeline task',
    why: 'the variable is not replaced, so the task gets the literal "$(params.name)"',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineTaskParameterUsage (checks only params, matrix and when)',
    severity: 'error',
    stricter: 'Tekton does not check params in subPath, displayName, taskRef, timeout and onError',
    on: 'pipeline-use',
    of: 'param',
    check: (use, context, report) => {
      // the names of combinations and displayName can use the params of the matrix
      const isOfMatrix = use.owner.spec.matrix !== undefined && use.owner.given.has(use.variable.name);
      if (use.path[0] !== 'taskSpec' && !isChecked(use) && !isOfMatrix) checkDeclared(use, context, report);
    },
  },
  {
    code: 'TW248',
    slug: 'nested-pipeline-variable',
    title: 'variable inside a variable in a Pipeline',
    why: 'Tekton replaces only the inner variable; the outer one stays in the string',
    source: 'pkg/substitution/substitution.go ApplyReplacements',
    severity: 'error',
    stricter: 'Tekton accepts most nested variables and never replaces the outer one',
    on: 'pipeline-use',
    check: (use, context, report) => {
      if (use.path[0] !== 'taskSpec') reportNested(use, context, report);
    },
  },
  {
    code: 'TW246',
    slug: 'key-of-non-object-in-pipeline',
    title: 'key or index does not match the type of the pipeline param',
    why: 'the variable is not replaced, so the task gets the literal "$(params.name.key)"',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString (drops key and index before it compares)',
    severity: 'error',
    stricter: 'Tekton compares only the name of the param, and does not replace the reference',
    on: 'pipeline-use',
    of: 'param',
    check: checkKind,
  },
];

const prefixes: readonly string[] = ['params', 'tasks', 'finally', 'context', 'workspaces', 'results'];
// resultref.go variableSubstitutionFormat: the syntax that Tekton reads as a variable
const EXPRESSION = /^[_a-zA-Z0-9.-]+(\[([0-9]+|\*)\])?$/;

function checkBeginning(use: PipelineUse, _: Context, report: Report): void {
  if (!isValue(use) || !EXPRESSION.test(use.body) || prefixes.includes(use.body.split('.')[0] ?? '')) return;
  report([], `unknown variable "$(${use.body})"; expected one of: ${prefixes.join(', ')}`, 'for a shell variable write ${NAME}');
}

type ParamUse = PipelineUse<'param'>;

/** Whether Tekton checks params here. It does not in a taskSpec, in cel, and in a string in place of a matrix array. */
function isChecked(use: PipelineUse): boolean {
  const { path } = use;
  const isMatrixText = path[0] === 'matrix' && path[1] === 'params' && path.length === 4;
  return isValue(use) && path[2] !== 'cel' && !isMatrixText;
}

function checkDeclared({ variable: { name, extra }, body, owner }: ParamUse, context: Context, report: Report): void {
  const { scope } = owner.pipeline;
  if (extra)
    report(
      [],
      `"$(${body})" has more than two parts after "params"`,
      `write $(params['${body.slice('params.'.length)}']) if this is the name of the param`,
    );
  else if (scope.find(name) === undefined)
    report([], `unknown param ${quoted(name)} of the pipeline${context.suggest(name, scope.names())}`);
}

type Place = 'text' | 'item' | 'value' | 'condition';

/** What a field accepts: a whole array or object (`value`), an array as several items (`item`, and `condition` only with [*]), or a string. */
function placeOf({ path }: ParamUse): Place {
  if (path[0] === 'params') return path.length === 3 ? 'value' : typeof path[3] === 'number' ? 'item' : 'text';
  if (path[0] === 'when') return path[2] === 'values' ? 'condition' : 'text';
  return path[1] === 'include' || typeof path[4] !== 'number' ? 'text' : 'item';
}

function checkWhole(use: ParamUse, _: Context, report: Report): void {
  const { variable, body, isAlone, owner } = use;
  const { name, key, index } = variable;
  if (key !== undefined || !isChecked(use)) return;
  // Tekton ignores the type of an object without properties; TW118 reports it
  const { type, keys = [] } = owner.pipeline.scope.find(name) ?? {};
  if (type === 'object' && keys.length === 0) return;
  const isItem = index !== undefined && index !== '*';
  if ((type !== 'array' && type !== 'object') || (type === 'array' && isItem)) return;
  const place = placeOf(use);
  const isStarred = isAlone && index === '*';
  if (place === 'value' && isStarred) return;
  if (type === 'array' && ((place === 'item' && isAlone) || (place === 'condition' && isStarred))) return;
  const way = type === 'object' ? `use one of its keys, $(params.${name}.key)` : `use one item, $(params.${name}[0])`;
  const canBeWhole = place === 'value' || (place === 'condition' && type === 'array');
  report([], `${type} "$(${body})" is not allowed here; ${way}${canBeWhole ? `, or only $(params.${name}[*])` : ''}`);
}

function checkKey(use: ParamUse, context: Context, report: Report): void {
  const { name, key, extra } = use.variable;
  if (key === undefined || extra || !isChecked(use)) return;
  const param = use.owner.pipeline.scope.find(name);
  if (param?.type !== 'object' || param.keys.length === 0 || param.keys.includes(key)) return;
  report([], `unknown key ${quoted(key)} of param ${quoted(name)}${context.suggest(key, param.keys)}`);
}

function checkKind({ variable: { name, key, index, extra }, body, path, owner }: ParamUse, _: Context, report: Report): void {
  if (extra || (key === undefined && index === undefined) || path[0] === 'taskSpec') return;
  const type = owner.pipeline.scope.find(name)?.type;
  if (type === undefined || type === 'unknown') return;
  const kind = type === 'array' ? 'an array' : type === 'object' ? 'an object' : 'a string';
  const isWholeObject = type === 'object' && index === '*';
  if (key !== undefined && type !== 'object') report([], `"$(${body})" refers to a key of param ${quoted(name)}, which is ${kind}`);
  else if (key === undefined && type !== 'array' && !isWholeObject)
    report([], `"$(${body})" refers to an item of param ${quoted(name)}, which is ${kind}`);
}

import { quoted } from '../../diagnostics';
import { fieldsWith, leadsInto } from '../../spec';
import { isProse } from '../checks/prose';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { Typed } from '../view/scope';
import type { TaskUse } from '../view/task-view';

/** Rules about params in the strings of a Task. */
export const taskParamRules: readonly Rule[] = [
  {
    code: 'TW130',
    slug: 'undeclared-param-in-step',
    title: 'step uses an undeclared param',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateUsageOfDeclaredParameters',
    severity: 'error',
    exception: 'Tekton does not check finally tasks of a Pipeline that is embedded in a run; the step gets the literal reference',
    on: 'task-use',
    of: 'param',
    check: (use, context, report) => {
      if (isChecked(use)) checkDeclared(use, context, report);
    },
  },
  {
    code: 'TW131',
    slug: 'undeclared-param',
    title: 'Task uses an undeclared param outside its steps',
    why: 'the variable is not replaced, so the container gets the literal "$(params.name)"',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateStepVariables (checks only some fields of steps)',
    severity: 'error',
    stricter: 'Tekton checks params in most fields of steps, but not in sidecars, volumes, stepTemplate, envFrom, when and step params',
    on: 'task-use',
    of: 'param',
    check: (use, context, report) => {
      // a container takes what the pipeline task gives, declared or not
      if (!isChecked(use) && !isProse(use, context) && !context.memo.givenTo(use.owner, context.lookup).has(use.variable.name))
        checkDeclared(use, context, report);
    },
  },
  {
    code: 'TW132',
    slug: 'misplaced-array',
    title: 'whole array outside an item of command or args',
    why: 'admission refuses the Task: an array cannot be part of a string',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateArrayUsage',
    severity: 'error',
    exception:
      'Tekton does not check array params in finally tasks of a Pipeline that is embedded in a run; the task then fails when it starts',
    on: 'task-use',
    of: 'param',
    check: checkArray,
  },
  {
    code: 'TW133',
    slug: 'whole-object-param',
    title: 'whole object param where only its keys are allowed',
    why: 'admission refuses the Task: an object cannot be part of a string',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateObjectUsageAsWhole',
    severity: 'error',
    on: 'task-use',
    of: 'param',
    check: checkWholeObject,
  },
  {
    code: 'TW134',
    slug: 'unknown-object-key',
    title: 'unknown key of an object param',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateObjectUsage',
    severity: 'error',
    on: 'task-use',
    of: 'param',
    check: checkKey,
  },
  {
    code: 'TW135',
    slug: 'key-of-non-object',
    title: 'key or index does not match the type of the param',
    why: 'the variable is not replaced, so the container gets the literal "$(params.name.key)"',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString (drops key and index before it compares)',
    severity: 'error',
    stricter: 'Tekton compares only the name of the param, and does not replace the reference',
    on: 'task-use',
    of: 'param',
    check: checkKind,
  },
  {
    code: 'TW136',
    slug: 'param-reference-too-long',
    title: 'param reference with too many parts',
    why: 'admission refuses the Task: $(params.object.key) is the deepest possible reference',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString',
    severity: 'error',
    on: 'task-use',
    of: 'param',
    check: (use, _, report) => {
      if (!use.variable.extra || !(isChecked(use) || isStepParam(use))) return;
      report(
        [],
        `"$(${use.body})" has more than two parts after "params"`,
        `write $(params['${use.body.slice('params.'.length)}']) if this is the name of the param`,
      );
    },
  },
];

type ParamUse = TaskUse<'param'>;

const checkedFields = fieldsWith('checked', 'step');

/** Whether Tekton looks at the field (validateStepVariables); everywhere else it leaves unknown params as they are. */
function isChecked({ path }: ParamUse): boolean {
  const [list] = path;
  // Tekton merges the stepTemplate into every step before it checks them
  if (list !== 'steps' && list !== 'stepTemplate') return false;
  return leadsInto(checkedFields, path.slice(list === 'stepTemplate' ? 1 : 2));
}

/** Whether a step gives the value to its StepAction, in whose fields Tekton checks it. */
function isStepParam({ path }: ParamUse): boolean {
  return path[0] === 'steps' && path[2] === 'params' && path[4] === 'value';
}

function checkDeclared({ variable, body, owner: { scope } }: ParamUse, context: Context, report: Report): void {
  if (variable.extra || scope.find(variable.name) !== undefined) return;
  const dotted = `${variable.name}.${variable.key ?? ''}`;
  if (variable.key !== undefined && scope.find(dotted) !== undefined) {
    report([], `"$(${body})" means key ${quoted(variable.key)} of param ${quoted(variable.name)}`, `write $(params['${dotted}'])`);
  } else report([], `unknown param ${quoted(variable.name)} of the Task${context.suggest(variable.name, scope.names())}`);
}

function checkArray(use: ParamUse, _: Context, report: Report): void {
  const { variable, body, path, isAlone, owner } = use;
  const field = path[0] === 'stepTemplate' ? path[1] : path[2];
  const isWhole = variable.index === undefined || variable.index === '*';
  if (!isWhole || !isChecked(use) || field === 'onError' || !mayBeArray(owner.scope.find(variable.name)?.type, variable.index)) return;
  const isList = field === 'command' || field === 'args';
  if (isList && !isAlone) report([], `array "$(${body})" is part of a longer string; it must be the whole item`);
  if (!isList)
    report([], `array "$(${body})" is allowed only as an item of command or args`, `use one item, $(params.${variable.name}[0])`);
}

/** Whether it is an array, or a value that is used as a whole and known only in the run. */
function mayBeArray(type: string | undefined, index: string | undefined): boolean {
  return type === 'array' || (type === 'unknown' && index === '*');
}

function checkWholeObject(use: ParamUse, _: Context, report: Report): void {
  const { variable, body, owner } = use;
  if (variable.key !== undefined || !isChecked(use)) return;
  const param = owner.scope.find(variable.name);
  if (param?.type !== 'object') return;
  const keys = param.keys.length === 0 ? '' : ` (available: ${param.keys.slice(0, 5).join(', ')}${param.keys.length > 5 ? ' …' : ''})`;
  report([], `object "$(${body})" is not allowed here as a whole; use one of its keys${keys}`);
}

function checkKey(use: ParamUse, context: Context, report: Report): void {
  const { variable, owner } = use;
  if (variable.key === undefined || variable.extra || !isChecked(use)) return;
  const param = owner.scope.find(variable.name);
  if (param?.type !== 'object' || param.keys.includes(variable.key)) return;
  report([], `unknown key ${quoted(variable.key)} of param ${quoted(variable.name)}${context.suggest(variable.key, param.keys)}`);
}

function checkKind(use: ParamUse, context: Context, report: Report): void {
  const { variable, body, owner } = use;
  const { name, key, index, extra } = variable;
  if (extra) return;
  const param = owner.scope.find(name);
  const type = param?.type;
  if (param === undefined || type === undefined || type === 'unknown' || isProse(use, context)) return;
  checkUncheckedKind(use, param, context, report);
  if (key === undefined && index === undefined) return;
  if (key !== undefined && type !== 'object')
    report([], `"$(${body})" refers to a key of param ${quoted(name)}, which is ${type === 'array' ? 'an array' : 'a string'}`);
  else if (key === undefined && type !== 'array' && !(type === 'object' && index === '*')) {
    report([], `"$(${body})" refers to an item of param ${quoted(name)}, which is ${type === 'object' ? 'an object' : 'a string'}`);
  }
}

/** What Tekton refuses in fields of steps, in the other fields that it replaces: whole arrays and objects, and unknown keys. */
function checkUncheckedKind(use: ParamUse, { type, keys }: Typed, context: Context, report: Report): void {
  const { variable, body, path } = use;
  if (isChecked(use)) return;
  if (variable.key !== undefined) {
    if (type === 'object' && !keys.includes(variable.key))
      report([], `unknown key ${quoted(variable.key)} of param ${quoted(variable.name)}${context.suggest(variable.key, keys)}`);
    return;
  }
  if (!isText(use) && !isPartOfItem(use, type)) return;
  const isWhole = variable.index === undefined || variable.index === '*';
  const isItem = use.isAlone && path[0] === 'sidecars' && (path[2] === 'args' || path[2] === 'command');
  if (isWhole && (type === 'object' || (type === 'array' && !isItem)))
    report(
      [],
      `${type} "$(${body})" is not replaced here as a whole`,
      type === 'array' ? `use one item, $(params.${variable.name}[0])` : undefined,
    );
}

/** Whether it is in a value of a condition that has more than this array, which Tekton therefore does not replace. */
function isPartOfItem({ path: [list, , field, , part], isAlone }: ParamUse, type: string): boolean {
  return list === 'steps' && field === 'when' && part === 'values' && !(isAlone && type === 'array');
}

/** Whether the field holds a string in any case; values of StepActions and conditions may be lists. */
function isText({ path }: ParamUse): boolean {
  const [list, , field, , part] = path;
  if (list === 'volumes' || list === 'workspaces' || list === 'sidecars' || list === 'stepTemplate') return true;
  if (list !== 'steps' || field === 'params' || field === 'ref') return false;
  return field !== 'when' || part === 'input';
}

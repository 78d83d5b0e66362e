import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { TaskUse } from '../view/task-view';

/** What the texts of a Task may say about params. */
export const taskParamRules: readonly Rule[] = [
  {
    code: 'TW130',
    slug: 'undeclared-param-in-step',
    title: 'step uses an undeclared param',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateUsageOfDeclaredParameters',
    severity: 'error',
    exception: 'in a run Tekton does not look into the tasks of finally; the step gets the text as it is written',
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
    why: 'the text stays as it is written, and the container gets "$(params.name)"',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateStepVariables (looks at some fields of steps only)',
    severity: 'error',
    stricter:
      'Tekton compares the params of steps with the declarations, but not those of sidecars, volumes, stepTemplate, envFrom, when and step params',
    on: 'task-use',
    of: 'param',
    check: (use, context, report) => {
      if (!isChecked(use)) checkDeclared(use, context, report);
    },
  },
  {
    code: 'TW132',
    slug: 'misplaced-array',
    title: 'whole array outside an item of command or args',
    why: 'admission refuses the Task: a list cannot become part of a text',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateArrayUsage',
    severity: 'error',
    exception:
      'Tekton does not compare the tasks of finally with the arrays of the run they are written into; the task then fails when it starts',
    on: 'task-use',
    of: 'param',
    check: checkArray,
  },
  {
    code: 'TW133',
    slug: 'whole-object-param',
    title: 'whole object param where only its keys are allowed',
    why: 'admission refuses the Task: an object cannot become part of a text',
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
    title: 'key or index of a param whose type has none',
    why: 'the text stays as it is written, and the container gets "$(params.name.key)"',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString (drops key and index before it compares)',
    severity: 'error',
    stricter: 'Tekton compares the name of the param only and leaves the reference unresolved',
    on: 'task-use',
    of: 'param',
    check: checkKind,
  },
  {
    code: 'TW136',
    slug: 'param-reference-too-long',
    title: 'param reference with too many parts',
    why: 'admission refuses the Task: it reads $(params.object.key) and nothing deeper',
    source: 'pkg/substitution/substitution.go ExtractVariablesFromString',
    severity: 'error',
    on: 'task-use',
    of: 'param',
    check: (use, _, report) => {
      if (!use.variable.extra || !isChecked(use)) return;
      report(
        [],
        `"$(${use.body})" has more than two parts after "params"`,
        `write $(params['${use.body.slice('params.'.length)}']) if that is its name`,
      );
    },
  },
];

type ParamUse = TaskUse<'param'>;

const checkedFields: ReadonlySet<string | number | undefined> = new Set([
  'name',
  'image',
  'workingDir',
  'script',
  'command',
  'args',
  'onError',
]);

/** Whether Tekton looks at the field (validateStepVariables); everywhere else it leaves unknown params as they are. */
function isChecked({ path: [list, , first, , last] }: ParamUse): boolean {
  if (list !== 'steps') return false;
  if (first === 'env') return last === 'value';
  return checkedFields.has(first) || (first === 'volumeMounts' && (last === 'name' || last === 'mountPath' || last === 'subPath'));
}

function checkDeclared({ variable, body, owner: { scope } }: ParamUse, context: Context, report: Report): void {
  if (variable.extra || scope.find(variable.name) !== undefined) return;
  const dotted = `${variable.name}.${variable.key ?? ''}`;
  if (variable.key !== undefined && scope.find(dotted) !== undefined) {
    report([], `"$(${body})" is read as key ${quoted(variable.key)} of param ${quoted(variable.name)}`, `write $(params['${dotted}'])`);
  } else report([], `${quoted(variable.name)} is not a param of the Task${context.suggest(variable.name, scope.names())}`);
}

function checkArray(use: ParamUse, _: Context, report: Report): void {
  const { variable, body, path, isAlone, owner } = use;
  const field = path[2];
  const isWhole = variable.index === undefined || variable.index === '*';
  if (!isWhole || !isChecked(use) || field === 'onError' || owner.scope.find(variable.name)?.type !== 'array') return;
  const isList = field === 'command' || field === 'args';
  if (isList && !isAlone) report([], `array "$(${body})" is part of a longer text; it must be the whole item`);
  if (!isList)
    report([], `array "$(${body})" cannot stand here; only in an item of command or args`, `use one item, $(params.${variable.name}[0])`);
}

function checkWholeObject(use: ParamUse, _: Context, report: Report): void {
  const { variable, body, owner } = use;
  if (variable.key !== undefined || !isChecked(use)) return;
  const param = owner.scope.find(variable.name);
  if (param?.type !== 'object') return;
  const keys = param.keys.length === 0 ? '' : ` (it has: ${param.keys.slice(0, 5).join(', ')}${param.keys.length > 5 ? ' …' : ''})`;
  report([], `object "$(${body})" cannot stand here as a whole; use one of its keys${keys}`);
}

function checkKey(use: ParamUse, context: Context, report: Report): void {
  const { variable, owner } = use;
  if (variable.key === undefined || variable.extra || !isChecked(use)) return;
  const param = owner.scope.find(variable.name);
  if (param?.type !== 'object' || param.keys.includes(variable.key)) return;
  report([], `${quoted(variable.key)} is not a key of param ${quoted(variable.name)}${context.suggest(variable.key, param.keys)}`);
}

function checkKind({ variable, body, owner }: ParamUse, _: Context, report: Report): void {
  const { name, key, index, extra } = variable;
  if (extra || (key === undefined && index === undefined)) return;
  const type = owner.scope.find(name)?.type;
  if (type === undefined || type === 'unknown') return;
  if (key !== undefined && type !== 'object')
    report([], `"$(${body})" takes a key of param ${quoted(name)}, which is ${type === 'array' ? 'an array' : 'a string'}`);
  else if (key === undefined && type !== 'array' && !(type === 'object' && index === '*')) {
    report([], `"$(${body})" takes an item of param ${quoted(name)}, which is ${type === 'object' ? 'an object' : 'a string'}`);
  }
}

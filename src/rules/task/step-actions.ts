import { quoted } from '../../diagnostics';
import { fieldsWith, leadsInto, type StepActionSpec } from '../../spec';
import { reportGated } from '../checks/api-fields';
import { reportMissing } from '../checks/missing';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { articled, declaredParams, type Typed, typeOf } from '../view/scope';
import type { StepView } from '../view/task-view';
import { type Use, usesIn } from '../view/use';
import { byName, items, type Loose } from '../view/view';

/** Rules for StepActions and for steps that refer to them. */
export const stepActionRules: readonly Rule[] = [
  {
    code: 'TW160',
    slug: 'step-action-without-image',
    title: 'StepAction without an image',
    why: 'admission refuses the StepAction',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go StepActionSpec.Validate',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(({ image = '' }, report) => {
      if (image === '') report(['image'], 'the StepAction has no image');
    }),
  },
  {
    code: 'TW161',
    slug: 'step-action-script-and-command',
    title: 'StepAction with both script and command',
    why: 'admission refuses the StepAction',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go StepActionSpec.Validate',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(({ script = '', command = [] }, report) => {
      if (script !== '' && command.length > 0) report(['script'], 'the StepAction has both script and command; use one of them');
    }),
  },
  {
    code: 'TW162',
    slug: 'param-in-step-action-script',
    title: 'param in the script of a StepAction',
    why: 'admission refuses the StepAction: anyone who can set the param could run commands in the step',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go validateNoParamSubstitutionsInScript',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(checkScript),
  },
  {
    code: 'TW163',
    slug: 'undeclared-step-action-param',
    title: 'StepAction uses an undeclared param or key',
    why: 'admission refuses the StepAction',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go validateUsageOfDeclaredParameters',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(checkParams),
  },
  {
    code: 'TW164',
    slug: 'misplaced-step-action-array',
    title: 'whole array or object param misplaced in a StepAction',
    why: 'admission refuses the StepAction: an array or object cannot be part of a string',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go validateStepActionArrayUsage, validateStepActionObjectUsageAsWhole',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(checkWhole),
  },
  {
    code: 'TW165',
    slug: 'step-action-volume-name',
    title: 'volume name of a StepAction is not a param',
    why: 'admission refuses the StepAction: volumes belong to the Task, so the step must pass their names',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go validateVolumeMounts',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(({ volumeMounts }, report) => {
      for (const { at, item } of items(volumeMounts)) {
        const { name = '' } = item;
        if (!PARAM.test(name))
          report(['volumeMounts', at, 'name'], `the volume name ${quoted(name)} is not a param; write $(params.<name>)`);
      }
    }),
  },
  {
    code: 'TW166',
    slug: 'undeclared-step-action-result',
    title: 'StepAction writes an undeclared result',
    why: 'admission refuses the StepAction',
    source: 'pkg/apis/pipeline/v1/container_validation.go ValidateStepActionResultsVariables',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(checkResults),
  },
  {
    code: 'TW167',
    slug: 'missing-step-action-param',
    title: 'step does not set a required param of its StepAction',
    why: 'the run fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/resources/taskspec.go validateStepHasStepActionParameters',
    severity: 'error',
    on: 'step',
    check: checkMissing,
  },
  {
    code: 'TW168',
    slug: 'unknown-step-action-param',
    title: 'step sets an unknown param of its StepAction',
    why: 'the run fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/resources/taskspec.go validateStepHasStepActionParameters',
    severity: 'error',
    on: 'step',
    check: checkSuperfluous,
  },
  {
    code: 'TW174',
    slug: 'step-action-param-type',
    title: "value of the wrong type for a StepAction's param",
    why: 'the run fails at once with TaskRunValidationFailed',
    source: 'pkg/reconciler/taskrun/resources/apply.go applyStepActionParameters',
    severity: 'error',
    exception: 'Tekton checks the type only if the param has a default; without one the step gets the literal reference',
    on: 'step',
    check: checkTypes,
  },
  {
    code: 'TW169',
    slug: 'gated-windows-script',
    title: 'Windows script behind a disabled feature gate',
    why: 'admission refuses the StepAction',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go StepActionSpec.Validate',
    severity: 'error',
    on: 'StepAction',
    check: ofSpec<Action>(({ script = '' }, report, context) => {
      if (script.trimStart().startsWith('#!win')) reportGated('alpha', ['script'], context, report, 'a Windows script');
    }),
  },
];

type Action = Loose<StepActionSpec>;

const PARAM = /^\$\(params(\.[_a-zA-Z0-9.-]+|\['[^']+'\]|\["[^"]+"\])\)$/;
const checked = fieldsWith('checked', 'StepAction');

/** Whether Tekton checks params in the field (validateStepActionVariables). */
function isChecked(path: Use['path']): boolean {
  return leadsInto(checked, path);
}

interface ParamUse {
  readonly name: string;
  readonly key: string | undefined;
  readonly index: string | undefined;
  readonly extra: boolean;
  readonly use: Use;
  readonly param: Typed | undefined;
}

function* paramUses(spec: Action, object: ObjectView): Iterable<ParamUse> {
  const declared = declaredParams(spec.params);
  for (const use of usesIn(spec, object)) {
    if (use.variable.kind !== 'param' || !isChecked(use.path)) continue;
    const { name, key, index, extra } = use.variable;
    yield { name, key, index, extra, use, param: declared.get(name) };
  }
}

function checkScript(spec: Action, report: Report, _: Context, object: ObjectView): void {
  for (const { variable, body, path } of usesIn(spec, object)) {
    if (variable.kind === 'param' && path[0] === 'script')
      report(
        ['script'],
        `"$(${body})" is not allowed in the script of a StepAction`,
        'set an environment variable to it, and use that in the script',
      );
  }
}

function checkParams(spec: Action, report: Report, context: Context, object: ObjectView): void {
  const names = [...declaredParams(spec.params).keys()];
  for (const { name, key, extra, use, param } of paramUses(spec, object)) {
    if (extra) report(use.path, `"$(${use.body})" has more than two parts after "params"`);
    else if (param === undefined) report(use.path, `unknown param ${quoted(name)} of the StepAction${context.suggest(name, names)}`);
    else if (param.type === 'object' && key !== undefined && !param.keys.includes(key))
      report(use.path, `unknown key ${quoted(key)} of param ${quoted(name)}${context.suggest(key, param.keys)}`);
  }
}

function checkWhole(spec: Action, report: Report, _: Context, object: ObjectView): void {
  for (const { name, key, index, use, param } of paramUses(spec, object)) {
    if (key !== undefined || param === undefined) continue;
    const isList = use.path[0] === 'command' || use.path[0] === 'args';
    const isWhole = index === undefined || index === '*';
    if (param.type === 'object') report(use.path, `object "$(${use.body})" is not allowed here as a whole; use one of its keys`);
    else if (param.type === 'array' && isWhole && isList && !use.isAlone)
      report(use.path, `array "$(${use.body})" is part of a longer string; it must be the whole item`);
    else if (param.type === 'array' && isWhole && !isList)
      report(use.path, `array "$(${use.body})" is allowed only in command and args`, `use one item, $(params.${name}[0])`);
  }
}

function checkResults(spec: Action, report: Report, context: Context, object: ObjectView): void {
  const results = byName(spec.results);
  for (const { variable, path } of usesIn(spec, object)) {
    if (variable.kind !== 'result-path' || path[0] !== 'script' || results.has(variable.name)) continue;
    report(path, `unknown result ${quoted(variable.name)} of the StepAction${context.suggest(variable.name, results.keys())}`);
  }
}

/** The params of the StepAction that a step refers to; undefined for an external one. */
function paramsOfAction({ spec, document }: StepView, context: Context): ReadonlyMap<string, Typed> | undefined {
  const { ref } = spec;
  if (ref?.name === undefined || ref.resolver) return undefined;
  const action = context.lookup.stepAction(document, ref.name)?.spec;
  return action && declaredParams(action.params);
}

function checkMissing(step: StepView, context: Context, report: Report): void {
  const given = byName(step.spec.params);
  const declared = paramsOfAction(step, context) ?? new Map<string, Typed>();
  for (const [name, { isOptional, type }] of declared) {
    if (isOptional || given.has(name)) continue;
    const names = { field: 'params', given: step.spec.params, declared, owner: 'StepAction', isReported: true } as const;
    reportMissing(name, `required param ${quoted(name)} (${type}) of the StepAction is not set`, names, context, report);
  }
  checkUsedKeys(step, context, report);
}

/** Reports keys of objects that the StepAction uses, and that neither its default nor the step sets. */
function checkUsedKeys({ spec: { ref, params }, document }: StepView, context: Context, report: Report): void {
  const action = ref?.name === undefined || ref.resolver ? undefined : context.lookup.stepAction(document, ref.name);
  const spec = action?.spec;
  const objects = items(spec?.params).filter(
    ({ item }) => item.default !== null && typeof item.default === 'object' && !Array.isArray(item.default),
  );
  if (action === undefined || objects.length === 0) return;
  const given = byName(params);
  const used = usesIn({ ...spec, params: undefined }, action).map(({ variable }) => variable);
  for (const { item } of objects) {
    const { name = '' } = item;
    const value = given.get(name)?.value ?? {};
    if (typeof value !== 'object') continue;
    const known = new Set([...Object.keys(item.default as object), ...Object.keys(value)]);
    const missing = new Set(
      used.flatMap((one) => (one.kind === 'param' && one.name === name && one.key !== undefined && !known.has(one.key) ? [one.key] : [])),
    );
    // TW164 reports keys that are not declared
    for (const key of missing)
      if (Object.hasOwn(item.properties ?? {}, key))
        report(['params'], `key ${quoted(key)} of object param ${quoted(name)} of the StepAction is not set`);
  }
}

function checkSuperfluous(step: StepView, context: Context, report: Report): void {
  const declared = paramsOfAction(step, context);
  if (declared === undefined) return;
  for (const { at, item } of items(step.spec.params)) {
    const { name = '' } = item;
    if (!declared.has(name))
      report(['params', at], `unknown param ${quoted(name)} of the StepAction${context.suggest(name, declared.keys())}`);
  }
}

function checkTypes(step: StepView, context: Context, report: Report): void {
  const declared = step.spec.params === undefined ? undefined : paramsOfAction(step, context);
  if (declared === undefined) return;
  for (const { at, item } of items(step.spec.params)) {
    const { name = '', value } = item;
    const type = declared.get(name)?.type ?? typeOf(value);
    // a whole array or object is written as a string
    const isWhole = typeof value === 'string' && value.endsWith('[*])');
    if (type !== typeOf(value) && !isWhole)
      report(
        ['params', at, 'value'],
        `param ${quoted(name)} of the StepAction is ${articled(type)}, but the value is ${articled(typeOf(value))}`,
      );
  }
}

import { type FieldPath, quoted } from '../../diagnostics';
import type { Param, ParamSpec } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { byName, items, type Loose } from '../view/view';

/** Values of params with an enum. */
export const enumValueRules: readonly Rule[] = [
  {
    code: 'TW327',
    slug: 'run-value-outside-enum',
    title: 'run param outside its enum',
    why: 'the run fails at once with InvalidParamValue',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go ValidateEnumParam',
    severity: 'error',
    on: 'run',
    check: (run, context, report) => {
      // Tekton checks the values before it replaces variables
      checkValues(run.spec.params, context.lookup.targetOf(run)?.spec.params, () => true, context, report);
    },
  },
  {
    code: 'TW257',
    slug: 'value-outside-enum',
    title: "param value outside the Task's enum",
    why: 'the TaskRun fails at once with InvalidParamValue',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go ValidateEnumParam',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['params'],
    check: (task, context, report) => {
      const target = context.lookup.taskOf(task);
      if (target?.hasEnum) checkValues(task.spec.params, target.spec.params, (value) => !value.includes('$('), context, report);
    },
  },
];

type Params = readonly Loose<Param>[] | undefined;

function checkValues(
  params: Params,
  specs: readonly Loose<ParamSpec>[] | undefined,
  isFinal: (value: string) => boolean,
  context: Context,
  report: Report,
): void {
  if (params === undefined || specs === undefined || !items(specs).some(({ item }) => item.enum !== undefined)) return;
  const declared = byName(specs);
  for (const { at, item } of items(params)) {
    const { name = '', value } = item;
    const allowed = declared.get(name)?.enum ?? [];
    const field: FieldPath = ['params', at, 'value'];
    if (allowed.length === 0 || typeof value !== 'string' || !isFinal(value) || allowed.includes(value)) continue;
    report(field, `unknown value ${quoted(value)} of param ${quoted(name)}${context.expect(value, allowed)}`);
  }
}

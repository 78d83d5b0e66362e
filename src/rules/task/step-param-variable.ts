import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { StepView } from '../view/task-view';
import { items } from '../view/view';

/** Variables of steps in the params of a step. */
export const stepParamVariableRules: readonly Rule[] = [
  {
    code: 'TW801',
    slug: 'step-param-variable',
    title: 'param of a step begins with a variable of a step that is not a result',
    why: 'the TaskRun fails at once with TaskRunValidationFailed: "failed to resolve step ref"',
    source: 'pkg/reconciler/taskrun/resources/apply.go replacementsFromStepResults',
    severity: 'error',
    on: 'step',
    check,
  },
];

const RESULT = /^\$\(steps\.[^.]*\.results\../;

function check({ spec: { ref, params } }: StepView, _: Context, report: Report): void {
  if (ref === undefined) return;
  for (const { at, item } of items(params)) {
    const { value } = item;
    if (typeof value !== 'string' || !value.startsWith('$(steps.') || RESULT.test(value)) continue;
    const [variable] = /^\$\([^)]*\)?/.exec(value) ?? [value];
    report(
      ['params', at, 'value'],
      `Tekton expects a result of a step at the beginning of the value, found "${variable}"`,
      'write $(steps.NAME.results.RESULT), or let the StepAction read the file itself',
    );
  }
}

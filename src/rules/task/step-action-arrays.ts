import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { countOf, isWritten, lastItems } from '../set/last-items';
import type { StepView } from '../view/task-view';
import { byName, items } from '../view/view';

/** Rules about arrays that are shorter than a StepAction expects. */
export const stepActionArrayRules: readonly Rule[] = [
  {
    code: 'TW805',
    slug: 'step-action-array-too-short',
    title: 'array value is shorter than the StepAction needs',
    why: 'the run fails at once with TaskRunValidationFailed: "non-existent variable"',
    source: 'pkg/reconciler/taskrun/resources/apply.go applyStepActionParameters, taskrun.go createPod (TaskSpec.Validate)',
    severity: 'error',
    on: 'step',
    check,
  },
];

function check({ spec: { ref, params }, document }: StepView, context: Context, report: Report): void {
  const action = ref?.name === undefined || ref.resolver ? undefined : context.lookup.stepAction(document, ref.name);
  if (action === undefined) return;
  const { spec } = action;
  const lasts = lastItems(spec, action);
  if (lasts.size === 0) return;
  const given = byName(params);
  for (const { item } of items(spec.params)) {
    const { name = '' } = item;
    const last = lasts.get(name);
    const value = given.has(name) ? given.get(name)?.value : item.default;
    if (last === undefined || !isWritten(value) || last < value.length) continue;
    const at = (params ?? []).findIndex((one) => one?.name === name);
    report(
      at < 0 ? ['ref', 'name'] : ['params', at, 'value'],
      `StepAction ${quoted(ref?.name ?? '')} uses "$(params.${name}[${last}])", but array ${quoted(name)} has ${countOf(value)}${at < 0 ? ' by default' : ''}; the first one is [0]`,
    );
  }
}

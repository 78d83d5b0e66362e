import type { CelCondition } from '../cel';
import { type Condition, plain } from '../refs';
import type { WhenExpression } from '../spec';

/** Renders a condition. */
export function renderWhen(condition: Condition | CelCondition): WhenExpression {
  if ('cel' in condition) return { cel: String(condition.cel) };
  const { input, operator, values } = condition;
  return { input: plain(input), operator, values: values.map((value) => String(value)) };
}

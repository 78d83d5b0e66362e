import { celMistake } from '../../cel';
import { quoted } from '../../diagnostics';
import type { WhenExpression } from '../../spec';
import { enableFeature } from '../checks/enable-feature';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ItemView } from '../view/views';

/** Rules about conditions of steps and pipeline tasks. */
export const whenRules: readonly Rule[] = [
  {
    code: 'TW228',
    slug: 'invalid-when',
    title: 'invalid when expression',
    why: 'admission refuses the object',
    source: 'pkg/apis/pipeline/v1/when_validation.go validateWhenExpressionFields',
    severity: 'error',
    on: 'when',
    check: checkWhen,
  },
];

const operators = ['in', 'notin'];

function checkWhen({ spec }: ItemView<WhenExpression>, context: Context, report: Report): void {
  const { input = '', operator = '', values = [], cel = '' } = spec;
  if (cel !== '') {
    if (context.options.feature('enable-cel-in-whenexpression', 'false') !== 'true') {
      report(['cel'], 'the cluster refuses cel, which is off by default', enableFeature('enable-cel-in-whenexpression', 'true'));
    }
    if (input !== '' || operator !== '' || values.length > 0)
      report([], 'a condition has both cel and input, operator or values; use one of the two forms');
    const mistake = celMistake(cel);
    if (mistake !== undefined) report(['cel'], `invalid CEL ${quoted(cel)}: ${mistake}`);
  } else if (operator === '') report(['operator'], 'the condition has no operator; use "in" or "notin"');
  else if (!operators.includes(operator))
    report(['operator'], `unknown operator ${quoted(operator)}${context.expect(operator, operators)}`);
  else if (values.length === 0) report(['values'], `the condition on ${quoted(input)} has no values`);
}

import { compile, eachCelNode, NO_ENVIRONMENT } from '../../cel';
import { quoted } from '../../diagnostics';
import type { WhenExpression } from '../../spec';
import { textOf } from '../checks/cel-text';
import { possibleValues } from '../checks/never-compared';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineTaskView } from '../view/pipeline-view';
import { items, type Loose } from '../view/view';
import type { ItemView } from '../view/views';

/** Rules about conditions that are always true or never true. */
export const neverTrueRules: readonly Rule[] = [
  {
    code: 'TW269',
    slug: 'impossible-when-value',
    title: 'condition compares with a value that never occurs',
    why: 'with "in" the task never runs, and with "notin" it always does',
    source:
      'pkg/reconciler/pipelinerun/resources/pipelinerunstate.go GetPipelineTasksStatus; docs/pipelines.md "Using Aggregate Execution Status"; pkg/reconciler/pipelinerun/resources/apply.go ApplyWorkspaces (bound)',
    severity: 'error',
    stricter: 'Tekton compares any strings',
    on: 'when',
    check: checkWhen,
  },
  {
    code: 'TW524',
    slug: 'constant-when',
    title: 'condition without a variable',
    why: 'the task runs always or never, whatever happens',
    source: 'pkg/apis/pipeline/v1/when_types.go isTrue',
    severity: 'warning',
    lint: 'usual',
    on: 'when',
    check: ({ spec: { input = '', operator, values = [], cel = '' } }, _, report) => {
      const texts = [input, ...values];
      if (cel !== '' || values.length === 0 || texts.some((text) => text.includes('$(') || text.includes('{{'))) return;
      const holds = values.includes(input) === (operator === 'in');
      report(['input'], `the condition is ${holds ? 'always' : 'never'} true, because ${quoted(input)} is not a variable`);
    },
  },
  {
    code: 'TW519',
    slug: 'succeeded-despite-skips',
    title: 'aggregate status compared with "Succeeded" although a task can be skipped',
    why: 'when a task is skipped, $(tasks.status) is "Completed", and the condition is false',
    source: 'docs/pipelines.md "Using Aggregate Execution Status of All Tasks"',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    fields: ['when'],
    check: checkAggregate,
  },
];

function checkWhen({ spec }: ItemView<WhenExpression>, context: Context, report: Report): void {
  const { input = '', values = [], cel = '' } = spec;
  if (cel !== '') checkCel(cel, context, report);
  else if (values.length > 0) {
    const known = possibleValues(input);
    if (known !== undefined) checkValues(input, known, values, context, report);
    else if (!input.includes('$(')) checkLiteral(input, values, context, report);
  }
}

function checkValues(input: string, known: readonly string[], values: readonly string[], context: Context, report: Report): void {
  for (const { at, item } of items(values))
    if (!item.includes('$(') && !known.includes(item))
      report(['values', at], `${quoted(input)} is never ${quoted(item)}${context.suggest(item, known)}`);
}

/** Reports a condition without a variable in its input. */
function checkLiteral(input: string, values: readonly string[], context: Context, report: Report): void {
  for (const { at, item } of items(values)) {
    const known = possibleValues(item);
    if (known !== undefined && !known.includes(input))
      report(['values', at], `${quoted(item)} is never ${quoted(input)}${context.suggest(input, known)}`);
  }
}

function checkCel(cel: string, context: Context, report: Report): void {
  if (!/\.(?:status|bound)\)/.test(cel)) return;
  const { node } = compile(cel, NO_ENVIRONMENT);
  if (node === undefined) return;
  eachCelNode(node, (part) => {
    if (part.kind !== 'call' || part.of !== undefined) return;
    const [left, right] = part.args;
    const pairs =
      part.name === '==' || part.name === '!='
        ? [
            [left, right],
            [right, left],
          ]
        : part.name === 'in' && right?.kind === 'list'
          ? right.items.map((item) => [left, item])
          : [];
    for (const [one, other] of pairs) checkPair(textOf(one), textOf(other), context, report);
  });
}

function checkPair(input: string | undefined, value: string | undefined, context: Context, report: Report): void {
  const known = input === undefined ? undefined : possibleValues(input);
  if (known !== undefined && value !== undefined && !value.includes('$(') && !known.includes(value))
    report(['cel'], `${quoted(input)} is never ${quoted(value)}${context.suggest(value, known)}`);
}

function checkAggregate({ spec, isFinal, pipeline }: PipelineTaskView, _: Context, report: Report): void {
  if (!isFinal) return;
  const skippable = pipeline.tasks.find((task) => !task.isFinal && items(task.spec.when).length > 0);
  if (skippable === undefined) return;
  for (const { at, item } of items<Loose<WhenExpression>>(spec.when)) {
    const { input, values = [], operator } = item;
    if (input === '$(tasks.status)' && operator === 'in' && values.includes('Succeeded') && !values.includes('Completed'))
      report(
        ['when', at, 'values'],
        `task ${quoted(skippable.name)} can be skipped, and then $(tasks.status) is "Completed"`,
        'add "Completed" to the values',
      );
  }
}

import { quoted } from '../../diagnostics';
import { namesWith } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isValue } from '../set/value-fields';
import type { PipelineUse } from '../view/pipeline-view';
import { usesOfTask } from '../view/task-view';
import { items } from '../view/view';

/** Advice about results that end with a newline. */
export const resultLineEndRules: readonly Rule[] = [
  {
    code: 'TW525',
    slug: 'result-with-line-end',
    title: 'result with a trailing newline used as a single word',
    why: 'Tekton keeps the newline that echo and most programs write: a condition is never true, and a name or image is invalid',
    source: 'pkg/entrypoint/entrypointer.go readResultsFromDisk (does not trim the file); docs/tasks.md "Emitting Results"',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-use',
    of: 'task-result',
    check,
  },
];

// fields of an embedded Task and of a pipeline task in which a newline is never intended
const WORDS = namesWith('word');

/** Whether the value of a param is all of an image, a name or a path in the Task that takes it. */
function becomesWord({ path, owner, isAlone }: PipelineUse<'task-result'>, context: Context): boolean {
  const name = path[0] === 'params' && isAlone ? items(owner.spec.params).find(({ at }) => at === path[1])?.item.name : undefined;
  const task = name === undefined ? undefined : context.lookup.taskOf(owner);
  if (task === undefined) return false;
  return usesOfTask(task).some((one) => one.variable.kind === 'param' && one.variable.name === name && WORDS.has(one.path.at(-1)));
}

function check(use: PipelineUse<'task-result'>, context: Context, report: Report): void {
  const { variable, path, isAlone, body, owner } = use;
  if (variable.index !== undefined || variable.key !== undefined) return;
  const last = path[path.length - 1];
  const isCompared = path[0] === 'when' && path[2] !== 'cel';
  const isWithin = !isAlone && last !== 'script' && (isValue(use) || WORDS.has(last));
  if (!isCompared && !isWithin && !WORDS.has(last) && path[2] !== 'cel' && !becomesWord(use, context)) return;
  const producer = owner.pipeline.byName.get(variable.task);
  const task = producer && context.lookup.taskOf(producer);
  const writer = task && context.memo.lineEnds(task).get(variable.result);
  if (writer === undefined) return;
  report(
    [],
    `"$(${body})" ends with the newline that ${quoted(writer)} writes, which ${isCompared ? 'the comparison includes' : 'becomes part of the value'}`,
    `in task ${quoted(variable.task)} write the result without it, for example printf %s "$value" > $(results.${variable.result}.path)`,
  );
}

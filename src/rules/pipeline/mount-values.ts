import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { defaultsOf, valuesIn } from '../set/known-values';
import { hasMountsByValue, listed, relativeMounts } from '../set/relative-mounts';
import type { PipelineTaskView } from '../view/pipeline-view';
import { items } from '../view/view';

/** Rules about params of pipeline tasks that are mount paths. */
export const mountValuesRules: readonly Rule[] = [
  {
    code: 'TW274',
    slug: 'relative-mount-value',
    title: 'param of a pipeline task makes a mount path relative',
    why: 'the path of a mount is relative to "/", not to the directory in which the step works',
    source:
      'pkg/container/container_replacements.go applyContainerReplacements; pkg/reconciler/taskrun/resources/apply.go ApplyReplacements',
    severity: 'error',
    stricter: 'Tekton accepts any string as a path',
    on: 'pipeline-task',
    check,
  },
];

function check(task: PipelineTaskView, { lookup }: Context, report: Report): void {
  const called = lookup.taskOf(task);
  if (called === undefined || !hasMountsByValue(called)) return;
  const given = new Map(items(task.spec.params).map(({ at, item }) => [item.name ?? '', at]));
  const isEmbedded = called === task.embedded;
  if (given.size === 0 && !isEmbedded) return;
  const outer = defaultsOf(task.pipeline);
  for (const { field, text, path, names } of relativeMounts(called, valuesIn(task, called, outer), lookup)) {
    const name = names.find((one) => given.has(one));
    const isOuter = isEmbedded && names.some((one) => outer.has(one) && !called.params.has(one));
    // the default of a Task is a mistake of the Task
    if (name === undefined && !isOuter) continue;
    report(
      name === undefined ? ['taskSpec', ...field] : ['params', given.get(name) as number, 'value'],
      `${listed(names)} makes mount path ${quoted(text)} ${quoted(path)}, which is not absolute`,
      'write a value that starts with "/"',
    );
  }
}

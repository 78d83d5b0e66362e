import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { defaultsOf, type Values, valuesIn, valuesOf } from '../set/known-values';
import { listed, type RelativeMount, relativeMounts } from '../set/relative-mounts';
import type { RunView } from '../view/run-view';

/** Rules about params of runs that are mount paths. */
export const mountValuesRules: readonly Rule[] = [
  {
    code: 'TW351',
    slug: 'relative-run-mount',
    title: 'param of a run makes a mount path relative',
    why: 'the path of a mount is relative to "/", not to the directory in which the step works',
    source:
      'pkg/container/container_replacements.go applyContainerReplacements; pkg/reconciler/taskrun/resources/apply.go ApplyReplacements',
    severity: 'error',
    stricter: 'Tekton accepts any string as a path',
    on: 'run',
    check,
  },
];

function check(run: RunView, { lookup }: Context, report: Report): void {
  if (run.kind === 'TaskRun') {
    const task = lookup.targetOf(run);
    if (task === undefined || !('steps' in task)) return;
    const mounts = (values: Values) => relativeMounts(task, values, lookup);
    compare(run.embedded === undefined ? mounts(defaultsOf(task)) : [], mounts(valuesOf(run, task)), '', report);
    return;
  }
  const pipeline = lookup.pipelineOf(run);
  if (pipeline === undefined) return;
  const defaults = run.embedded === undefined ? defaultsOf(pipeline) : NONE;
  const values = valuesOf(run, pipeline);
  for (const task of pipeline.tasks) {
    const called = lookup.taskOf(task);
    if (called === undefined) continue;
    const mounts = (known: Values) => relativeMounts(called, valuesIn(task, called, known), lookup);
    // TW186 leaves the Tasks of a run to this rule
    const before = called.isInRun ? [] : mounts(defaults);
    compare(before, mounts(values), ` of task ${quoted(task.name)}`, report);
  }
}

const NONE: Values = new Map();

/** Reports the paths that only the values of the run make relative. */
function compare(before: readonly RelativeMount[], mounts: readonly RelativeMount[], place: string, report: Report): void {
  const known = new Set(before.map(({ field, path }) => `${field.join('.')} ${path}`));
  for (const { field, text, path, names } of mounts)
    if (!known.has(`${field.join('.')} ${path}`))
      report(
        ['params'],
        `${names.length > 0 ? listed(names) : 'a value'} makes mount path ${quoted(text)}${place} ${quoted(path)}, which is not absolute`,
      );
}

import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { type PipelineTaskView, type PipelineUse, usesOfPipelineTask } from '../view/pipeline-view';
import { items } from '../view/view';

/** Advice on results of tasks that a condition may skip: Tekton then skips who takes them, and the run counts as completed. */
export const lintSkippedRules: readonly Rule[] = [
  {
    code: 'TW562',
    slug: 'finally-reads-skippable-result',
    title: 'finally task reads a result of a task that `when` may skip',
    why: 'the task of finally does not run (MissingResultsSkip) whenever the condition is false, and the run says nothing of it but "Completed"',
    source: 'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go skipBecauseResultReferencesAreMissing, IsFinallySkipped',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    check: (task, _, report) => {
      if (task.isFinal)
        checkTask(task, report, 'look at $(tasks.status) instead, or tell by a condition of its own that it may be skipped');
    },
  },
  {
    code: 'TW563',
    slug: 'reads-skippable-result',
    title: 'task reads a result of a task that `when` may skip',
    why: 'the task is skipped (MissingResultsSkip) whenever the condition of the other one is false, and so is what comes behind it',
    source:
      'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go skipBecauseResultReferencesAreMissing, skipBecauseParentTaskWasSkipped',
    severity: 'warning',
    lint: 'optional',
    on: 'pipeline-task',
    check: (task, _, report) => {
      if (!task.isFinal) checkTask(task, report, 'repeat the condition where the task is meant to be skipped, too');
    },
  },
];

/** Reports a task once for each task whose result it takes, and that may be skipped without it. */
function checkTask(task: PipelineTaskView, report: Report, fix: string): void {
  const told = new Set<string>();
  const uses = usesOfPipelineTask(task);
  for (const { variable, path } of uses) {
    if (variable.kind !== 'task-result' || told.has(variable.task) || !isWaitedFor(path)) continue;
    const producer = task.pipeline.byName.get(variable.task);
    if (producer === undefined || items(producer.spec.when).length === 0 || knowsOf(task, uses, producer)) continue;
    told.add(variable.task);
    const result = `it takes result ${quoted(variable.result)}, and ${quoted(variable.task)} has a condition`;
    report(path, `task ${quoted(task.name)} may be skipped: ${result}`, fix);
  }
}

// where Tekton looks for results before it starts a task
const PLACES: ReadonlySet<unknown> = new Set(['params', 'matrix', 'when', 'taskSpec']);

function isWaitedFor([place]: PipelineUse['path']): boolean {
  return PLACES.has(place);
}

/** Whether the task says itself when it is to be skipped: by the same conditions, or by the outcome of the other one. */
function knowsOf(task: PipelineTaskView, uses: readonly PipelineUse[], producer: PipelineTaskView): boolean {
  const own = new Set(items(task.spec.when).map(({ item }) => JSON.stringify(item)));
  if (items(producer.spec.when).every(({ item }) => own.has(JSON.stringify(item)))) return true;
  return uses.some(({ variable, path: [place] }) => {
    if (place !== 'when') return false;
    return variable.kind === 'tasks-status' || (variable.kind === 'task-status' && variable.task === producer.name);
  });
}

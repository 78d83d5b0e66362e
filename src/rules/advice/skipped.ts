import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { type PipelineTaskView, type PipelineUse, usesOfPipelineTask } from '../view/pipeline-view';
import { items } from '../view/view';

/** Advice about results of tasks that `when` may skip. Tekton then skips the tasks that read them, and the run counts as completed. */
export const lintSkippedRules: readonly Rule[] = [
  {
    code: 'TW562',
    slug: 'finally-reads-skippable-result',
    title: 'finally task reads a result of a task that `when` may skip',
    why: 'Tekton skips the finally task (MissingResultsSkip) whenever the condition is false, and the run only reports "Completed"',
    source: 'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go skipBecauseResultReferencesAreMissing, IsFinallySkipped',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline-task',
    check: (task, _, report) => {
      if (task.isFinal)
        checkTask(task, report, 'use $(tasks.status) instead, or give the finally task a condition of its own if it may be skipped');
    },
  },
  {
    code: 'TW563',
    slug: 'reads-skippable-result',
    title: 'task reads a result of a task that `when` may skip',
    why: 'Tekton skips the task (MissingResultsSkip), and the tasks after it, whenever the condition of the other one is false',
    source:
      'pkg/reconciler/pipelinerun/resources/pipelinerunresolution.go skipBecauseResultReferencesAreMissing, skipBecauseParentTaskWasSkipped',
    severity: 'warning',
    lint: 'optional',
    on: 'pipeline-task',
    check: (task, _, report) => {
      if (!task.isFinal) checkTask(task, report, 'repeat the condition in this task if it may be skipped');
    },
  },
];

/** Reports a task once for each task that may be skipped and whose result it reads. */
function checkTask(task: PipelineTaskView, report: Report, fix: string): void {
  const reported = new Set<string>();
  const uses = usesOfPipelineTask(task);
  const known = knownBy(task, uses);
  for (const { variable, path } of uses) {
    if (variable.kind !== 'task-result' || reported.has(variable.task) || !isWaitedFor(path)) continue;
    const producer = task.pipeline.byName.get(variable.task);
    if (producer === undefined || items(producer.spec.when).length === 0 || knowsOf(known, producer)) continue;
    reported.add(variable.task);
    const result = `it reads result ${quoted(variable.result)} of ${quoted(variable.task)}, which has a condition`;
    report(path, `task ${quoted(task.name)} may be skipped: ${result}`, fix);
  }
}

// the fields in which Tekton resolves results before it starts a task
const PLACES: ReadonlySet<unknown> = new Set(['params', 'matrix', 'when', 'taskSpec']);

function isWaitedFor([place]: PipelineUse['path']): boolean {
  return PLACES.has(place);
}

/** What the conditions of a task say: themselves as JSON, and the tasks whose status they read. */
interface Known {
  readonly conditions: ReadonlySet<string>;
  readonly statusOf: ReadonlySet<string>;
  /** Whether they read the status of all tasks. */
  readonly all: boolean;
}

function knownBy(task: PipelineTaskView, uses: readonly PipelineUse[]): Known {
  const conditions = new Set(items(task.spec.when).map(({ item }) => JSON.stringify(item)));
  const inWhen = uses.filter(({ path: [place] }) => place === 'when').map(({ variable }) => variable);
  const statusOf = new Set(inWhen.flatMap((variable) => (variable.kind === 'task-status' ? [variable.task] : [])));
  return { conditions, statusOf, all: inWhen.some(({ kind }) => kind === 'tasks-status') };
}

/** Whether the task itself declares when it is skipped: by the same conditions, or by the status of the other one. */
function knowsOf({ conditions, statusOf, all }: Known, producer: PipelineTaskView): boolean {
  if (all || statusOf.has(producer.name)) return true;
  return items(producer.spec.when).every(({ item }) => conditions.has(JSON.stringify(item)));
}

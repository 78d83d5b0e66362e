import { durationText } from './duration';
import type { RunProgress, TaskProgress, TaskState } from './progress';

/** The part of a line about how a task is: `running (scan)`, `failed in 12 s: …`. */
export function stateText(task: TaskProgress): string {
  const { state, started, ended, reason, step, attempt, matrix, isIgnored } = task;
  const time = started !== undefined && ended !== undefined ? ` in ${durationText(ended - started)}` : '';
  const parts = [
    `${state}${time}`,
    ...(matrix === undefined ? [] : [`(${matrix.done} of ${matrix.all})`]),
    ...(state === 'running' && step !== undefined ? [`(${step})`] : []),
    ...(attempt > 1 ? [`(attempt ${attempt})`] : []),
    ...(state === 'failed' && isIgnored ? ['(the run goes on)'] : []),
  ];
  // a cancelled run needs no reason: the person who cancelled it has one
  const why = state === 'cancelled' || reason === undefined || reason === '' ? '' : `: ${reason}`;
  return `${parts.join(' ')}${why}`;
}

/** What makes one line differ from the next; steps and times do not. */
function stateKey({ state, reason, attempt, matrix }: TaskProgress): string {
  return JSON.stringify([state, state === 'pending' || state === 'failed' ? reason : '', attempt, matrix?.done ?? 0]);
}

/** The tasks whose state is another one than before. */
export function changedTasks(before: RunProgress | undefined, after: RunProgress): readonly TaskProgress[] {
  const known = new Map((before?.tasks ?? []).map((task) => [task.name, stateKey(task)]));
  return after.tasks.filter((task) => {
    const old = known.get(task.name);
    return old === undefined ? task.state !== 'waiting' : old !== stateKey(task);
  });
}

/** The sign before a task, which does not depend on colours. */
export const signs: Readonly<Record<TaskState, string>> = {
  waiting: '·',
  pending: '…',
  running: '▶',
  succeeded: '✓',
  failed: '✗',
  cancelled: '■',
  skipped: '-',
};

const COLOURS: Readonly<Record<TaskState, number>> = {
  waiting: 90,
  pending: 33,
  running: 36,
  succeeded: 32,
  failed: 31,
  cancelled: 33,
  skipped: 90,
};

/** Text in the colour of a state. */
export function coloured(state: TaskState, text: string, isColoured: boolean): string {
  return isColoured ? `\x1b[${COLOURS[state]}m${text}\x1b[0m` : text;
}

import { durationText } from '../run/duration';
import type { RunTimes, TimedAttempt } from './run-times';

/** The output formats of `tekwire graph --times`. */
export const timeFormats = { text: printText, json: printJson } as const;

const GIB = 2 ** 30;

/** The totals of a run. */
interface Totals {
  readonly pods: number;
  readonly cpuSeconds: number;
  readonly memoryByteSeconds: number;
}

function totalsOf({ attempts }: RunTimes): Totals {
  return {
    pods: new Set(attempts.flatMap(({ pod }) => pod ?? [])).size,
    cpuSeconds: rounded(attempts.reduce((all, one) => all + cpuSeconds(one), 0)),
    memoryByteSeconds: rounded(attempts.reduce((all, one) => all + memoryByteSeconds(one), 0)),
  };
}

function cpuSeconds({ requests, reserved }: TimedAttempt): number {
  return ((requests?.cpu ?? 0) * reserved) / 1000;
}

function memoryByteSeconds({ requests, reserved }: TimedAttempt): number {
  return ((requests?.memory ?? 0) * reserved) / 1000;
}

function printText(times: RunTimes): string {
  const { name, state, created, started, ended, attempts, criticalPath, skipped } = times;
  const { pods, cpuSeconds: cpu, memoryByteSeconds: memory } = totalsOf(times);
  const verb = state === 'running' || state === 'pending' ? `${state} for` : `${state} in`;
  const queued = created !== undefined && started !== undefined && started - created >= 1000 ? started - created : undefined;
  const unknown = attempts.filter(({ pod, isPodKnown }) => pod !== undefined && !isPodKnown).length;
  const path = criticalPath.reduce((all, one) => all + one.ended - one.ready, 0);
  return [
    `PipelineRun "${name}" ${started === undefined ? 'has not started' : `${verb} ${durationText(ended - started)}`}`,
    ...(queued === undefined ? [] : [`started ${durationText(queued)} after it was created`]),
    ...(attempts.length === 0 ? [] : ['', ...table(attempts)]),
    ...(skipped.length === 0 ? [] : [`skipped: ${skipped.join(', ')}`]),
    ...(path === 0 ? [] : ['', `critical path (*), ${durationText(path)}: ${partsText(criticalPath, path)}`]),
    ...criticalPath.map((one) => `  ${title(one, attempts)} ${durationText(one.ended - one.ready)}`),
    '',
    `${pods} ${pods === 1 ? 'pod' : 'pods'}, requested: ${amount(cpu)} CPU seconds, ${amount(memory / GIB)} GiB seconds of memory`,
    ...(unknown === 0 ? [] : [`${unknown} of them ${unknown === 1 ? 'is' : 'are'} gone: without what a LimitRange added`]),
  ].join('\n');
}

function partsText(path: readonly TimedAttempt[], all: number): string {
  const parts = {
    waiting: path.reduce((total, one) => total + one.waiting, 0),
    'pod start': path.reduce((total, one) => total + one.podStart, 0),
    steps: path.reduce((total, one) => total + one.inSteps, 0),
    end: path.reduce((total, one) => total + one.ending, 0),
  };
  return Object.entries(parts)
    .map(([name, time]) => `${name} ${durationText(time)} (${Math.round((time / all) * 100)} %)`)
    .join(', ');
}

const HEAD = ['task', 'waiting', 'pod start', 'steps', 'end', 'CPU', 'memory', ''];

function table(attempts: readonly TimedAttempt[]): readonly string[] {
  const rows = attempts.map((one) => [
    title(one, attempts),
    durationText(one.waiting),
    durationText(one.podStart),
    durationText(one.inSteps),
    durationText(one.ending),
    one.requests === undefined ? '' : amount(one.requests.cpu),
    one.requests === undefined ? '' : `${amount(one.requests.memory / GIB)} GiB`,
    note(one),
  ]);
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[], mark: string) =>
    `${mark} ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [line(HEAD, ' '), ...rows.map((row, at) => line(row, attempts[at]?.isCritical ? '*' : ' '))];
}

/** The state, unless it succeeded, and the steps that took a second or more. */
function note({ state, steps }: TimedAttempt): string {
  const long = steps.filter(({ milliseconds }) => milliseconds >= 1000);
  return [
    ...(state === 'succeeded' ? [] : [state]),
    ...(steps.length < 2 ? [] : long.map(({ name, milliseconds }) => `${name} ${durationText(milliseconds)}`)),
  ].join(', ');
}

/** The task; where it has several TaskRuns, as a matrix has, the TaskRun; and the attempt. */
function title({ task, name, attempt }: TimedAttempt, all: readonly TimedAttempt[]): string {
  const others = all.filter((one) => one.task === task);
  const base = others.some((one) => one.name !== name) ? `${task} (${name})` : task;
  return others.some((one) => one.name === name && one.attempt > 1) ? `${base} attempt ${attempt}` : base;
}

/** Two digits that matter: `0.25`, `3`, `120`. */
function amount(value: number): string {
  if (value === 0) return '0';
  return value >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}

function printJson(times: RunTimes): string {
  const { name, namespace, state, created, started, ended, attempts, criticalPath, skipped, missing } = times;
  const seconds = (time: number) => rounded(time / 1000);
  return JSON.stringify({
    name,
    namespace,
    state,
    started: timeText(started),
    ended: timeText(ended),
    seconds: started === undefined ? 0 : seconds(ended - started),
    queuedSeconds: created === undefined || started === undefined ? undefined : seconds(started - created),
    ...totalsOf(times),
    tasks: attempts.map((one) => ({
      task: one.task,
      kind: one.kind,
      name: one.name,
      attempt: one.attempt,
      isFinal: one.isFinal,
      isCritical: one.isCritical,
      state: one.state,
      started: timeText(one.started),
      ended: timeText(one.ended),
      waitingSeconds: seconds(one.waiting),
      podStartSeconds: seconds(one.podStart),
      stepsSeconds: seconds(one.inSteps),
      endSeconds: seconds(one.ending),
      steps: one.steps.map((step) => ({ name: step.name, seconds: seconds(step.milliseconds) })),
      pod: one.pod,
      requests: one.requests && { ...one.requests, source: one.isPodKnown ? 'pod' : 'taskRun' },
      cpuSeconds: rounded(cpuSeconds(one)),
      memoryByteSeconds: rounded(memoryByteSeconds(one)),
    })),
    criticalPath: criticalPath.map(({ task, name: run, attempt }) => ({ task, name: run, attempt })),
    skipped,
    missing,
  });
}

function timeText(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** Without the tail of a binary fraction. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

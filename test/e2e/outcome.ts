import { get, kubectl, pause, WAIT_SECONDS } from './kubectl';

/** How one task of a run went. Times are milliseconds since 1970. */
export interface TaskOutcome {
  readonly taskRun: string;
  readonly succeeded: boolean;
  readonly reason: string;
  readonly started: number;
  readonly ended: number;
  readonly results: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  /** Exit codes by step. */
  readonly exitCodes: Readonly<Record<string, number>>;
  /** Attempts that failed before the last one. */
  readonly retries: number;
  /** Claims that its pod mounted, by workspace. */
  readonly claims: Readonly<Record<string, string>>;
}

/** How a PipelineRun went. */
export interface RunOutcome {
  readonly name: string;
  readonly succeeded: boolean;
  readonly reason: string;
  readonly message: string;
  readonly tasks: Readonly<Record<string, TaskOutcome>>;
  /** Reasons by the name of the task. */
  readonly skipped: Readonly<Record<string, string>>;
  readonly results: Readonly<Record<string, unknown>>;
}

/** Creates a PipelineRun (YAML or JSON text), waits until it has ended, and tells how it went. */
export async function runToEnd(namespace: string, manifest: string, timeoutSeconds = WAIT_SECONDS): Promise<RunOutcome> {
  return waitForRun(namespace, await startRun(namespace, manifest), timeoutSeconds);
}

/** Creates a PipelineRun and gives its name. */
export async function startRun(namespace: string, manifest: string): Promise<string> {
  const created = await kubectl(['-n', namespace, 'create', '-f', '-', '-o', 'name'], manifest);
  return created.trim().replace(/^.*\//, '');
}

/** Waits until a PipelineRun has ended, and tells how it went. */
export async function waitForRun(namespace: string, name: string, timeoutSeconds = WAIT_SECONDS): Promise<RunOutcome> {
  for (let second = 0; second < timeoutSeconds; second++) {
    const run = await get<Run>(namespace, 'pipelinerun', name);
    if (run.status?.completionTime !== undefined) return outcome(run, await taskRuns(namespace, name));
    await pause(1000);
  }
  throw new Error(`${name} did not end within ${timeoutSeconds} s:\n${await kubectl(['-n', namespace, 'get', 'taskruns,pods'])}`);
}

/** What a task's containers printed. */
export function log(namespace: string, task: TaskOutcome): Promise<string> {
  return kubectl(['-n', namespace, 'logs', `--selector=tekton.dev/taskRun=${task.taskRun}`, '--all-containers', '--tail=-1']);
}

/** True when both ran during some moment. */
export function overlap(a: TaskOutcome, b: TaskOutcome): boolean {
  return a.started < b.ended && b.started < a.ended;
}

interface Condition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}
interface Named {
  readonly name: string;
  readonly value: unknown;
}
interface Run {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly conditions: readonly [Condition];
    readonly completionTime?: string;
    readonly results?: readonly Named[];
    readonly skippedTasks?: readonly { readonly name: string; readonly reason: string }[];
  };
}
interface TaskRun {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly params?: readonly Named[];
    readonly workspaces?: readonly { readonly name: string; readonly persistentVolumeClaim?: { readonly claimName: string } }[];
  };
  readonly status?: {
    readonly conditions: readonly [Condition];
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly results?: readonly Named[];
    readonly retriesStatus?: readonly unknown[];
    readonly steps?: readonly { readonly name: string; readonly terminated?: { readonly exitCode: number } }[];
  };
}

async function taskRuns(namespace: string, run: string): Promise<readonly TaskRun[]> {
  const list = await get<{ readonly items: readonly TaskRun[] }>(namespace, 'taskruns', '-l', `tekton.dev/pipelineRun=${run}`);
  return list.items;
}

function outcome(run: Run, tasks: readonly TaskRun[]): RunOutcome {
  const status = run.status;
  const condition = status?.conditions[0];
  return {
    name: run.metadata.name,
    succeeded: condition?.status === 'True',
    reason: condition?.reason ?? '',
    message: condition?.message ?? '',
    tasks: Object.fromEntries(tasks.map((task) => [task.metadata.labels['tekton.dev/pipelineTask'], taskOutcome(task)])),
    skipped: Object.fromEntries((status?.skippedTasks ?? []).map(({ name, reason }) => [name, reason])),
    results: values(status?.results),
  };
}

function taskOutcome({ metadata, spec, status }: TaskRun): TaskOutcome {
  const claims = (spec.workspaces ?? []).flatMap(({ name, persistentVolumeClaim }) =>
    persistentVolumeClaim === undefined ? [] : [[name, persistentVolumeClaim.claimName] as const],
  );
  return {
    taskRun: metadata.name,
    succeeded: status?.conditions[0].status === 'True',
    reason: status?.conditions[0].reason ?? '',
    started: Date.parse(status?.startTime ?? ''),
    ended: Date.parse(status?.completionTime ?? ''),
    results: values(status?.results),
    params: values(spec.params),
    exitCodes: Object.fromEntries((status?.steps ?? []).map((step) => [step.name, step.terminated?.exitCode ?? -1])),
    retries: status?.retriesStatus?.length ?? 0,
    claims: Object.fromEntries(claims),
  };
}

function values(list: readonly Named[] = []): Record<string, unknown> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

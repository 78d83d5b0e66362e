import type { Call } from '../../../src/cli/command';
import type { Clock } from '../../../src/cli/run/reflector';
import { startRun } from '../../../src/cli/run/run-command';
import { runOptions } from '../../../src/cli/run/run-options';
import type { Manifest, PipelineSpec } from '../../../src/spec';
import { MemoryRunCluster } from './memory-run-cluster';

/** A run of the command in a cluster in memory. */
export class Scenario {
  readonly cluster = new MemoryRunCluster();
  readonly out: string[] = [];
  readonly err: string[] = [];
  readonly questions: string[] = [];
  /** Answers to questions; undefined is the end of the input. */
  answers: (string | undefined)[] | undefined;
  name = '';
  /** Time passes only where the command waits. */
  clock: Clock = {
    now: () => this.time,
    pause: (milliseconds) =>
      new Promise((resolve) => {
        this.time += milliseconds;
        setTimeout(resolve, Math.min(milliseconds, 5));
      }),
  };
  private interrupt: () => void = () => undefined;
  private time = 0;

  constructor(spec: PipelineSpec, annotations: Readonly<Record<string, string>> = {}) {
    this.cluster.set({ apiVersion: 'tekton.dev/v1', kind: 'Pipeline', metadata: { name: 'ci', annotations }, spec });
    this.cluster.onCreate = ({ kind, metadata }) => {
      if (kind === 'PipelineRun') this.name = metadata?.name ?? '';
    };
  }

  /** Starts the command. */
  start(
    options: Readonly<Record<string, string | boolean | string[]>> = {},
    files: readonly string[] = ['ci'],
    isTerminal = false,
  ): Promise<number> {
    const defaults = Object.fromEntries(
      Object.entries(runOptions).map(([name, option]) => [name, option.default ?? (option.multiple ? [] : undefined)]),
    );
    const call: Call = {
      files,
      options: { ...defaults, ...options },
      out: (text) => this.out.push(text),
      err: (text) => this.err.push(text),
      isTerminal,
      columns: 80,
    };
    const ask = async (question: string) => {
      this.questions.push(question);
      return this.answers?.shift();
    };
    return startRun(call, {
      clock: this.clock,
      interrupts: {
        listen: (onInterrupt) => {
          this.interrupt = onInterrupt;
          return () => undefined;
        },
      },
      terminal: this.answers === undefined ? undefined : { ask },
      open: async () => this.cluster,
    });
  }

  /** Presses Ctrl-C. */
  pressCtrlC(): void {
    this.interrupt();
  }

  /** Waits until the output contains the text. */
  async until(text: string): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      if ([...this.out, ...this.err, ...this.cluster.requests].join('\n').includes(text)) return;
      if (attempt === 400)
        throw new Error(`"${text}" was not printed:\n${[...this.out, ...this.err, ...this.cluster.requests].join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The controller changes the status of the run. */
  run(status: object): void {
    const run = this.stored('PipelineRun', this.name);
    this.cluster.set({ ...run, status });
  }

  /** The controller ends the run. */
  end(succeeded: 'True' | 'False', reason: string, more: object = {}): void {
    const condition = { type: 'Succeeded', status: succeeded, reason };
    this.run({ startTime: '2026-01-01T00:00:00Z', completionTime: '2026-01-01T00:01:05Z', conditions: [condition], ...more });
  }

  /** The controller creates or changes the TaskRun of a task; its steps are `running`, `waiting` or an exit code, by name. */
  task(name: string, steps: Readonly<Record<string, 'running' | 'waiting' | number>>, more: object = {}): void {
    const states = Object.entries(steps).map(([step, state]) => ({
      name: step,
      container: `step-${step}`,
      ...(state === 'running' ? { running: {} } : state === 'waiting' ? { waiting: {} } : { terminated: { exitCode: state } }),
    }));
    const codes = Object.values(steps);
    const isOver = codes.every((state) => typeof state === 'number');
    const status = !isOver ? 'Unknown' : codes.some((code) => code !== 0) ? 'False' : 'True';
    const reason = !isOver ? 'Running' : status === 'True' ? 'Succeeded' : 'Failed';
    const message = status === 'False' ? '"step-x" exited with code 1' : '';
    this.cluster.set({
      apiVersion: 'tekton.dev/v1',
      kind: 'TaskRun',
      metadata: { name: `${this.name}-${name}`, labels: { 'tekton.dev/pipelineRun': this.name, 'tekton.dev/pipelineTask': name } },
      status: {
        podName: `${this.name}-${name}-pod`,
        startTime: '2026-01-01T00:00:00Z',
        ...(isOver ? { completionTime: '2026-01-01T00:00:12Z' } : {}),
        conditions: [{ type: 'Succeeded', status, reason, message }],
        steps: states,
        ...more,
      },
    });
  }

  /** The pod of a task. */
  pod(task: string): string {
    return `${this.name}-${task}-pod`;
  }

  private stored(kind: string, name: string): Manifest {
    const found = this.cluster.find({ apiVersion: 'tekton.dev/v1', kind, namespace: 'ci', name });
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return found;
  }
}

import type { Manifest, PipelineSpec } from '../../spec';
import type { Streams } from '../command';
import type { LogLine } from './follow-logs';
import { printable } from './log-lines';
import { outcomeLines } from './outcome';
import { progressOf, type RunProgress, type RunView } from './progress';
import type { Clock } from './reflector';
import { Screen } from './screen';
import { type PipelineRunStatus, type ResultValue, statusOf, type TaskRunStatus, taskNameOf } from './status';
import { changedTasks, coloured, signs, stateText } from './task-text';

/** Shows a run while it is watched, and how it ended. */
export interface Reporter {
  log(line: LogLine): void;
  update(view: RunView): void;
  notice(text: string): void;
  /** Shows nothing more until `resume`, because a question is on the screen. */
  pause(): void;
  /** Shows what came meanwhile. */
  resume(): void;
  end(view: RunView): void;
}

/** How a run is shown. */
export interface ReporterProps {
  readonly streams: Streams;
  readonly clock: Clock;
  readonly isJson: boolean;
  /** The Pipeline, until the status of the run has it. */
  readonly spec: PipelineSpec;
}

/** JSON for programs, a picture on a terminal, else a line for each change. */
export function reporterOf(props: ReporterProps): Reporter {
  if (props.isJson) return new JsonReporter(props);
  return props.streams.isTerminal === true ? new LiveReporter(props) : new PlainReporter(props);
}

class PlainReporter implements Reporter {
  protected progress: RunProgress | undefined;

  constructor(protected readonly props: ReporterProps) {}

  log({ task, step, text }: LogLine): void {
    this.print(`[${task} : ${step}] ${printable(text, this.props.streams.isColoured === true)}`);
  }

  update(view: RunView): void {
    const next = progressOf(view, this.props.spec);
    for (const task of changedTasks(this.progress, next)) {
      const text = `${signs[task.state]} ${task.name} ${stateText(task)}`;
      this.print(coloured(task.state, text, this.props.streams.isColoured === true));
    }
    this.progress = next;
  }

  notice(text: string): void {
    this.props.streams.err(text);
  }

  pause(): void {
    // lines need no pause
  }

  resume(): void {
    // nor do they need this
  }

  end(view: RunView): void {
    this.update(view);
    const { streams } = this.props;
    for (const line of outcomeLines(view, progressOf(view, this.props.spec))) streams.out(printable(line, false));
  }

  protected print(text: string): void {
    this.props.streams.out(text);
  }
}

const REDRAW_MS = 1000;

class LiveReporter extends PlainReporter {
  private readonly screen: Screen;
  private readonly timer: NodeJS.Timeout;
  /** Lines that come while a question is on the screen. */
  private postponed: string[] | undefined;
  private view: RunView | undefined;

  constructor(props: ReporterProps) {
    super(props);
    this.screen = new Screen(props.streams);
    // times go on
    this.timer = setInterval(() => this.draw(), REDRAW_MS).unref();
  }

  override update(view: RunView): void {
    this.view = view;
    this.progress = progressOf(view, this.props.spec);
    this.draw();
  }

  override notice(text: string): void {
    this.print(text);
  }

  override pause(): void {
    this.postponed ??= [];
    this.screen.clear();
  }

  override resume(): void {
    const lines = this.postponed ?? [];
    this.postponed = undefined;
    for (const line of lines) this.print(line);
    this.draw();
  }

  override end(view: RunView): void {
    clearInterval(this.timer);
    this.resume();
    this.screen.clear();
    super.end(view);
  }

  protected override print(text: string): void {
    if (this.postponed === undefined) this.screen.line(text);
    else this.postponed.push(text);
  }

  private draw(): void {
    if (this.postponed !== undefined || this.view === undefined || this.progress === undefined) return;
    const spec = statusOf<PipelineRunStatus>(this.view.run).pipelineSpec ?? this.props.spec;
    this.screen.draw(this.progress, spec, this.props.clock.now());
  }
}

class JsonReporter extends PlainReporter {
  override log(line: LogLine): void {
    this.write({ type: 'log', ...line });
  }

  override update(view: RunView): void {
    const next = progressOf(view, this.props.spec);
    for (const task of changedTasks(this.progress, next)) this.write({ type: 'task', ...task });
    this.progress = next;
  }

  override end(view: RunView): void {
    this.update(view);
    const { name, state, reason, message } = progressOf(view, this.props.spec);
    const results = valuesOf(statusOf<PipelineRunStatus>(view.run).results);
    const tasks = Object.fromEntries(view.taskRuns.flatMap((one) => taskResults(one)));
    this.write({ type: 'run', name, state, reason, message, results, taskResults: tasks });
  }

  private write(event: object): void {
    this.props.streams.out(JSON.stringify(event));
  }
}

function taskResults(taskRun: Manifest): readonly (readonly [string, object])[] {
  const results = valuesOf(statusOf<TaskRunStatus>(taskRun).results);
  return Object.keys(results).length === 0 ? [] : [[taskNameOf(taskRun), results]];
}

function valuesOf(results: readonly ResultValue[] = []): Record<string, unknown> {
  return Object.fromEntries(results.map(({ name, value }) => [name, value]));
}

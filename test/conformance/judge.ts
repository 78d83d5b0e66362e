import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A set of manifests that would be applied together. */
export interface Question {
  /** Manifests as objects, or YAML texts, which are read as kubectl reads them. */
  readonly documents: readonly unknown[];
  /** Ask for the graph of each Pipeline. */
  readonly dag?: boolean;
  /** Ask for the objects as Tekton has read and defaulted them. */
  readonly objects?: boolean;
  /** Ask what the reconcilers say of each PipelineRun and TaskRun. */
  readonly run?: boolean;
  /** Keys of Tekton's feature-flags. @default - those of a default installation */
  readonly features?: Readonly<Record<string, string>>;
  /** Ask what the containers of each TaskRun start with; keys of Secrets and ConfigMaps by `Secret/name`. */
  readonly sources?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Conditions in CEL, with the params that the run has. */
  readonly conditions?: readonly { readonly cel: string; readonly params?: Readonly<Record<string, string>> }[];
  /** Names of images. */
  readonly images?: readonly string[];
  /** YAML texts, of which only the meaning is asked. */
  readonly texts?: readonly string[];
}

/** What a single text means; without a value when it means nothing. */
export interface Reading<T = unknown> {
  readonly value?: T;
  readonly error?: string;
}

/** A step or sidecar when Tekton and the kubelet have replaced all they know. */
export interface Container {
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly script?: string;
}

/** What creating one object comes to. */
export interface Verdict {
  readonly kind: string;
  readonly name: string;
  readonly ok: boolean;
  readonly skipped?: boolean;
  readonly error?: string;
  readonly warnings?: readonly string[];
  readonly object?: unknown;
}

/** The graph that Tekton schedules: pairs of a task and one that waits for it, sorted. */
export interface TektonGraph {
  readonly edges: readonly (readonly [string, string])[];
  readonly finally: readonly string[];
  readonly error?: string;
}

/** What a run comes to before its first pod starts. `reason` is that of the run's condition. */
export interface RunVerdict {
  readonly ok: boolean;
  readonly reason?: string;
  readonly error?: string;
  readonly skipped?: string;
  readonly taskRuns?: readonly {
    readonly name: string;
    readonly pipelineTask?: string;
    readonly params?: readonly unknown[];
    readonly containers?: readonly Container[];
  }[];
}

/** The judge's words on one question; `dag` and `run` are keyed by object name. */
export interface Answer {
  readonly verdicts: readonly Verdict[];
  readonly dag?: Readonly<Record<string, TektonGraph>>;
  readonly run?: Readonly<Record<string, RunVerdict>>;
  readonly conditions?: readonly Reading[];
  readonly images?: readonly Reading<{
    readonly registry: string;
    readonly repository: string;
    readonly tag?: string;
    readonly digest?: string;
  }>[];
  /** JSON of the documents of each text. */
  readonly texts?: readonly Reading<readonly unknown[]>[];
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Tekton's own code (judge/, a Go program) as a process that stays open. Answers come in the order of the questions.
 * @example
 * const judge = Judge.open();
 * const { verdicts } = await judge.ask({ documents: [manifest] });
 * await judge.close();
 */
export class Judge {
  /** Starts the program that build.sh made; builds it first when JUDGE does not name it. */
  static open(): Judge {
    const program = process.env.JUDGE ?? execFileSync(join(__dirname, 'build.sh'), { encoding: 'utf8' }).trim();
    return new Judge(spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] }));
  }

  private readonly waiting: Waiting[] = [];

  private constructor(private readonly server: ChildProcess) {
    if (server.stdout === null) throw new Error('the judge has no output');
    createInterface({ input: server.stdout }).on('line', (line) => this.waiting.shift()?.resolve(JSON.parse(line) as Answer));
    server.on('exit', (code) => this.fail(new Error(`the judge ended with exit code ${code}`)));
    server.on('error', (error) => this.fail(error));
  }

  /** @throws when Tekton's code cannot take the question at all */
  async ask(question: Question): Promise<Answer> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.server.stdin?.write(`${JSON.stringify(question)}\n`);
    });
    if (answer.error !== undefined) throw new Error(`the judge refused the question: ${answer.error}`);
    return answer;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.once('exit', () => resolve());
      this.server.stdin?.end();
    });
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

/** What Tekton refuses in an answer, one line an object or run; empty when it takes all. */
export function refusals(answer: Answer): string[] {
  const objects = answer.verdicts.filter((verdict) => !verdict.ok).map(({ kind, name, error }) => `${kind} ${name}: ${error}`);
  const runs = Object.entries(answer.run ?? {}).filter(([, run]) => !run.ok);
  return [...objects, ...runs.map(([name, run]) => `run ${name}: ${run.reason}: ${run.error}`)];
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Chart } from 'cdk8s';
import type { PipelineSpec, PipelineTaskSpec, StepSpec, TaskSpec } from '../../src/spec';
import { specOf } from './app';

/** How a task of a pipeline went here. */
export interface Went {
  readonly succeeded: boolean;
  /** Exit codes by step; steps that were skipped have none. */
  readonly exitCodes: Readonly<Record<string, number | null>>;
  readonly log: string;
  readonly results: Readonly<Record<string, string>>;
}

/** The uid of the run. */
export const UID = '0f4a3c52-8d7e-4c1b-9a6f-2b3c4d5e6f70';

/**
 * Runs tasks of a pipeline on this machine as Tekton does: the programs of their steps, one after the other, with one workspace, a folder for
 * every empty volume of a pod, exit codes and results in files. It has no images, so only node and sh run.
 */
export class Pods {
  private readonly root = mkdtempSync(join(tmpdir(), 'tekwire-pods-'));
  readonly workspace = this.folder('workspace');

  constructor(
    private readonly chart: Chart,
    private readonly pipeline: string,
  ) {}

  write(path: string, content: string): void {
    const file = join(this.workspace, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** The files of the workspace by their path. */
  files(): Record<string, string> {
    const found = readdirSync(this.workspace, { recursive: true, encoding: 'utf8' });
    const regular = found.filter((path) => statSync(join(this.workspace, path)).isFile()).sort();
    return Object.fromEntries(regular.map((path) => [path, readFileSync(join(this.workspace, path), 'utf8')]));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Runs the task with that name; `results` are those of tasks before it. */
  run(name: string, results: Readonly<Record<string, string>> = {}): Went {
    const task = (specOf(this.chart, 'Pipeline', this.pipeline) as unknown as PipelineSpec).tasks?.find((one) => one.name === name);
    if (task === undefined) throw new Error(`the pipeline has no task "${name}"`);
    const spec = specOf(this.chart, 'Task', task.taskRef?.name ?? '') as unknown as TaskSpec;
    const pod = this.folder(`pods/${name}`);
    const values = this.values(task, spec, pod, results);
    const exitCodes: Record<string, number | null> = {};
    let log = '';
    let succeeded = true;
    for (const step of spec.steps) {
      const { status, output } = this.step(step, spec, name, pod, values);
      exitCodes[step.name ?? ''] = status;
      log += output;
      mkdirSync(join(pod, 'steps', `step-${step.name}`), { recursive: true });
      writeFileSync(join(pod, 'steps', `step-${step.name}`, 'exitCode'), String(status));
      if (status === 0 || step.onError === 'continue') continue;
      succeeded = false;
      break;
    }
    const written = (spec.results ?? []).filter((one) => existsSync(join(pod, 'results', one.name)));
    return {
      succeeded,
      exitCodes,
      log,
      results: Object.fromEntries(written.map((one) => [one.name, readFileSync(join(pod, 'results', one.name), 'utf8')])),
    };
  }

  private step(step: StepSpec, spec: TaskSpec, task: string, pod: string, values: ReadonlyMap<string, readonly string[]>) {
    const text = (given: string) =>
      this.placed(pod, step)(given.replace(/\$\(([^()]+)\)/g, (all, body: string) => values.get(body)?.join() ?? all));
    const list = (given: readonly string[] = []) =>
      given.flatMap((one) => values.get(/^\$\((params\.[\w-]+\[\*\])\)$/.exec(one)?.[1] ?? '') ?? [text(one)]);
    const own = [...(spec.stepTemplate?.env ?? []), ...(step.env ?? [])].map(({ name, value = '' }) => [name, text(value)] as const);
    const env = { ...Object.fromEntries(own), PATH: process.env.PATH ?? '', RUN_UID: UID, PIPELINE_TASK: task, PIPELINE_RUN: 'run' };
    const script = join(pod, `script-${step.name}`);
    if (step.script !== undefined) writeFileSync(script, text(step.script));
    const interpreter = step.script?.startsWith('#!/usr/bin/env node') ? 'node' : 'sh';
    const [program, ...rest] =
      step.script === undefined ? [...list(step.command), ...list(step.args)] : [interpreter, script, ...list(step.args)];
    const { status, stdout, stderr } = spawnSync(program as string, rest, { env, encoding: 'utf8', cwd: pod });
    return { status, output: `${stdout}${stderr}` };
  }

  /** Replaces the paths of the pod by those of its folders here. */
  private placed(pod: string, { volumeMounts = [] }: StepSpec): (text: string) => string {
    const mounts = [
      ...volumeMounts.map(({ name, mountPath }) => [mountPath, `volumes/${name}`] as const),
      ['/tekton/home', 'home'] as const,
    ];
    for (const [, folder] of mounts) mkdirSync(join(pod, folder), { recursive: true });
    return (text) => mounts.reduce((made, [path, folder]) => made.replaceAll(path, join(pod, folder)), text);
  }

  private values(
    task: PipelineTaskSpec,
    spec: TaskSpec,
    pod: string,
    results: Readonly<Record<string, string>>,
  ): ReadonlyMap<string, readonly string[]> {
    const known = new Map<string, readonly string[]>([['context.pipelineRun.uid', [UID]]]);
    for (const [name, value] of Object.entries(results)) known.set(name, [value]);
    const { params: declared = [] } = specOf(this.chart, 'Pipeline', this.pipeline) as unknown as PipelineSpec;
    for (const { name, default: value } of declared) if (typeof value === 'string') known.set(`params.${name}`, [value]);
    const inRun = (text: string) => text.replace(/\$\(([^()]+)\)/g, (all, body: string) => known.get(body)?.[0] ?? all);
    const inTask = new Map<string, readonly string[]>([
      ['workspaces.source.path', [this.workspace]],
      ['context.taskRun.name', [`run-${task.name}`]],
    ]);
    for (const { name, default: value } of spec.params ?? []) if (typeof value === 'string') inTask.set(`params.${name}`, [value]);
    for (const { name, value } of task.params ?? []) {
      if (typeof value === 'string') inTask.set(`params.${name}`, [inRun(value)]);
      else inTask.set(`params.${name}[*]`, (value as readonly string[]).map(inRun));
    }
    mkdirSync(join(pod, 'results'), { recursive: true });
    for (const { name } of spec.results ?? []) inTask.set(`results.${name}.path`, [join(pod, 'results', name)]);
    for (const { name } of spec.steps) inTask.set(`steps.step-${name}.exitCode.path`, [join(pod, 'steps', `step-${name}`, 'exitCode')]);
    return inTask;
  }

  private folder(path: string): string {
    mkdirSync(join(this.root, path), { recursive: true });
    return join(this.root, path);
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { suggestion, TekwireError } from '../../diagnostics';
import type { RunParams } from '../../run';
import type { EnvVar, ParamValue, StepSpec, TaskSpec } from '../../spec';
import { unknownKeys } from '../../synth';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from '../../task';
import { StepFolder, type WorkspaceFiles } from './folder';
import { paramsOf } from './params';
import { type Ended, runProgram, scriptCommand, tryFindProgram } from './program';
import { resultsOf } from './results';
import { type FoundStep, type SteppedTask, stepOf, taskSpecOf } from './step-of';
import { expanded, type StepValues, substituted, substitutedList } from './variables';

/** Options of `runStep`. */
export interface RunStepProps<P extends ParamDeclarations, W extends WorkspaceDeclarations> {
  /** Values of the Task's params; those without a default are required. @default - the defaults */
  readonly params?: Partial<RunParams<P>>;
  /**
   * The content of workspaces: files by their path, or a folder of this machine, which is copied. Optional workspaces that are left out are
   * not bound, others are empty. @default - empty
   */
  readonly workspaces?: string extends keyof W ? Readonly<Record<string, WorkspaceFiles>> : { readonly [k in keyof W]?: WorkspaceFiles };
  /** Files in the working directory of the step, by their path there. @default - none */
  readonly files?: Readonly<Record<string, string>>;
  /** Environment variables that the step has in the pod from elsewhere, such as a Secret; they replace those of the step. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Scripts that stand for programs that are missing here, by their name. @default - none */
  readonly commands?: Readonly<Record<string, string>>;
  /** Results of steps before it. @default - none */
  readonly stepResults?: Readonly<Record<string, Readonly<Record<string, ParamValue>>>>;
  /** Exit codes of steps before it. @default - none */
  readonly exitCodes?: Readonly<Record<string, number>>;
  /** After so many milliseconds the step is killed. @default 60000 */
  readonly timeoutMilliseconds?: number;
}

/** How a step ended. */
export interface StepOutcome extends Ended {
  /** The results of the Task that it wrote, by name: a string with its line ends, or the array or object that it was declared to be. */
  readonly results: Readonly<Record<string, ParamValue>>;
  /** The results of the step itself that it wrote. */
  readonly stepResults: Readonly<Record<string, ParamValue>>;
  /** The text files that it created or changed in workspaces, in empty volumes and in its working directory, by workspace or volume and path: `source/dist/app.js`. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Runs the script of one step on this machine, with its own interpreter, in a temporary folder that is removed afterwards. Tekton's variables
 * are replaced as in a pod. The files of its image, its user and its limits are not there; programs that are missing here get stand-ins with
 * `commands`. The script runs with your permissions.
 * @throws TekwireError when the step is unknown, a param is missing or unknown, the interpreter is not installed, or a result is not valid JSON
 * @example
 * const { exitCode, results } = await runStep(build, 'build', { params: { image: 'ghcr.io/acme/web:1' }, commands: { buildah: 'echo "$@"' } });
 */
export async function runStep<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  task: SteppedTask<P, R, W>,
  step: string,
  props: RunStepProps<P, W> = {},
): Promise<StepOutcome> {
  const [unknown] = unknownKeys('RunStepProps', props);
  if (unknown !== undefined) throw new TekwireError(`runStep: ${unknown.message}`);
  const given = props as Given;
  const spec = taskSpecOf(task);
  const { container, action } = stepOf(task, spec, step);
  const params = paramsOf(spec.params ?? [], given.params ?? {});
  const folder = new StepFolder();
  try {
    const values = { ...valuesOf(spec, task, folder, params, given), mounts: mountsOf(spec, container, folder) };
    const own = action === undefined ? values : { ...values, params: actionParams(action, values) };
    const ended = await start(container, own, given);
    return {
      ...ended,
      results: resultsOf(folder.results(false), spec.results ?? []),
      stepResults: resultsOf(folder.results(true), container.results ?? []),
      files: folder.changed(),
    };
  } finally {
    folder.remove();
  }
}

type Given = RunStepProps<ParamDeclarations, WorkspaceDeclarations>;

function valuesOf(
  spec: TaskSpec,
  task: object,
  folder: StepFolder,
  params: StepValues['params'],
  given: Given,
): Omit<StepValues, 'mounts'> {
  const { stepResults = {}, exitCodes = {}, workspaces: filled = {} } = given;
  const declared = spec.workspaces ?? [];
  const names = declared.map(({ name }) => name);
  const unknown = Object.keys(filled).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TekwireError(`runStep: unknown workspace "${unknown}" of the Task${suggestion(unknown, names)}`);
  const bound = declared.filter(({ name, optional }) => filled[name] !== undefined || optional !== true).map(({ name }) => name);
  for (const name of bound) folder.fill(name, filled[name] ?? {});
  for (const [name, code] of Object.entries(exitCodes)) {
    const path = join(folder.root, 'steps', name, 'exitCode');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, String(code));
  }
  const context = contextOf('name' in task && typeof task.name === 'string' ? task.name : 'task');
  return { params, folder, bound: new Set(bound), workspaces: new Set(names), stepResults, context };
}

/** The folders of the empty volumes that the step mounts, by their path in the pod, longer ones first. */
function mountsOf({ volumes = [], stepTemplate }: TaskSpec, { volumeMounts }: StepSpec, folder: StepFolder): StepValues['mounts'] {
  const empty = volumes.filter(({ emptyDir }) => emptyDir !== undefined).map(({ name }) => name);
  const mounted = [...(stepTemplate?.volumeMounts ?? []), ...(volumeMounts ?? [])].filter(({ name }) => empty.includes(name));
  const paths = mounted.map(({ name, mountPath, subPath = '' }) => [mountPath, folder.folder(join('volumes', name, subPath))] as const);
  return new Map(paths.sort(([a], [b]) => b.length - a.length));
}

/** The names of a first run in the namespace `default`. */
function contextOf(name: string): Readonly<Record<string, string>> {
  const uid = '00000000-0000-4000-8000-000000000000';
  const [task, pipeline] = [
    { 'task.name': name, 'task.retry-count': '0' },
    { 'pipeline.name': 'pipeline', 'pipelineTask.retries': '0' },
  ];
  const taskRun = { 'taskRun.name': `${name}-run`, 'taskRun.namespace': 'default', 'taskRun.uid': uid };
  return { ...task, ...taskRun, ...pipeline, 'pipelineRun.name': 'run', 'pipelineRun.namespace': 'default', 'pipelineRun.uid': uid };
}

function actionParams({ declared, given }: NonNullable<FoundStep['action']>, values: StepValues): StepValues['params'] {
  const value = (one: ParamValue): ParamValue => {
    if (typeof one === 'string') return wholeOf(one, values);
    if (Array.isArray(one)) return substitutedList(one as readonly string[], values);
    return Object.fromEntries(Object.entries(one).map(([key, text]) => [key, substituted(text, values)]));
  };
  return paramsOf(declared, Object.fromEntries(given.map((one) => [one.name, value(one.value)])));
}

/** The value of a string, which `$(params.list[*])` makes an array or an object. */
function wholeOf(text: string, values: StepValues): ParamValue {
  const [, name = ''] = /^\$\(params\.([\w-]+)\[\*\]\)$/.exec(text) ?? [];
  return values.params.get(name) ?? substituted(text, values);
}

function start({ script, command = [], args = [], workingDir, env = [] }: StepSpec, values: StepValues, given: Given): Promise<Ended> {
  const { folder } = values;
  const variables = environment(env, values, given);
  const written = substituted(workingDir ?? '', values);
  const cwd = isAbsolute(written) ? written : join(folder.workspace, written);
  if (!cwd.startsWith(folder.root))
    throw new TekwireError(`runStep: the working directory "${written}" is in the image of the step; use the path of a workspace`);
  mkdirSync(cwd, { recursive: true });
  folder.write(cwd, given.files ?? {}, 'files');
  for (const [name, stub] of Object.entries(given.commands ?? {}))
    writeFileSync(join(folder.root, 'bin', name), stub.startsWith('#!') ? stub : `#!/bin/sh\n${stub}\n`, { mode: 0o755 });
  folder.note();
  const listed = (list: readonly string[]) => substitutedList(list, values).map((one) => expanded(one, variables));
  const full = script === undefined ? commandOf([...listed(command), ...listed(args)], command.length > 0, variables) : undefined;
  return runProgram({
    command: full ?? scriptCommand(join(folder.root, 'script'), substituted(script ?? '', values), listed(args), variables),
    env: variables,
    cwd,
    timeoutMilliseconds: given.timeoutMilliseconds ?? 60_000,
  });
}

/** @throws TekwireError when the program is that of the image, or not installed here */
function commandOf(
  [name = '', ...rest]: readonly string[],
  isGiven: boolean,
  env: Readonly<Record<string, string>>,
): [string, ...string[]] {
  if (!isGiven)
    throw new TekwireError('runStep: the step has neither script nor command; it runs the entrypoint of its image, which is not here');
  const found = tryFindProgram(name, env);
  if (found !== undefined) return [found, ...rest];
  throw new TekwireError(
    `runStep: the program "${name}" is not installed here; give the test a stand-in: commands: { ${JSON.stringify(name)}: '…' }`,
  );
}

/** The variables of the step, and those that every machine has; no others of this process. */
function environment(declared: readonly EnvVar[], values: StepValues, { env = {}, commands = {} }: Given): Record<string, string> {
  const { root, home } = values.folder;
  const path = process.env.PATH ?? '';
  const start = Object.keys(commands).length > 0 ? `${join(root, 'bin')}${delimiter}${path}` : path;
  const variables: Record<string, string> = { PATH: start, HOME: home, TMPDIR: join(root, 'tmp'), LANG: 'C.UTF-8' };
  for (const { name, value, valueFrom } of declared) {
    if (value !== undefined) variables[name] = expanded(substituted(value, values), variables);
    else if (valueFrom === undefined) variables[name] = '';
    else if (podField(valueFrom, values) !== undefined) variables[name] = podField(valueFrom, values) ?? '';
    else if (env[name] === undefined && !isOptional(valueFrom))
      throw new TekwireError(`runStep: the variable ${name} of the step comes from the cluster; pass env: { ${name}: '…' }`);
  }
  return { ...variables, ...env };
}

/** The value of a field of the pod that Tekton sets; undefined for any other source. */
function podField({ fieldRef }: NonNullable<EnvVar['valueFrom']>, { context }: StepValues): string | undefined {
  const path = fieldRef?.fieldPath ?? '';
  const [, label = ''] = /^metadata\.labels\['tekton\.dev\/(\w+)'\]$/.exec(path) ?? [];
  if (label === 'pipelineTask') return context['task.name'];
  if (path === 'metadata.namespace') return context['taskRun.namespace'];
  return context[label.endsWith('UID') ? `${label.slice(0, -'UID'.length)}.uid` : `${label}.name`];
}

function isOptional({ secretKeyRef, configMapKeyRef }: NonNullable<EnvVar['valueFrom']>): boolean {
  return secretKeyRef?.optional === true || configMapKeyRef?.optional === true;
}

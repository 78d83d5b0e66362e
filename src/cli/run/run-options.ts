import { type PipelineManifest, type PodTemplate, parseRunDefaults, RUN_ANNOTATION, type RunDefaults } from '../../spec';
import { clusterOptions } from '../cluster/options';
import { type Call, type Option, outputOption, UsageError } from '../command';
import { readFile } from '../findings/files';
import { logChoices } from './follow-run';
import { HELPER_IMAGE } from './local-source/helper-pod';

/** The options of `tekwire run`. */
export const runOptions: Readonly<Record<string, Option>> = {
  param: {
    type: 'string',
    short: 'p',
    multiple: true,
    default: [],
    value: 'NAME=VALUE',
    summary: 'the value of a param: a string, an array as a,b or JSON, an object as key:value,key:value or JSON',
  },
  workspace: {
    type: 'string',
    short: 'w',
    multiple: true,
    default: [],
    value: 'NAME=SOURCE',
    summary:
      'a workspace: 1Gi (a new claim of that size), claim:NAME[/SUBPATH], emptydir, secret:NAME or config:NAME; also as for tkn, name=code,claimName=cache',
  },
  'local-source': { type: 'string', value: '[WORKSPACE=]DIR', summary: 'bring a directory of this machine into a workspace of the run' },
  'service-account': { type: 'string', short: 's', value: 'NAME', summary: 'the service account of the pods; default: of the cluster' },
  'pod-template': { type: 'string', value: 'FILE', summary: 'YAML with pod settings, merged with those that the Pipeline needs' },
  timeout: { type: 'string', value: 'DURATION', summary: 'how long the run may take, as 30m or 1h30m; default: of the cluster' },
  label: { type: 'string', short: 'l', multiple: true, default: [], value: 'NAME=VALUE', summary: 'a label of the run' },
  name: { type: 'string', value: 'NAME', summary: 'the name of the run; default: the name of the Pipeline and random characters' },
  file: {
    type: 'string',
    short: 'f',
    multiple: true,
    default: [],
    value: 'FILE|DIR',
    summary: 'with --dry-run: read the Pipeline from files, without a cluster',
  },
  'dry-run': { type: 'boolean', default: false, summary: 'print the PipelineRun, for kubectl create, and create nothing' },
  detach: { type: 'boolean', default: false, summary: 'create the run, print its name, and do not watch it' },
  'no-input': { type: 'boolean', default: false, summary: 'ask nothing, also at a terminal' },
  logs: { type: 'string', default: 'all', value: 'WHICH', summary: '', choices: logChoices },
  'helper-image': {
    type: 'string',
    value: 'IMAGE',
    default: HELPER_IMAGE,
    summary: 'with --local-source: the image of the pod that receives the files; needs sh, head, sha256sum and tar',
  },
  output: outputOption({
    human: { summary: 'lines, or the graph on a terminal' },
    json: { summary: 'one JSON object per event and line' },
  }),
  ...clusterOptions,
};

/** The text of an option, if it was given. */
export function textOf({ options }: Call, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of an option that can be repeated. */
export function textsOf({ options }: Call, name: string): readonly string[] {
  return [options[name] ?? []].flat().map(String);
}

/** The name of the Pipeline. @throws UsageError when there is not exactly one, or options do not fit together */
export function pipelineName(call: Call): string {
  const { files, options } = call;
  const [name, ...more] = files;
  if (name === undefined) throw new UsageError('missing argument; pass the name of a Pipeline');
  if (more.length > 0) throw new UsageError(`expected the name of one Pipeline, found ${files.length}; params are -p NAME=VALUE`);
  if (textsOf(call, 'file').length > 0 && options['dry-run'] !== true)
    throw new UsageError('--file needs --dry-run: a run uses the Pipeline in the cluster; tekwire deploy applies files');
  if (options['dry-run'] === true && options['local-source'] !== undefined)
    throw new UsageError('--dry-run and --local-source cannot be used together: the files belong to a run that exists');
  return name;
}

/** @throws UsageError when a label is not NAME=VALUE */
export function labelsOf(call: Call): Readonly<Record<string, string>> {
  return Object.fromEntries(
    textsOf(call, 'label').map((label) => {
      const match = /^((?:[a-z0-9.-]+\/)?[A-Za-z0-9][\w.-]*)=([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?$/.exec(label);
      if (match === null) throw new UsageError(`-l "${label}": expected NAME=VALUE with letters, digits, "-", "_" and "."`);
      return [match[1] ?? '', match[2] ?? ''];
    }),
  );
}

/** @throws UsageError when the duration is not one of Go */
export function timeoutOf(call: Call): string | undefined {
  const text = textOf(call, 'timeout');
  if (text !== undefined && !/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text))
    throw new UsageError(`--timeout: expected a duration, as 30m or 1h30m, found "${text}"`);
  return text;
}

/** @throws UsageError when the name cannot be that of a run */
export function nameOf(call: Call): string | undefined {
  const name = textOf(call, 'name');
  if (name !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
    throw new UsageError(`--name: "${name}" is not at most 63 lower-case letters, digits and "-"`);
  return name;
}

/** @throws UsageError when the file is not an object of YAML */
export function podTemplateOf(call: Call): PodTemplate | undefined {
  const path = textOf(call, 'pod-template');
  if (path === undefined) return undefined;
  const { parse } = require('yaml') as typeof import('yaml');
  const text = readFile(path);
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new UsageError(`--pod-template: ${path}: ${(error as Error).message.split('\n')[0]}`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError(`--pod-template: ${path}: expected an object, as {nodeSelector: {disk: ssd}}`);
  return content as PodTemplate;
}

/** The defaults of runs in the annotation of the Pipeline. */
export function defaultsOf({ metadata }: PipelineManifest): RunDefaults {
  return parseRunDefaults(metadata?.annotations?.[RUN_ANNOTATION]);
}

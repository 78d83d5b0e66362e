import { statSync } from 'node:fs';
import { suggestion, TekwireError } from '../../diagnostics';
import { load, readYaml } from '../../reader';
import { headersOf, type Outcome, payloadOf, type Request, sampleNames, simulate } from '../../simulate';
import type { Manifest } from '../../spec';
import { type Call, type Command, exit, outputOption, UsageError } from '../command';
import { readFile } from '../findings/files';
import { type Printed, printers } from './print';

/** `tekwire trigger`: which triggers a request fires, without a cluster. */
export const triggerCommand: Command = {
  name: 'trigger',
  summary: 'simulate a webhook: which triggers fire, why the others do not, and the runs that start',
  calls: ['OPTIONS PAYLOAD FILE|DIR|-...', '--from EVENT OPTIONS FILE|DIR|-...'],
  about: `Computes what the EventListeners in the files do with a request, without a cluster: their interceptors (github, gitlab, bitbucket, cel),
bindings and templates. PAYLOAD is a JSON file with the body; --from makes one as the provider sends it, and its headers.
What cannot be checked here is assumed, and printed: a signature, unless --secret names a file with the Secret; GitHub's answer
about owners. Interceptors of others, and a few functions of CEL, are not simulated; their triggers are unknown.`,
  options: {
    header: {
      type: 'string',
      short: 'H',
      multiple: true,
      default: [],
      value: 'NAME:VALUE',
      summary: 'a header of the request, such as "X-GitHub-Event: push"',
    },
    from: { type: 'string', value: 'EVENT', summary: 'make the request of an event, such as github.push' },
    set: {
      type: 'string',
      multiple: true,
      default: [],
      value: 'FIELD=VALUE',
      summary: 'a value in it: a field of the event, such as branch=main, or a path, such as body.after=…',
    },
    secret: {
      type: 'string',
      multiple: true,
      default: [],
      value: 'NAME/KEY=FILE',
      summary: 'a file with the value of a Secret, to check signatures and tokens',
    },
    'changed-files': { type: 'string', value: 'FILE,…', summary: 'the files of the pull request, which Triggers asks GitHub for' },
    url: { type: 'string', value: 'PATH', default: '/', summary: 'path and query of the request' },
    output: outputOption(printers),
  },
  examples: {
    'trigger --from github.push --set branch=main dist': 'what a push to main starts',
    'trigger push.json -H "X-GitHub-Event: push" dist': 'a payload that GitHub shows for a delivery of the webhook',
    'trigger --from gitlab.mergeRequest -o yaml dist | kubectl create -f -': 'starts the run by hand',
    'trigger --from github.push -o payload': 'only the payload',
  },
  exits: {
    0: 'a trigger fires, or the payload is printed',
    1: 'no trigger fires, or one fails or is unknown',
    2: 'invalid arguments, or no trigger found',
    3: 'a file cannot be read',
  },
  run: runTrigger,
};

function runTrigger({ files, options, out, err }: Call): number {
  const { request, rest } = requestOf(files, options);
  if (options.output === 'payload') {
    out(JSON.stringify(JSON.parse(request.body), null, 2));
    return exit.ok;
  }
  if (rest.length === 0)
    throw new UsageError('missing argument; pass the files with the EventListener and its Triggers, or - for standard input');
  const { manifests, failures } = manifestsIn(rest);
  for (const line of failures) err(line);
  if (failures.length > 0) return exit.failure;
  const outcomes = simulate(manifests, request);
  if (outcomes.length === 0) {
    err(`no Trigger in ${rest.join(', ')}`);
    return exit.usage;
  }
  const printed: Printed = { out, err };
  printers[options.output as keyof typeof printers].print(outcomes, printed);
  return isFine(outcomes) ? exit.ok : exit.findings;
}

function isFine(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ result }) => result === 'fires') && !outcomes.some(({ result }) => result === 'fails' || result === 'unknown');
}

function requestOf(files: readonly string[], options: Call['options']): { readonly request: Request; readonly rest: readonly string[] } {
  const { headers, body, rest } = sentBy(files, options);
  const own = textsOf(options.header).map(headerPair);
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  const all = [...Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase())), ...own];
  const changed = options['changed-files'];
  const request: Request = {
    body,
    headers: headersOf(all),
    url: String(options.url),
    secrets: Object.fromEntries(textsOf(options.secret).map(secretPair)),
    ...(typeof changed === 'string' && { changedFiles: changed.split(',').filter((file) => file !== '') }),
  };
  return { request, rest };
}

interface SentBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly rest: readonly string[];
}

function sentBy(files: readonly string[], { from, set }: Call['options']): SentBody {
  const changes = textsOf(set).map((text) => pair(text, '=', '--set', 'FIELD=VALUE'));
  if (typeof from === 'string') {
    if (!sampleNames.includes(from)) throw new UsageError(unknownEvent(from));
    const { headers, payload } = made(from, changes);
    return { headers, body: JSON.stringify(payload), rest: files };
  }
  if (changes.length > 0) throw new UsageError('--set changes the request of --from; change the payload file itself');
  const [payload, ...rest] = files;
  if (payload === undefined) throw new UsageError('missing argument; pass a file with the payload, or --from EVENT');
  if (isFolder(payload))
    throw new UsageError(
      `${payload} is a folder, but the first argument is the payload; pass its file first, as in tekwire trigger push.json ${payload}, or make one: tekwire trigger --from github.push ${payload}`,
    );
  const body = readFile(payload);
  demandJson(payload, body);
  return { headers: { 'Content-Type': 'application/json' }, body, rest };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function made(from: string, changes: readonly (readonly [string, string])[]): ReturnType<typeof payloadOf> {
  try {
    return payloadOf(from, changes);
  } catch (error) {
    throw error instanceof TekwireError ? new UsageError(`--set: ${error.message}`) : error;
  }
}

function unknownEvent(from: string): string {
  const groups = sampleNames.filter((name) => name.startsWith(`${from.split('.')[0]}.`));
  return `--from: unknown event "${from}"${suggestion(from, groups.length > 0 ? groups : sampleNames)}`;
}

function demandJson(file: string, body: string): void {
  try {
    JSON.parse(body);
  } catch (error) {
    throw new UsageError(`${file}: the payload is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function textsOf(option: Call['options'][string]): readonly string[] {
  return [option].flat().filter((one): one is string => typeof one === 'string');
}

function headerPair(text: string): readonly [string, string] {
  const [name, value] = pair(text, ':', '--header', 'NAME:VALUE');
  return [name, value.trim()];
}

/** A final line break does not count, because `echo TOKEN > FILE` adds one. */
function secretPair(text: string): readonly [string, string] {
  const [name, file] = pair(text, '=', '--secret', 'NAME/KEY=FILE');
  if (!/^[^/]+\/[^/]+$/.test(name)) throw new UsageError(`--secret: expected NAME/KEY=FILE, found "${text}"`);
  return [name, readFile(file).replace(/\r?\n$/, '')];
}

function pair(text: string, sign: string, option: string, form: string): readonly [string, string] {
  const at = text.indexOf(sign);
  if (at < 1) throw new UsageError(`${option}: expected ${form}, found "${text}"`);
  return [text.slice(0, at).trim(), text.slice(at + 1)];
}

function manifestsIn(files: readonly string[]): { readonly manifests: readonly Manifest[]; readonly failures: readonly string[] } {
  const { sources, failures } = load(files);
  const manifests = sources.flatMap(({ origin, text }) =>
    readYaml(text, origin, true).objects.flatMap(({ document }) => (document === undefined ? [] : [document.manifest])),
  );
  return { manifests, failures };
}

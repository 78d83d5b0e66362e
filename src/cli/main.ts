#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ConfigError } from '../config';
import { suggestion, TekwireError } from '../diagnostics';
import { type Call, type Command, exit, type Streams, UsageError } from './command';
import { commandNames as names, tryFindCommand } from './commands';
import { processOutput, tryWriteError } from './output';
import { packageVersion } from './package-folder';
import { synopsisOf, usageOf } from './usage';

/** Runs the CLI and returns the exit code; a promise of it for a command that waits for programs or servers. */
export function main(args: readonly string[], streams: Streams): number | Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    help({ ...streams, out: streams.err });
    return exit.usage;
  }
  if (name === 'help' && rest[0] !== undefined && !rest[0].startsWith('-')) return helpOf(rest[0], streams);
  if (name === 'help' || name === '--help' || name === '-h') return help(streams);
  if (name === 'version' || name === '--version') {
    streams.out(packageVersion());
    return exit.ok;
  }
  const command = tryFindCommand(name);
  return command === undefined ? unknown(name, streams) : call(command, rest, streams);
}

/** Prints what `tekwire NAME --help` does. */
function helpOf(name: string, streams: Streams): number {
  const command = tryFindCommand(name);
  if (command === undefined) return unknown(name, streams);
  streams.out(usageOf(command, streams.columns));
  return exit.ok;
}

function unknown(name: string, { err }: Streams): number {
  err(`unknown command "${name}" (available: ${names.join(', ')}, version)${meant(name)}; see tekwire help`);
  return exit.usage;
}

/** What others call a command, and the commands of cdk8s and kubectl. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['synth', '; npx cdk8s synth writes the manifests'],
  ['build', '; npm run build, or npx cdk8s synth, writes the manifests'],
  ['test', '; npm test runs the tests of the app'],
  ['apply', '; did you mean "deploy"?'],
  ['install', '; did you mean "deploy"?'],
  ['check', '; did you mean "validate"?'],
  ['lint', '; did you mean "validate"?'],
  ['scan', '; did you mean "validate", or "run" for a pipeline of the cluster?'],
  ['new', '; did you mean "init"?'],
  ['create', '; did you mean "init"?'],
  ['start', '; did you mean "run"?'],
  ['logs', '; did you mean "watch"?'],
  ['-v', '; did you mean "--version"?'],
  ['-V', '; did you mean "--version"?'],
]);

/** The command that was likely meant. */
function meant(name: string): string {
  const known = elsewhere.get(name);
  if (known !== undefined) return known;
  return /; did you mean "[^"]*"\?$/.exec(suggestion(name, [...names, 'version', 'help']))?.[0] ?? '';
}

function call(command: Command, args: string[], streams: Streams): number | Promise<number> {
  try {
    const { options, files } = parse(command, args);
    if (options.help === true) {
      streams.out(usageOf(command, streams.columns));
      return exit.ok;
    }
    const code = command.run({ files, options, ...streams });
    return typeof code === 'number' ? code : code.catch((error: unknown) => failed(error, command, streams));
  } catch (error) {
    return failed(error, command, streams);
  }
}

/** @throws UsageError when the value of an option is not one of its choices */
function parse(command: Command, args: string[]): Pick<Call, 'files' | 'options'> {
  const known = Object.entries(command.options);
  const aliases = known.flatMap(([name, { alias }]) => (alias === undefined ? [] : [[alias, name] as const]));
  const { values, positionals } = parseArgs({
    // -o=json is -o json
    args: args.flatMap((arg) => (/^-[A-Za-z]=/.test(arg) ? [arg.slice(0, 2), arg.slice(3)] : [arg])),
    options: {
      ...command.options,
      ...Object.fromEntries(aliases.map(([alias]) => [alias, { type: 'string' }] as const)),
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  const given: Call['options'] = values;
  const options = { ...given, ...Object.fromEntries(aliases.flatMap(([alias, name]) => (alias in given ? [[name, given[alias]]] : []))) };
  for (const [name, { choices }] of known) demandChoice(name, options[name], choices);
  return { files: positionals, options };
}

function demandChoice(name: string, value: unknown, choices: Command['options'][string]['choices']): void {
  if (choices !== undefined && value !== undefined && !Object.hasOwn(choices, String(value)))
    throw new UsageError(`--${name}: unknown value "${String(value)}"; expected one of: ${Object.keys(choices).join(', ')}`);
}

function failed(error: unknown, command: Command, { err }: Streams): number {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS')) {
    err(`${code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? unknownOption(message, command) : message}\n\nusage: ${synopsisOf(command)}`);
    return exit.usage;
  }
  if (error instanceof ConfigError) {
    err(message);
    return exit.usage;
  }
  // our own errors and system errors (an unreadable file) are one line; anything else is a bug
  const isOurs = !(error instanceof TekwireError) && code === undefined && error instanceof Error;
  err(isOurs ? `internal error, please report it: ${error.stack}` : message);
  return exit.failure;
}

/** Describes an unknown option, without Node's advice about passing it as a file. */
function unknownOption(message: string, { options }: Command): string {
  const [option = ''] = /'-[^']*'/.exec(message) ?? [];
  const names = [...Object.keys(options), 'help'].map((name) => `--${name}`);
  const near = suggestion(option.slice(1, -1), names);
  return `unknown option ${option}${option.startsWith("'--") ? near : ` (available: ${names.join(', ')})`}`;
}

function help({ out }: Streams): number {
  const lines = names.map((name) => `  ${name.padEnd(10)} ${tryFindCommand(name)?.summary ?? ''}`);
  out(['tekwire: typed Tekton, wired', '', ...lines, '', 'tekwire COMMAND --help describes a command.'].join('\n'));
  return exit.ok;
}

const LINGER_MS = 500;

/** Runs the command of this process. Output that cannot be written is a failure; a closed pipe, as with `head`, fails without a message. */
async function runProcess(): Promise<void> {
  const output = processOutput();
  const code = await main(process.argv.slice(2), output.streams);
  const failure = await output.finish();
  process.exitCode = failure === undefined ? code : exit.failure;
  // everything is written: a connection that is still open, such as a watch, does not keep the process
  setTimeout(() => process.exit(), LINGER_MS).unref();
  if (failure !== undefined && failure.code !== 'EPIPE') tryWriteError(`the output cannot be written: ${failure.message}`);
}

if (require.main === module) void runProcess();

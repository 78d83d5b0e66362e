#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Call, type Command, exit, type Streams, UsageError } from './command';

const names = ['graph', 'validate'] as const;

/** Loaded when called: one command must not pay for the others. */
function tryFindCommand(name: string): Command | undefined {
  if (name === 'graph') return (require('./graph') as typeof import('./graph')).graph;
  if (name === 'validate') return (require('./validate') as typeof import('./validate')).validate;
  return undefined;
}

/** Runs the CLI; returns the exit code. */
export function main(args: readonly string[], streams: Streams): number {
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') return help(streams);
  if (name === 'version' || name === '--version') {
    streams.out(packageVersion());
    return exit.ok;
  }
  const command = tryFindCommand(name);
  if (command === undefined) {
    streams.err(`"${name}" is not a command (there are: ${names.join(', ')}, version); see tekwire help`);
    return exit.usage;
  }
  return call(command, rest, streams);
}

function call(command: Command, args: string[], streams: Streams): number {
  try {
    const parsed = parseArgs({ args, options: { ...command.options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
    const options: Call['options'] = parsed.values;
    if (options.help === true) {
      streams.out(command.usage);
      return exit.ok;
    }
    return command.run({ files: parsed.positionals, options, ...streams });
  } catch (error) {
    return explain(error, command, streams);
  }
}

function explain(error: unknown, command: Command, { err }: Streams): number {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS')) {
    err(`${message}\n\nusage: ${command.usage.split('\n')[0]}`);
    return exit.usage;
  }
  if (code === undefined) throw error;
  err(message);
  return exit.failure;
}

/** That of package.json, which lies further up from the built file than from its source. */
function packageVersion(): string {
  const path = ['..', '../..', '../../..'].map((up) => join(__dirname, up, 'package.json')).find((file) => existsSync(file));
  return (JSON.parse(readFileSync(path ?? '', 'utf8')) as { version: string }).version;
}

function help({ out }: Streams): number {
  const lines = names.map((name) => `  ${name.padEnd(10)} ${tryFindCommand(name)?.summary ?? ''}`);
  out(['tekwire: typed Tekton, wired', '', ...lines, '', 'tekwire COMMAND --help tells more of one.'].join('\n'));
  return exit.ok;
}

if (require.main === module) {
  const line = (write: (text: string) => unknown) => (text: string) => void write(`${text}\n`);
  process.exitCode = main(process.argv.slice(2), {
    out: line((text) => process.stdout.write(text)),
    err: line((text) => process.stderr.write(text)),
  });
}

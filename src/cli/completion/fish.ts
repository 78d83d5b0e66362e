import type { Command } from '../command';
import { brief, leadingWords, type OptionWords, optionWords } from './words';

/** The completion script for fish. */
export function fishScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const isFirst = `not __fish_seen_subcommand_from ${names} help version`;
  const first = [
    ...commands.map(({ name, summary }) => [name, brief(summary)] as const),
    ['help', 'list the commands'],
    ['version', 'print the version'],
  ];
  return [
    '# completion of tekwire for fish',
    'complete -c tekwire -e',
    ...first.map(([name, summary]) => `complete -c tekwire -f -n '${isFirst}' -a ${name} -d '${summary}'`),
    ...commands.flatMap((command) => commandLines(command)),
  ].join('\n');
}

function commandLines(command: Command): string[] {
  const head = `complete -c tekwire -n '__fish_seen_subcommand_from ${command.name}'`;
  const lead = leadingWords(command);
  return [
    ...(lead.length > 0 ? [`${head} -a '${lead.join(' ')}'`] : []),
    ...optionWords(command).map((one) => `${head} ${optionArguments(one)}`),
  ];
}

function optionArguments({ flags, hasValue, values, isFile, summary }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  const value = !hasValue ? '' : values.length > 0 ? ` -x -a '${values.join(' ')}'` : isFile ? ' -r -F' : ' -x';
  return `${names}${value} -d '${summary}'`;
}

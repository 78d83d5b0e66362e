import type { Command, Option } from './command';

const WIDTH = 136;

/** The usage text of a command: synopsis, description, options, exit codes. */
export function usageOf(command: Command): string {
  const { about, options, exits } = command;
  const names = new Map(Object.entries(options).map(([name, option]) => [nameOf(name, option), meaningOf(option)]));
  const width = Math.max(...[...names.keys()].map((name) => name.length));
  const lines = [...names].map(([name, meaning]) => wrapped(`  ${name.padEnd(width)}  `, meaning));
  const codes = Object.entries({ 2: 'invalid arguments', ...exits }).map(([code, when]) => `${code} ${when}`);
  return [synopsisOf(command), '', about, '', ...lines, '', wrapped('Exit code: ', `${codes.join(', ')}.`)].join('\n');
}

/** The forms in which a command can be called, one line each. */
export function synopsisOf({ name, options, calls }: Command): string {
  const words = Object.entries(options).map(([word, option]) => bracketed(word, option));
  return calls.map((call) => wrapped(`tekwire ${name} `, call.replace('OPTIONS', words.join(' ')))).join('\n');
}

function bracketed(name: string, { short, value, choices, multiple }: Option): string {
  const option = short === undefined ? `--${name}` : `-${short}`;
  const given = choices === undefined ? value : Object.keys(choices).join('|');
  return `[${option}${given === undefined ? '' : ` ${given}`}]${multiple === true ? '...' : ''}`;
}

function nameOf(name: string, { short, value }: Option): string {
  return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function meaningOf({ summary, choices = {} }: Option): string {
  const each = Object.entries(choices).map(([choice, { summary: meaning }], at) => `${choice}: ${meaning}${at === 0 ? ' (default)' : ''}`);
  return [...(summary === '' ? [] : [summary]), ...each].join('; ');
}

/** Wraps words after a head into lines of at most `WIDTH` characters, indented by the width of the head. */
function wrapped(head: string, text: string): string {
  const lines = [head];
  const isEmpty = (line: string) => line.length === head.length;
  // brackets are not broken
  for (const word of text.match(/\[[^\]]*\]\S*|\S+/g) ?? []) {
    const line = lines[lines.length - 1] as string;
    if (isEmpty(line) || line.length + word.length < WIDTH) lines[lines.length - 1] = `${line}${isEmpty(line) ? '' : ' '}${word}`;
    else lines.push(`${' '.repeat(head.length)}${word}`);
  }
  return lines.join('\n');
}

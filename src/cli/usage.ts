import type { Command, Option } from './command';

const WIDTH = 136;

/** The usage text of a command: synopsis, description, options, examples, exit codes. @param columns - of the terminal */
export function usageOf(command: Command, columns: number = WIDTH): string {
  const { about, options, exits, examples } = command;
  const most = Math.max(MIN_WIDTH, Math.min(WIDTH, columns - 1));
  const names = new Map(Object.entries(options).map(([name, option]) => [nameOf(name, option), meaningOf(option)]));
  const width = Math.max(...[...names.keys()].map((name) => name.length));
  const lines = [...names].map(([name, meaning]) => wrapped(`  ${name.padEnd(width)}  `, meaning, most));
  const shown = Object.entries(examples).flatMap(([call, what]) => [`  tekwire ${call}`, wrapped('      ', what, most)]);
  const codes = Object.entries({ 2: 'invalid arguments', ...exits }).map(([code, when]) => `${code} ${when}`);
  const end = wrapped('Exit code: ', `${codes.join(', ')}.`, most);
  return [synopsisOf(command, most), '', paragraphs(about, most), '', ...lines, '', 'Examples:', ...shown, '', end].join('\n');
}

/** Lines that are indented stay as they are. */
function paragraphs(text: string, most: number): string {
  return text
    .split('\n\n')
    .map((part) => (part.startsWith(' ') ? part : wrapped('', part, most)))
    .join('\n\n');
}

// narrower than this, no line has room for an option and its meaning
const MIN_WIDTH = 60;

/** The forms in which a command can be called, one line each. */
export function synopsisOf({ name, options, calls }: Command, most: number = WIDTH): string {
  const words = Object.entries(options).map(([word, option]) => bracketed(word, option));
  return calls.map((call) => wrapped(`tekwire ${name} `, call.replace('OPTIONS', words.join(' ')), most)).join('\n');
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

/** Wraps words after a head into lines of at most so many characters, indented by the width of the head. */
function wrapped(head: string, text: string, most: number): string {
  const lines = [head];
  const isEmpty = (line: string) => line.length === head.length;
  // brackets are not broken
  for (const word of text.match(/\[[^\]]*\]\S*|\S+/g) ?? []) {
    const line = lines[lines.length - 1] as string;
    if (isEmpty(line) || line.length + word.length < most) lines[lines.length - 1] = `${line}${isEmpty(line) ? '' : ' '}${word}`;
    else lines.push(`${' '.repeat(head.length)}${word}`);
  }
  return lines.join('\n');
}

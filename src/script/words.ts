import type { Command, ShellScript, ValueLocation, Word } from '../shell';

/** The locations that allow several words: separate arguments of a command, or items of an array. */
export function locationsOfWords({ commands }: ShellScript): ReadonlySet<ValueLocation> {
  return new Set(commands.flatMap(listedIn).flatMap(locationOf));
}

function listedIn({ kind, words, assignments }: Command): readonly Word[] {
  const items = assignments.flatMap(({ isArray, values }) => (isArray ? values : []));
  if (kind === 'loop') return words;
  return kind === 'simple' ? [...items, ...words.slice(1)] : items;
}

function locationOf({ parts }: Word): readonly ValueLocation[] {
  const [part] = parts;
  return parts.length === 1 && part?.kind === 'value' && part.location.quoting === 'bare' && !part.location.isEscaped
    ? [part.location]
    : [];
}

/** Whether a sh script reads or sets its positional parameters itself, or the location is in a function, which has its own. */
export function usesArguments({ parameters, functions, commands }: ShellScript, { at }: ValueLocation): boolean {
  const isInFunction = functions.some(({ from, to }) => from < at && at < to);
  return isInFunction || [...parameters].some((name) => /^(?:[@*#]|[1-9]\d*)$/.test(name)) || commands.some(setsArguments);
}

function setsArguments({ words }: Command): boolean {
  const [name, ...more] = words.map(({ parts: [part] }) => (part?.kind === 'text' ? part.text : ''));
  return name === 'shift' || name === 'getopts' || (name === 'set' && more.some((word) => !/^[-+]/.test(word) || word === '--'));
}

/** Splits the words of a variable into the positional parameters, or into an array of bash. */
export function splitIntoWords(name: string, dialect: 'sh' | 'bash'): string {
  // the only unquoted use of a variable; wildcards are not expanded here
  const split = dialect === 'bash' ? `${arrayName(name)}=(\${${name}})` : `set -- \${${name}}`;
  return `set -f; ${split}; set +f\n`;
}

/** Copies the step's arguments into an array of bash. */
export function argumentsAsArray(name: string): string {
  return `${arrayName(name)}=("$@")\n`;
}

/** The words of the variable, as separate words of a command. */
export function wordsIn(name: string, dialect: 'sh' | 'bash'): string {
  // bash before 4.4 treats an empty array as unset
  return dialect === 'bash' ? `\${${arrayName(name)}[@]+"\${${arrayName(name)}[@]}"}` : '"$@"';
}

function arrayName(name: string): string {
  return `words_of_${name}`;
}

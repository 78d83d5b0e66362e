import type { Command, Hazard, Part, Place, Word } from './syntax';

/** What a word is when no expansion changes it; undefined when it holds one, or a value. */
export function staticText(word: Word | undefined): string | undefined {
  let text = '';
  for (const part of word?.parts ?? NONE)
    if (part.kind === 'text') text += part.text;
    else return undefined;
  return word && text;
}

/** The name of the program that a word names, without its folder. */
export function nameOf(word: Word | undefined): string | undefined {
  const text = staticText(word);
  return text?.slice(text.lastIndexOf('/') + 1);
}

/** What a word begins with, up to the first expansion or value. */
export function leadOf({ parts }: Word): string {
  let text = '';
  for (const part of parts)
    if (part.kind === 'text') text += part.text;
    else break;
  return text;
}

/** The values and variables of which the word is made, and those that a substitution in it writes out as they are. */
export function valuesOf(word: Word | undefined): readonly Place[] {
  return word === undefined ? NONE : valuesIn(word.parts);
}

/** As `valuesOf`, of parts of a word or of a here-document. */
export function valuesIn(parts: readonly Part[]): readonly Place[] {
  const found: Place[] = [];
  for (const part of parts)
    if (part.kind === 'value') found.push(part.place);
    else if (part.kind === 'commands') found.push(...part.commands.flatMap(writtenBy));
    else if (part.kind !== 'text') {
      if (part.kind === 'parameter' && part.use !== undefined) found.push(part.use);
      found.push(...valuesIn(part.parts));
    }
  return found;
}

/** Whether a value is part of the word. */
export function hasValue(word: Word): boolean {
  return valuesOf(word).some(({ variable }) => variable === undefined);
}

/** Whether a value stands at the very start of the word, so that it decides what the word is. */
export function beginsWithValue(word: Word): boolean {
  return leadOf(word) === '' && hasValue(word);
}

const WRITERS: ReadonlySet<string | undefined> = new Set(['echo', 'printf', 'cat']);
const FILTERS: ReadonlySet<string | undefined> = new Set([
  ...[
    'tr',
    'sed',
    'cut',
    'grep',
    'egrep',
    'fgrep',
    'head',
    'tail',
    'sort',
    'uniq',
    'rev',
    'tac',
    'awk',
    'gawk',
    'xargs',
    'tee',
    'cat',
    'fold',
  ],
]);

/** The values that a command writes to its output as they are. */
function writtenBy(command: Command): readonly Place[] {
  const name = staticText(command.words[0]);
  if (!WRITERS.has(name) || !isSeen(command)) return NONE;
  const words = name === 'cat' ? NONE : command.words.slice(1);
  return [...words.flatMap(valuesOf), ...inputOf(command)];
}

/** Whether the output reaches the end of its pipeline. */
function isSeen({ pipedTo }: Command): boolean {
  for (let at = pipedTo; at !== undefined; at = at.pipedTo) if (!FILTERS.has(staticText(at.words[0]))) return false;
  return true;
}

/** The values in what a command reads from its input: here-documents, here-strings, and what is piped into it. */
export function inputOf(command: Command): readonly Place[] {
  return [...ownInput(command), ...command.feeds.flatMap(handedOn)];
}

function handedOn(feed: Command): readonly Place[] {
  return WRITERS.has(staticText(feed.words[0])) ? [...feed.words.slice(1).flatMap(valuesOf), ...ownInput(feed)] : NONE;
}

function ownInput({ redirects }: Command): readonly Place[] {
  return redirects.flatMap(({ operator, target, body }) => {
    if (body !== undefined) return valuesIn(body);
    return operator === '<<<' ? valuesOf(target) : NONE;
  });
}

/** Says of values that they must not stand where they stand; what was said before stays. */
export function refuse(values: readonly Place[], hazard: Hazard): void {
  for (const place of values) place.hazard ??= hazard;
}

const NONE: readonly never[] = [];

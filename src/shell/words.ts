import { formatsNumbers, printingOf } from './printed';
import type { Command, Hazard, Part, Redirect, ValueLocation, Word } from './syntax';

/** The text of a word without expansions; undefined when it contains an expansion or a value. */
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

/** The beginning of a word, up to the first expansion or value. */
export function leadOf({ parts }: Word): string {
  let text = '';
  for (const part of parts)
    if (part.kind === 'text') text += part.text;
    else break;
  return text;
}

/** The values and variables in a word, and those that a substitution in it prints unchanged. */
export function valuesOf(word: Word | undefined): readonly ValueLocation[] {
  return word === undefined ? NONE : valuesIn(word.parts);
}

/** Like `valuesOf`, for parts of a word or of a here-document. */
export function valuesIn(parts: readonly Part[]): readonly ValueLocation[] {
  const found: ValueLocation[] = [];
  for (const part of parts)
    if (part.kind === 'value') found.push(part.location);
    else if (part.kind === 'commands') found.push(...part.commands.flatMap(writtenBy));
    else if (part.kind !== 'text') {
      if (part.kind === 'parameter' && part.use !== undefined) found.push(part.use);
      if (part.kind === 'parameter' && part.target !== undefined) found.push(part.target);
      found.push(...valuesIn(part.parts));
    }
  return found;
}

/** Whether a value is part of the word. */
export function hasValue(word: Word): boolean {
  return valuesOf(word).some(({ variable }) => variable === undefined);
}

/** Whether the word begins with a value, which then decides what kind of word it is. */
export function beginsWithValue(word: Word): boolean {
  return leadOf(word) === '' && hasValue(word);
}

const WRITERS: ReadonlySet<string | undefined> = new Set(['echo', 'printf', 'basename', 'dirname', 'realpath', 'readlink']);
const FILTERS: ReadonlySet<string | undefined> = new Set([
  ...['tr', 'sed', 'cut', 'grep', 'egrep', 'fgrep', 'head', 'tail', 'sort', 'uniq', 'rev', 'tac', 'awk', 'gawk', 'xargs', 'tee', 'cat'],
  ...['fold', 'envsubst', 'base64', 'xxd', 'iconv', 'gunzip', 'zcat'],
]);
/** Programs that print parts of their input. */
const QUERIES: ReadonlySet<string | undefined> = new Set(['jq', 'gojq', 'yq', 'xmllint']);

/** The values that a command prints unchanged. */
export function writtenBy(command: Command): readonly ValueLocation[] {
  const name = staticText(command.words[0]);
  if (!isSeen(command)) return NONE;
  // $(<file)
  if (command.words.length === 0) return command.redirects.some(({ operator }) => operator === '<') ? ownInput(command) : NONE;
  if (command.body !== undefined) return writtenInside(command);
  if (WRITERS.has(name)) return isNumber(command) ? NONE : command.words.slice(1).flatMap(valuesOf);
  if (FILTERS.has(name) && keepsDigits(command)) return NONE;
  return FILTERS.has(name) ? [...inputOf(command), ...printedBy(command)] : printedBy(command);
}

/** The values in the arguments, the variables and, unless it is a filter, the input of a program that its output may hold. */
function printedBy(command: Command): readonly ValueLocation[] {
  const { words, assignments, files = NONE } = command;
  const isFilter = FILTERS.has(staticText(words[0]));
  const printing = command.kind === 'simple' ? printingOf(words.map(leadOf)) : 'nothing';
  if (printing === 'nothing') return isFilter ? files : NONE;
  const given = [...words.slice(1).flatMap(valuesOf), ...assignments.flatMap(({ values }) => values.flatMap(valuesOf))];
  if (printing === 'copies') return [...given, ...files, ...(isFilter ? NONE : inputOf(command))];
  const answered = QUERIES.has(staticText(words[0])) ? inputOf(command).filter(({ origin }) => origin === undefined) : NONE;
  return [...given.map((location) => ({ ...location, origin: location.origin ?? location })), ...files, ...answered];
}

/** Whether `printf` prints only numbers. */
function isNumber({ words: [name, format] }: Command): boolean {
  return staticText(name) === 'printf' && formatsNumbers(staticText(format) ?? '');
}

/** The values that the function of a command writes; a function may call itself. */
function writtenInside(command: Command): readonly ValueLocation[] {
  const { body = NONE } = command;
  const known = writtenByBody.get(body);
  if (known !== undefined) return known;
  writtenByBody.set(body, NONE);
  const written = [...new Set(body.filter(({ redirects }) => !redirects.some(isToErrors)).flatMap(writtenBy))];
  writtenByBody.set(body, written);
  return written;
}

/** The values that functions write, each found once. */
const writtenByBody = new WeakMap<readonly Command[], readonly ValueLocation[]>();

function isToErrors({ operator, target }: Redirect): boolean {
  return operator === '>&' && staticText(target) === '2';
}

/** Whether the output reaches the end of its pipeline. */
function isSeen({ pipedTo }: Command): boolean {
  for (let at = pipedTo; at !== undefined; at = at.pipedTo) if (!FILTERS.has(staticText(at.words[0])) || keepsDigits(at)) return false;
  return true;
}

/** Whether the output of a filter is only digits, or a count. */
function keepsDigits({ words }: Command): boolean {
  const [name = '', ...args] = words.map((word) => staticText(word) ?? '');
  if (name === 'tr')
    return args.some((text) => /^-[cds]*[cC]/.test(text) || text === '--complement') && args.some((text) => DIGITS.test(text));
  if (name === 'sed') return args.some((text) => /\[\^(?:0-9|\[:digit:\])+\]/.test(text));
  return (
    name.endsWith('grep') && args.some((text) => /^-\w*[cq]/.test(text) || /^(?:\^?\[(?:0-9|\[:digit:\])\][*+]?(?:\\\+)?\$?)$/.test(text))
  );
}

const DIGITS = /^(?:0-9|\[:digit:\]|0123456789)(?:\\n)?$/;

/** The values in the input of a command: here-documents, here-strings, and what is piped into it. */
export function inputOf(command: Command): readonly ValueLocation[] {
  const { redirects, feeds, stdin } = command;
  if (feeds.length === 0 && !redirects.some(({ operator }) => operator.startsWith('<'))) return [stdin];
  return [...ownInput(command), ...feeds.flatMap(outputOf)];
}

function outputOf(feed: Command): readonly ValueLocation[] {
  const name = staticText(feed.words[0]);
  if (feed.body !== undefined) return writtenInside(feed);
  if (name === 'cat' && feed.words.length === 1) return feed.feeds.length > 0 ? NONE : inputOf(feed);
  if (FILTERS.has(name) && name !== 'cat') return keepsDigits(feed) ? NONE : [...ownInput(feed), ...printedBy(feed)];
  if (isNumber(feed)) return NONE;
  return WRITERS.has(name) || name === 'cat'
    ? [...feed.words.slice(1).flatMap(valuesOf), ...ownInput(feed), ...(feed.files ?? NONE)]
    : printedBy(feed);
}

export function ownInput({ redirects }: Pick<Command, 'redirects'>): readonly ValueLocation[] {
  return redirects.flatMap(({ operator, target, body, file }) => {
    if (body !== undefined) return valuesIn(body);
    if (operator === '<<<') return valuesOf(target);
    if (file !== undefined) return [file];
    return operator === '<' ? (target?.parts ?? NONE).flatMap((part) => (part.kind === 'commands' ? valuesIn([part]) : NONE)) : NONE;
  });
}

/** The name under which the content of a file is followed; undefined for a name that is not known, such as one with a value. */
export function fileOf(word: Word | undefined): string | undefined {
  let path = '';
  for (const part of word?.parts ?? NONE) {
    const isName = part.kind === 'parameter' && part.parts.length === 0;
    if (part.kind !== 'text' && !isName) return undefined;
    path += part.kind === 'text' ? part.text : `$${part.name}`;
  }
  path = path.replace(/^(?:\.\/+)+/, '');
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? [];
  if (number !== undefined && number.length > 0 && Number(number) > 2) return `>&${number}`;
  return path === '' || path === '-' || path.startsWith('/dev/') ? undefined : `>${path}`;
}

/** The name under which is followed what goes through a descriptor: `3`, `$fd`, `${COPROC[1]}`; undefined for the usual ones. */
export function descriptorOf(word: Word | undefined): string | undefined {
  const [part, other] = (word?.parts ?? NONE).filter((one) => one.kind !== 'text' || one.text !== '');
  if (part === undefined || other !== undefined) return undefined;
  if (part.kind === 'text') return /^\d+$/.test(part.text) && Number(part.text) > 2 ? `>&${part.text}` : undefined;
  if (part.kind !== 'parameter') return undefined;
  const [subscript] = part.parts;
  if (subscript === undefined) return `>&$${part.name}`;
  return subscript.kind === 'arithmetic' ? `>&${part.name}[${programIn(subscript.parts)}]` : undefined;
}

/** Variables that are assigned one literal value, and nothing else. */
export function constantsIn(commands: readonly Command[]): ReadonlyMap<string, string> {
  const constants = new Map<string, string | undefined>();
  for (const { assignments, variable } of commands) {
    if (variable !== undefined) constants.set(variable, undefined);
    for (const { name, values, isArray, isAdded, isSubscripted } of assignments) {
      const text = isArray || isAdded || isSubscripted ? undefined : staticText(values[0]);
      constants.set(name, constants.has(name) && constants.get(name) !== text ? undefined : text);
    }
  }
  return new Map([...constants].flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}

/** Whether the word expands to several arguments: `"$@"`, `"${list[@]}"`. */
export function isList({ parts }: Word): boolean {
  return parts.some((part) => listNameOf(part) !== undefined);
}

/** The name of the list when the whole word is that list, as `"$@"` or `"${list[@]}"`. */
export function listOf({ parts }: Word): string | undefined {
  const [part, other] = parts.filter((one) => one.kind !== 'text' || one.text !== '');
  return part === undefined || other !== undefined ? undefined : listNameOf(part);
}

function listNameOf(part: Part): string | undefined {
  if (part.kind !== 'parameter') return undefined;
  if (part.name === '@' || part.name === '*') return part.name;
  const [first] = part.parts;
  const subscript = first?.kind === 'arithmetic' ? first.parts.map((one) => (one.kind === 'text' ? one.text : '')).join('') : '';
  return subscript === '@' || subscript === '*' ? part.name : undefined;
}

/** The text of a program in a word or here-document, with a 0 in place of each expansion. */
export function programIn(parts: readonly Part[]): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '0')).join('');
}

/** The literal programs in the input of a command. */
export function programsInInput({ redirects, feeds }: Command): readonly string[] {
  const own = redirects.flatMap(({ operator, target, body }) => {
    if (body !== undefined) return [programIn(body)];
    return operator === '<<<' && target !== undefined ? [programIn(target.parts)] : [];
  });
  return [...own, ...feeds.flatMap((feed) => programsWrittenBy(feed))];
}

function programsWrittenBy({ words, redirects }: Command): readonly string[] {
  const name = staticText(words[0]);
  if (name === 'echo')
    return [
      words
        .slice(1)
        .map(({ parts }) => programIn(parts))
        .join(' '),
    ];
  if (name === 'printf') return words.slice(1).map(({ parts }) => programIn(parts).replace(/\\n/g, '\n'));
  return name === 'cat' ? redirects.flatMap(({ body }) => (body === undefined ? [] : [programIn(body)])) : [];
}

/** Sets the hazard of values; an earlier hazard is kept. */
export function refuse(values: readonly ValueLocation[], hazard: Hazard): void {
  for (const location of values)
    if (location.origin === undefined) location.hazard ??= hazard;
    else if (!hazard.isArithmetic) location.origin.hazard ??= hazard;
}

const NONE: readonly never[] = [];

import { KnownWords } from './known-words';
import { positionOf, type Scopes, wordsAt } from './scopes';
import type { Command, ShellScript, ValueLocation, Word } from './syntax';
import { fileOf, inputOf, isList, staticText, valuesIn, valuesOf, writtenBy } from './words';

const DECLARING: ReadonlySet<string | undefined> = new Set(['declare', 'typeset', 'local', 'export', 'readonly', 'command', 'builtin']);

/** A value or variable that is assigned to a variable at an offset of the script. */
export interface GivenValue {
  readonly location: ValueLocation;
  readonly at: number;
}

interface List {
  readonly at: number;
  readonly words: readonly (readonly [word: Word, isList: boolean])[];
}

/** The values and other variables that each variable of a script is assigned. */
export class Given {
  private readonly named = new Map<string, GivenValue[]>();
  private readonly lists = new Map<string, List[]>();
  private readonly texts = new Map<string, Word[]>();
  private readonly functions: ReadonlySet<string | undefined>;
  private readonly known: KnownWords;

  constructor(
    { commands, functions }: Pick<ShellScript, 'commands' | 'functions'>,
    private readonly scopes: Scopes,
  ) {
    this.functions = new Set(functions.map(({ name }) => name));
    this.known = new KnownWords({ commands }, scopes);
    for (const command of commands) {
      const at = positionOfCommand(command);
      for (const { name, values } of command.assignments)
        this.texts.set(name, [...(this.texts.get(name) ?? []), ...values].slice(0, MAX_TEXTS));
      for (const [name, locations] of [...this.byCommand(command), ...defaultsIn(command), ...filesOf(command)])
        this.add(name, locations, at);
    }
  }

  /** The values and variables that are assigned to the variable of a key of `Scopes`. */
  behind(key: string): readonly GivenValue[] {
    const position = positionOf(key);
    if (position === undefined) return this.named.get(key) ?? [];
    const lists = this.lists.get(position.scope) ?? [];
    return lists.flatMap(({ at, words }) => [...wordsAt(key, words)].flatMap(valuesOf).map((location) => ({ location, at })));
  }

  /** The variables that arithmetic reads because their names are the text of the variable of a key. */
  namedIn(key: string): readonly string[] {
    const position = positionOf(key);
    const lists = position === undefined ? [] : (this.lists.get(position.scope) ?? []);
    const words = position === undefined ? (this.texts.get(key) ?? []) : lists.flatMap((list) => [...wordsAt(key, list.words)]);
    return words.flatMap((word) => staticText(word)?.match(/(?<![\w#$])[A-Za-z_]\w*/g) ?? []);
  }

  private add(name: string, locations: readonly ValueLocation[], at: number): void {
    if (locations.length === 0) return;
    const values = locations.map((location) => ({ location, at }));
    const known = this.named.get(name);
    if (known !== undefined) known.push(...values);
    else this.named.set(name, values);
  }

  private addList(scope: string, words: readonly Word[]): void {
    const known = this.lists.get(scope) ?? [];
    if (known.length < MAX_CALLS) known.push({ at: words[0]?.from ?? 0, words: words.map((word) => [word, isList(word)] as const) });
    this.lists.set(scope, known);
  }

  private byCommand(command: Command): readonly (readonly [string, readonly ValueLocation[]])[] {
    const { assignments, words, variable, kind } = command;
    if (kind === 'function') return [];
    if (variable !== undefined) return [[variable, words.flatMap(valuesOf)]];
    const [name, ...more] = words.map(staticText);
    const isCall = name !== undefined && this.functions.has(name);
    if (isCall) {
      this.addList(`${name}()`, words);
      this.add(`${name}()<`, inputOf(command), positionOfCommand(command));
    }
    // assignments before the name of a program are for that program only
    const isReference = DECLARING.has(name) && more.some((text) => /^-\w*n/.test(text ?? ''));
    if (isReference) return assignments.flatMap(referred);
    if (words.length === 0 || isCall || DECLARING.has(name)) return assignments.flatMap(givenTo);
    if (name === 'set') this.addSet(words);
    if (name === 'read' || name === 'mapfile' || name === 'readarray') {
      const names = words.slice(1).flatMap((word) => this.namesOf(word));
      return (names.length === 0 ? [name === 'read' ? 'REPLY' : 'MAPFILE'] : names).map((one) => [one, inputOf(command)] as const);
    }
    if (name === 'getopts') return [['OPTARG', words.length > 3 ? words.slice(3).flatMap(valuesOf) : [argumentsAt(words)]]];
    if (name === 'printf' && more[0] === '-v') return this.namesOf(words[2]).map((one) => [one, words.slice(3).flatMap(valuesOf)] as const);
    return copiedBy(command);
  }

  /** The names of variables that a word stands for. */
  private namesOf(word: Word | undefined): readonly string[] {
    if (word === undefined) return [];
    const text = staticText(word);
    const texts = text === undefined ? this.known.lines([word]).map(([one]) => staticText(one)) : [text];
    return texts.filter((one) => one !== undefined).filter((one) => /^[A-Za-z_]\w*$/.test(one));
  }

  private addSet(words: readonly Word[]): void {
    const first = words.findIndex((word, at) => at > 0 && !/^[-+]\w/.test(staticText(word) ?? ''));
    if (first < 0) return;
    const operands = words.slice(staticText(words[first]) === '--' ? first + 1 : first);
    this.addList(this.scopes.prefixAt(words[0]?.from ?? 0), [words[0] as Word, ...operands]);
  }
}

/** Bounds the work for variables that are assigned very often. */
const MAX_TEXTS = 20;
/** Bounds the work for functions with endless calls. */
const MAX_CALLS = 500;

function givenTo({
  name,
  values,
  isArray,
  isAdded,
}: Command['assignments'][number]): readonly (readonly [string, readonly ValueLocation[]])[] {
  const whole = [name, values.flatMap(valuesOf)] as const;
  return isArray && !isAdded ? [whole, [`${name}[0]`, valuesOf(values[0])]] : [whole];
}

/** What a reference (`declare -n`) and the variable that it names have in common. */
function referred({ name, values }: Command['assignments'][number]): readonly (readonly [string, readonly ValueLocation[]])[] {
  const target = staticText(values[0]) ?? '';
  const at = values[0]?.from ?? 0;
  return [
    [name, [locationOf(target, at)]],
    [target, [locationOf(name, at)]],
  ];
}

/** The files that a command copies, moves or links. */
function copiedBy(command: Command): readonly (readonly [string, readonly ValueLocation[]])[] {
  const name = staticText(command.words[0]) ?? '';
  const at = positionOfCommand(command);
  if (name === 'dd') {
    const file = (option: string) =>
      command.words
        .map(staticText)
        .find((text) => text?.startsWith(option))
        ?.slice(option.length);
    const [to, from] = [file('of='), file('if=')];
    return to === undefined ? [] : [[`>${to}`, from === undefined ? inputOf(command) : [locationOf(`>${from}`, at)]]];
  }
  if (!/^(?:cp|mv|ln|install)$/.test(name)) return [];
  const files = command.words.slice(1).flatMap((word) => fileOf(word) ?? []);
  const to = files.at(-1);
  if (to === undefined || files.length < 2) return [];
  return files.slice(0, -1).flatMap((from) => {
    const inFolder = `${to.replace(/\/+$/, '')}/${from.slice(Math.max(1, from.lastIndexOf('/') + 1))}`;
    return [to, inFolder].map((one) => [one, [locationOf(from, at)]] as const);
  });
}

function locationOf(variable: string, at: number): ValueLocation {
  return { index: -1, at, quoting: 'bare', isEscaped: false, variable };
}

function positionOfCommand({ words, assignments }: Command): number {
  return words[0]?.from ?? assignments[0]?.values[0]?.from ?? 0;
}

/** The variables that `${name:=word}` assigns. */
function defaultsIn({ words, assignments }: Command): readonly (readonly [string, readonly ValueLocation[]])[] {
  return [...words, ...assignments.flatMap(({ values }) => values)].flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'parameter' && part.assigns === true ? [[part.name, valuesIn(part.parts)] as const] : [])),
  );
}

/** The files that a command writes. */
function filesOf(command: Command): readonly (readonly [string, readonly ValueLocation[]])[] {
  const { redirects, words } = command;
  const written = redirects.flatMap(({ operator, target }) => (WRITING.has(operator) ? (fileOf(target) ?? []) : []));
  const copied = staticText(words[0]) === 'tee' ? words.slice(1).flatMap((word) => fileOf(word) ?? []) : [];
  return [...written.map((file) => [file, writtenBy(command)] as const), ...copied.map((file) => [file, inputOf(command)] as const)];
}

const WRITING: ReadonlySet<string> = new Set(['>', '>>', '>|', '&>', '&>>']);

function argumentsAt(words: readonly Word[]): ValueLocation {
  return locationOf('@', words[0]?.from ?? 0);
}

import { KnownWords } from './known-words';
import { positionOf, type Scopes, wordsAt } from './scopes';
import { type Command, type ShellScript, STDIN, type ValueLocation, type Word } from './syntax';
import { descriptorOf, fileOf, inputOf, isList, leadOf, ownInput, staticText, valuesIn, valuesOf, writtenBy } from './words';

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
  private readonly later: (() => void)[] = [];

  constructor(
    { commands, functions }: Pick<ShellScript, 'commands' | 'functions'>,
    private readonly scopes: Scopes,
  ) {
    this.functions = new Set(functions.map(({ name }) => name));
    this.known = new KnownWords({ commands }, scopes);
    for (const command of commands) {
      const at = positionOfCommand(command);
      for (const { name, values } of command.assignments) this.addText(name, values);
      for (const [name, locations] of [...this.byCommand(command), ...defaultsIn(command), ...filesOf(command)])
        this.add(name, locations, at);
    }
    for (const name of this.later) name();
  }

  /** The values and variables that are assigned to the variable of a key of `Scopes`. */
  behind(key: string): readonly GivenValue[] {
    const position = positionOf(key);
    if (position === undefined) return this.named.get(key) ?? [];
    const lists = this.lists.get(position.scope) ?? [];
    return lists.flatMap(({ at, words }) => [...wordsAt(key, words)].flatMap(valuesOf).map((location) => ({ location, at })));
  }

  /** The variables that arithmetic reads because their names are the text of the variable of a key. */
  namedIn(key: string, pattern = /(?<![\w#$])[A-Za-z_]\w*/g): readonly string[] {
    const position = positionOf(key);
    const lists = position === undefined ? [] : (this.lists.get(position.scope) ?? []);
    const words = position === undefined ? (this.texts.get(key) ?? []) : lists.flatMap((list) => [...wordsAt(key, list.words)]);
    return words.flatMap((word) => staticText(word)?.match(pattern) ?? []);
  }

  private addText(name: string, values: readonly Word[]): void {
    this.texts.set(name, [...(this.texts.get(name) ?? []), ...values].slice(0, MAX_TEXTS));
  }

  /** Records that variables are set whose names are in variables, as in `read "$1"`, when all calls of functions are known. */
  private nameLater(words: readonly Word[], locations: readonly ValueLocation[], at: number): void {
    const dynamic = words
      .filter((word) => staticText(word) === undefined)
      .flatMap(valuesOf)
      .filter(({ variable }) => variable !== undefined);
    if (dynamic.length === 0 || this.later.length >= MAX_CALLS) return;
    this.later.push(() => {
      for (const location of dynamic)
        for (const name of new Set(this.scopes.keysOf(location).flatMap((key) => this.namedIn(key)))) this.add(name, locations, at);
    });
  }

  private add(given: string, locations: readonly ValueLocation[], at: number): void {
    if (locations.length === 0) return;
    const name = given.startsWith('>') ? this.scopes.fileKey(given) : given;
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
    // select reads its answer
    if (variable !== undefined)
      return [
        [variable, words.flatMap(valuesOf)],
        ['REPLY', inputOf(command)],
      ];
    const [name, ...more] = words.map(staticText);
    const isCall = name !== undefined && this.functions.has(name);
    if (isCall) {
      this.addList(`${name}()`, words);
      this.add(`${name}()<`, inputOf(command), positionOfCommand(command));
    }
    // assignments before the name of a program are for that program only
    const isReference = DECLARING.has(name) && more.some((text) => /^-\w*n/.test(text ?? ''));
    if (isReference) {
      for (const { name: one, values } of assignments)
        this.nameLater(values, [locationOf(one, positionOfCommand(command))], positionOfCommand(command));
      return assignments.flatMap(referred);
    }
    if (words.length === 0 || isCall || DECLARING.has(name)) return assignments.flatMap(givenTo);
    if (name === 'set') this.addSet(words);
    if (name === 'exec' && words.length === 1) return openedBy(command, this.scopes);
    if (name === 'read' || name === 'mapfile' || name === 'readarray') {
      const names = words.slice(1).flatMap((word) => this.namesOf(word));
      const channel = channelOf(words);
      const input = [...inputOf(command), ...(channel === undefined ? [] : [locationOf(channel, positionOfCommand(command))])];
      for (const { operator, target } of command.redirects)
        if (operator === '<<<' && target !== undefined) for (const one of names) this.addText(one, [target]);
      this.nameLater(words.slice(1), input, positionOfCommand(command));
      return (names.length === 0 ? [name === 'read' ? 'REPLY' : 'MAPFILE'] : names).map((one) => [one, input] as const);
    }
    if (name === 'getopts') return [['OPTARG', words.length > 3 ? words.slice(3).flatMap(valuesOf) : [argumentsAt(words)]]];
    if (name === 'printf' && more[0] === '-v')
      this.nameLater(words.slice(2, 3), words.slice(3).flatMap(valuesOf), positionOfCommand(command));
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
  const target = staticText(values[0]);
  if (target === undefined) return [[name, valuesOf(values[0]).map((location) => ({ ...location, isIndirect: true }))]];
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
  if (command.coprocess !== undefined) written.push(`>&${command.coprocess}[0]`);
  written.push(...redirects.flatMap(({ operator, target }) => (operator === '>&' ? (descriptorOf(target) ?? []) : [])));
  const copied = staticText(words[0]) === 'tee' ? words.slice(1).flatMap((word) => fileOf(word) ?? []) : [];
  return [...written.map((file) => [file, writtenBy(command)] as const), ...copied.map((file) => [file, inputOf(command)] as const)];
}

const WRITING: ReadonlySet<string> = new Set(['>', '>>', '>|', '&>', '&>>']);

/** What `exec 3< file` and `exec <<< word` open for later commands. */
function openedBy(command: Command, scopes: Scopes): readonly (readonly [string, readonly ValueLocation[]])[] {
  const input = scopes.prefixAt(positionOfCommand(command)) + STDIN;
  return command.redirects.flatMap((redirect) => {
    if (!redirect.operator.startsWith('<')) return [];
    const { descriptor = '0' } = redirect;
    const name = descriptor === '0' ? input : `>&${descriptor.replace(/^\{(.*)\}$/, '$$$1')}`;
    return [[name, ownInput({ redirects: [redirect] })] as const];
  });
}

/** The descriptor of `read -u 3`. */
function channelOf(words: readonly Word[]): string | undefined {
  const at = words.findIndex((word) => /^-\w*u\d*$/.test(leadOf(word)));
  const [, attached] = /^-\w*u(\d+)$/.exec(leadOf(words[at] ?? NO_WORD)) ?? [];
  return attached === undefined ? descriptorOf(words[at + 1]) : `>&${attached}`;
}

const NO_WORD: Word = { from: 0, to: 0, parts: [] };

function argumentsAt(words: readonly Word[]): ValueLocation {
  return locationOf('@', words[0]?.from ?? 0);
}

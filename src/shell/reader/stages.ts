import { variablesPrinted } from '../printed';
import { type Assignment, type CaseItem, type Command, type Redirect, STDIN, type ValueLocation, type Word } from '../syntax';
import { descriptorOf, fileOf, programIn, staticText } from '../words';
import type { Notes } from './source';

type Building = {
  kind: Command['kind'];
  assignments: Assignment[];
  words: Word[];
  redirects: Redirect[];
  variable?: string | undefined;
  items?: readonly CaseItem[];
};

interface Group {
  readonly from: number;
  readonly kind: 'function' | 'loop' | undefined;
  /** Of a function. */
  readonly name: string | undefined;
  readonly first: number;
  /** Where its last branch begins. */
  branch: number | undefined;
  /** The commands whose output is piped to all commands of the group. */
  readonly feeds: readonly Command[];
}

/** Limits the work for very long pipelines. */
const MAX_FEEDS = 10;
const READERS: ReadonlySet<string | undefined> = new Set([
  ...['cat', 'head', 'tail', 'tac', 'rev', 'grep', 'egrep', 'fgrep', 'sed', 'awk', 'gawk', 'cut', 'sort', 'uniq'],
]);
const PREFIXES: ReadonlySet<string> = new Set(['command', 'builtin']);

/** The command that is being read, and its relation to the commands before it: groups and pipes. */
export class Stages {
  private current: Building | undefined;
  private feeds: readonly Command[] = [];
  private readonly groups: Group[] = [];
  /** The commands of the stage of a pipeline that was read last. */
  private stage: readonly Command[] = [];
  private waiting: readonly Command[] = [];
  /** The function whose body follows. */
  private function: { readonly name: string | undefined } | undefined;

  /** @param notes - receives all commands in order, and the ranges of functions */
  constructor(private readonly notes: Notes) {}

  private get commands(): Command[] {
    return this.notes.commands;
  }

  /** Whether a new command begins here. */
  get isAtStart(): boolean {
    return this.current === undefined || (this.current.words.length === 0 && this.current.assignments.length === 0);
  }

  /** Whether the words of the command so far could be the name of a function. */
  get isFunctionName(): boolean {
    return this.current?.words.length === 1 && this.current.assignments.length === 0;
  }

  /** Whether a word here may assign a variable: before the command's name, or after one of `declaring`. */
  takesAssignments(declaring: ReadonlySet<string>): boolean {
    const words = this.current?.words ?? [];
    const name = words.find(({ parts: [part] }) => part?.kind !== 'text' || !PREFIXES.has(part.text));
    const [part, other] = name?.parts ?? [];
    return words.length === 0 || (part?.kind === 'text' && other === undefined && declaring.has(part.text));
  }

  word(word: Word): void {
    this.building.words.push(word);
  }

  assign(assignment: Assignment): void {
    this.building.assignments.push(assignment);
  }

  /** Records that a command reads a file, or with the operator `<&` a descriptor. */
  readFile(word: Word, operator = '<'): { readonly file: ValueLocation } | undefined {
    const variable = operator === '<&' ? descriptorOf(word) : fileOf(word);
    if (variable === undefined) return undefined;
    const file: ValueLocation = { index: -1, at: word.from, quoting: 'bare', isEscaped: false, variable };
    this.notes.uses.push(file);
    return { file };
  }

  redirect(redirect: Redirect): void {
    this.building.redirects.push(redirect);
  }

  /** Removes and returns a word that turns out to be the descriptor of a redirection. */
  dropDescriptor(at: number): string | undefined {
    const { words } = this.building;
    const last = words[words.length - 1];
    const text = last?.to === at && last.parts.every((part) => part.kind === 'text' && !part.isQuoted) ? staticText(last) : undefined;
    if (text === undefined || !/^(?:\d+|\{\w+\})$/.test(text)) return undefined;
    words.pop();
    return text;
  }

  /** Removes the words of the command and returns them as the name of a function. */
  takeFunctionName(name = this.current?.words[0]): Word | undefined {
    this.function = { name: staticText(name) };
    this.current = undefined;
    return name;
  }

  /** The next command, or group of commands, is a coprocess, whose descriptors are in an array of this name. */
  startCoprocess(name: string): void {
    this.coprocess = { name, depth: this.groups.length };
  }

  private coprocess: { readonly name: string; readonly depth: number } | undefined;

  /** Adds a complete command. */
  add(command: Partial<Building>): void {
    this.finish();
    this.current = { kind: 'simple', assignments: [], words: [], redirects: [], ...command };
    this.finish();
  }

  /** Starts a group of commands at the offset. */
  open(from: number, isLoop = false): void {
    const kind = this.function === undefined ? (isLoop ? 'loop' : undefined) : 'function';
    this.groups.push({ from, kind, name: this.function?.name, first: this.commands.length, branch: undefined, feeds: this.feeds });
    this.function = undefined;
  }

  /** Starts a branch of the group at the offset: `then`, `else`, `elif` or `do`. */
  branch(at: number): void {
    const group = this.groups[this.groups.length - 1];
    if (group === undefined) return;
    if (group.branch !== undefined) this.notes.blocks.push({ from: group.branch, to: at });
    group.branch = at;
  }

  /** Ends the group that was opened last; redirections and pipes that follow apply to all of it. */
  close(to: number): void {
    this.finish();
    const group = this.groups.pop();
    if (group === undefined) return;
    this.feeds = group.feeds;
    this.notes.blocks.push({ from: group.from, to });
    if (group.branch !== undefined) this.notes.blocks.push({ from: group.branch, to });
    if (group.kind === 'function') this.notes.functions.push({ from: group.from, to, name: group.name });
    if (group.kind === 'loop') this.notes.loops.push({ from: group.from, to });
    this.stage = this.commands.slice(group.first);
  }

  /** Ends the command, and with it its pipeline. */
  end(): void {
    this.finish();
    if (this.coprocess !== undefined && this.coprocess.depth >= this.groups.length) this.coprocess = undefined;
    this.feeds = this.groups[this.groups.length - 1]?.feeds ?? [];
    this.stage = [];
  }

  /** Pipes the command's output into the next one. */
  pipe(): void {
    this.finish();
    this.feeds = [...this.feeds, ...this.stage].slice(-MAX_FEEDS);
    this.waiting = this.stage;
    this.stage = [];
  }

  /** The variables that a program prints. */
  private printed({ kind, words, redirects }: Building, at: number): readonly ValueLocation[] {
    if (kind !== 'simple') return [];
    const literal = (word: Word | undefined) => staticText(word) ?? '';
    const feeding = this.feeds.flatMap((feed) => feed.words.slice(1).map(literal));
    const input = redirects.map(({ target, body }) => (body === undefined ? literal(target) : programIn(body)));
    return variablesPrinted(words.map(literal), [...feeding, ...input]).map((variable) => {
      const location: ValueLocation = { index: -1, at, quoting: 'bare', isEscaped: false, variable };
      this.notes.uses.push(location);
      return location;
    });
  }

  private get building(): Building {
    this.current ??= { kind: 'simple', assignments: [], words: [], redirects: [] };
    return this.current;
  }

  private finish(): void {
    const { current } = this;
    this.current = undefined;
    if (current === undefined) return;
    if (current.words.length === 0 && current.assignments.length === 0 && this.stage.length > 0) {
      // redirections after a group
      for (const command of this.stage) command.redirects.push(...current.redirects);
      return;
    }
    const at = current.words[0]?.from ?? 0;
    const coprocess = this.coprocess?.name;
    const variable = coprocess === undefined ? STDIN : `>&${coprocess}[1]`;
    const stdin = { index: -1, at, quoting: 'bare', isEscaped: false, variable } as const;
    const isReader = current.kind === 'simple' && READERS.has(staticText(current.words[0]));
    const read = isReader ? current.words.slice(1).flatMap((word) => this.readFile(word)?.file ?? []) : [];
    const files = [...read, ...this.printed(current, at)];
    const command: Command = {
      ...current,
      feeds: this.feeds,
      stdin,
      ...(files.length > 0 && { files }),
      ...(coprocess !== undefined && { coprocess }),
    };
    for (const before of this.waiting) before.pipedTo ??= command;
    const channel = channelOf(command);
    for (const receiver of receiversOf(command))
      if (channel !== undefined) receiver.stdin = { ...receiver.stdin, variable: channel };
      else if (receiver.feeds.length === 0) receiver.feeds = [...command.feeds, command];
    this.waiting = [];
    this.commands.push(command);
    this.stage = [command];
  }
}

/** The descriptor that `exec 3> >(…)` opens for later commands. */
function channelOf({ words, redirects }: Command): string | undefined {
  const { descriptor } = redirects.find(({ operator }) => operator.startsWith('>')) ?? {};
  if (words.length !== 1 || staticText(words[0]) !== 'exec' || descriptor === undefined) return undefined;
  return `>&${descriptor.replace(/^\{(.*)\}$/, '$$$1')}`;
}

/** The commands in `>(…)`, which read what a command writes. */
function receiversOf({ words, redirects }: Command): readonly Command[] {
  const targets = redirects.flatMap(({ target }) => (target === undefined ? [] : [target]));
  return [...words, ...targets].flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'commands' && part.isReceiver === true ? part.commands : [])),
  );
}

import type { Notes } from './source';
import type { Assignment, Command, Redirect, Word } from './syntax';

type Building = {
  kind: Command['kind'];
  assignments: Assignment[];
  words: Word[];
  redirects: Redirect[];
  variable?: string | undefined;
};

interface Group {
  readonly from: number;
  readonly isFunction: boolean;
  readonly first: number;
  /** What a pipe hands to all commands of the group. */
  readonly feeds: readonly Command[];
}

/** Bounds the work for endless pipelines. */
const MAX_FEEDS = 10;
const PREFIXES: ReadonlySet<string> = new Set(['command', 'builtin']);

/** The command that is being read, and how it hangs together with those before it: groups and pipes. */
export class Stages {
  private current: Building | undefined;
  private feeds: readonly Command[] = [];
  private readonly groups: Group[] = [];
  /** The commands of the stage of a pipeline that was read last. */
  private stage: readonly Command[] = [];
  private waiting: readonly Command[] = [];
  private isFunctionNext = false;

  /** @param notes - take all commands, in their order, and where functions are */
  constructor(private readonly notes: Notes) {}

  private get commands(): Command[] {
    return this.notes.commands;
  }

  /** Whether a new command begins here. */
  get isAtStart(): boolean {
    return this.current === undefined || (this.current.words.length === 0 && this.current.assignments.length === 0);
  }

  /** Whether what was read of the command could be the name of a function. */
  get isFunctionName(): boolean {
    return this.current?.words.length === 1 && this.current.assignments.length === 0;
  }

  /** Whether a word here may assign a variable: before the command's name, or behind one of `declaring`. */
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

  redirect(redirect: Redirect): void {
    this.building.redirects.push(redirect);
  }

  /** Takes away a word that turns out to be the number of a redirection. */
  dropDescriptor(at: number): void {
    const { words } = this.building;
    const last = words[words.length - 1];
    const part = last?.to === at ? last.parts[0] : undefined;
    if (part?.kind === 'text' && last?.parts.length === 1 && !part.isQuoted && /^(?:\d+|\{\w+\})$/.test(part.text)) words.pop();
  }

  /** Takes what was read of the command for the name of a function. */
  takeFunctionName(): Word | undefined {
    const [name] = this.current?.words ?? [];
    this.isFunctionNext = true;
    this.current = undefined;
    return name;
  }

  /** Adds a whole command. */
  add(command: Partial<Building>): void {
    this.finish();
    this.current = { kind: 'simple', assignments: [], words: [], redirects: [], ...command };
    this.finish();
  }

  /** A group of commands begins at the offset. */
  open(from: number): void {
    this.groups.push({ from, isFunction: this.isFunctionNext, first: this.commands.length, feeds: this.feeds });
    this.isFunctionNext = false;
  }

  /** The group that was opened last ends; what follows belongs to all of it. */
  close(to: number): void {
    this.finish();
    const group = this.groups.pop();
    if (group === undefined) return;
    this.feeds = group.feeds;
    if (group.isFunction) this.notes.functions.push({ from: group.from, to });
    this.stage = this.commands.slice(group.first);
  }

  /** The command ends, and with it its pipeline. */
  end(): void {
    this.finish();
    this.feeds = this.groups[this.groups.length - 1]?.feeds ?? [];
    this.stage = [];
  }

  /** The command's output goes into the next one. */
  pipe(): void {
    this.finish();
    this.feeds = [...this.feeds, ...this.stage].slice(-MAX_FEEDS);
    this.waiting = this.stage;
    this.stage = [];
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
      // redirections behind a group
      for (const command of this.stage) command.redirects.push(...current.redirects);
      return;
    }
    const command: Command = { ...current, feeds: this.feeds };
    for (const before of this.waiting) before.pipedTo ??= command;
    this.waiting = [];
    this.commands.push(command);
    this.stage = [command];
  }
}

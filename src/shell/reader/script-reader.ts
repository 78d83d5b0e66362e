import type { Command, ShellScript } from '../syntax';
import { betweenBackticks } from './backticks';
import { CompoundReader, refuseNames } from './compound-reader';
import { Heredocs } from './heredocs';
import { Lines } from './lines';
import { ListReader } from './list-reader';
import { MAX_DEPTH, Notes, Source, Unreadable, type Values } from './source';
import { Stages } from './stages';
import { WordReader } from './word-reader';

/** Parses a script for sh or bash; `values` are the values in it by their offsets. Runs in linear time and never throws. */
export function readShell(text: string, values: Values = new Map(), dialect: 'sh' | 'bash' = 'bash'): ShellScript {
  const notes = new Notes(text.length);
  const { locations, uses, marks, commands, parameters, functions, loops, blocks, calculated } = notes;
  const script = { commands, locations, uses, marks, parameters, functions, loops, blocks, calculated, text };
  try {
    new ScriptReader(new Source(text, values, notes), dialect === 'bash').read('end');
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...script, failure: error.message };
  }
  return script;
}

/** What ends a list of commands. */
type End = 'end' | ')' | 'item';

const ITEM_END = /;;&|;;|;&/y;
const REDIRECT = /&>>|&>|<<<|<<-|<<|<>|<&|>>|>&|>\||<|>/y;
const DECLARING: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);
const COPROCESS = /[ \t]+[A-Za-z_]\w*(?=[ \t]+[{(])/y;
const OPENING: ReadonlySet<string> = new Set(['if', 'while', 'until', '{']);
const LOOPS: ReadonlySet<string> = new Set(['while', 'until']);
const CLOSING: ReadonlySet<string> = new Set(['fi', 'done', '}']);
const BRANCHES: ReadonlySet<string> = new Set(['then', 'elif', 'else', 'do']);
const BETWEEN: ReadonlySet<string> = new Set(['then', 'elif', 'else', 'do', '!', 'time', 'coproc']);

/** Parses lists of commands, and assigns every word to its command. */
class ScriptReader {
  private readonly words: WordReader;
  private readonly heredocs: Heredocs;
  private readonly lines: Lines;
  private readonly lists: ListReader;
  private readonly compounds: CompoundReader;
  private stages: Stages;
  private level = 0;

  constructor(
    private readonly source: Source,
    private readonly isBash: boolean,
  ) {
    this.words = new WordReader(source, this, isBash);
    this.heredocs = new Heredocs(source, this.words);
    this.lines = new Lines(source, this.heredocs);
    this.lists = new ListReader(source, this.words, this.lines);
    this.compounds = new CompoundReader(source, this.words, this.lines, () => this.nested('item'));
    this.stages = new Stages(source.notes);
  }

  upToBracket(): readonly Command[] {
    const { notes } = this.source;
    const outer = this.stages;
    this.stages = new Stages(notes);
    const first = notes.commands.length;
    const from = this.source.offset(this.source.at);
    this.heredocs.within(() => this.nested(')'));
    notes.blocks.push({ from, to: this.source.offset(this.source.at - 1) });
    this.stages = outer;
    return notes.commands.slice(first);
  }

  upToBacktick(end: number, isInDouble: boolean): readonly Command[] {
    const { commands, blocks } = this.source.notes;
    const first = commands.length;
    blocks.push({ from: this.source.offset(this.source.at), to: this.source.offset(end) });
    new ScriptReader(betweenBackticks(this.source, end, isInDouble), this.isBash).read('end');
    return commands.slice(first);
  }

  private nested(end: End): void {
    if (++this.level + this.source.depth > MAX_DEPTH) throw new Unreadable('it is nested too deep');
    this.read(end);
    this.level--;
  }

  /** Reads the list including its end. */
  read(end: End): void {
    const { source, stages } = this;
    for (;;) {
      this.lines.skipBlanks();
      if (source.isOver) {
        if (end !== 'end') throw new Unreadable(end === ')' ? 'a ")" is missing' : 'an "esac" is missing');
        break;
      }
      if (source.char === ')') {
        if (end !== ')') throw new Unreadable('unexpected ")"');
        source.at++;
        break;
      }
      const last = end === 'item' ? source.match(ITEM_END)?.[0] : undefined;
      if (last !== undefined) {
        source.at += last.length;
        break;
      }
      if (end === 'item' && stages.isAtStart && this.lines.isWord('esac')) break;
      if (!this.trySeparator() && !this.tryBracket() && !this.tryRedirect()) this.readWord();
    }
    stages.end();
  }

  private trySeparator(): boolean {
    const { source, stages } = this;
    const { char, next } = source;
    if (char === '\n') {
      source.at++;
      stages.end();
      this.heredocs.readAll();
    } else if (char === ';' || (char === '&' && next !== '>')) {
      source.at += char === next ? 2 : 1;
      stages.end();
    } else if (char === '|') {
      source.at += next === '|' || next === '&' ? 2 : 1;
      if (next === '|') stages.end();
      else stages.pipe();
    } else return false;
    return true;
  }

  private tryBracket(): boolean {
    const { source, stages } = this;
    if (source.char !== '(') return false;
    if (!stages.isAtStart) {
      if (stages.isFunctionName && source.match(/\([ \t]*\)/y) !== undefined) this.readFunctionBrackets();
      else for (const word of this.lists.bracketed()) stages.word(word);
      return true;
    }
    if (source.next === '(' && this.words.tryArithmetic('((', '))', '(( ))') !== undefined) {
      stages.add({ kind: 'simple' });
      return true;
    }
    stages.open(source.offset(source.at));
    source.at++;
    this.nested(')');
    stages.close(source.offset(source.at - 1));
    return true;
  }

  private readFunctionBrackets(): void {
    const { source, stages } = this;
    source.at = source.text.indexOf(')', source.at) + 1;
    refuseNames(stages.takeFunctionName(), 'the name of a function');
  }

  private tryRedirect(): boolean {
    const { source, stages } = this;
    const operator = source.match(REDIRECT)?.[0];
    if (operator === undefined || (source.next === '(' && (operator === '<' || operator === '>'))) return false;
    source.at += operator.length;
    const before = stages.dropDescriptor(source.offset(source.at - operator.length));
    const descriptor = before !== undefined && { descriptor: before };
    if (operator === '<<' || operator === '<<-') stages.redirect({ ...this.heredocs.announce(operator), ...descriptor });
    else {
      this.lines.skipBlanks();
      const target = this.words.word();
      stages.redirect({ operator, target, ...descriptor, ...(/^<&?$/.test(operator) && stages.readFile(target, operator)) });
    }
    return true;
  }

  private readWord(): void {
    const { source, stages } = this;
    if (stages.isAtStart && this.tryReserved()) return;
    const assignment = stages.takesAssignments(DECLARING) ? this.lists.tryAssignment() : undefined;
    if (assignment !== undefined) stages.assign(assignment);
    else {
      const word = this.words.word();
      if (word.parts.length === 0 && word.from === word.to) throw new Unreadable(`unexpected "${source.char}"`);
      stages.word(word);
    }
  }

  private tryReserved(): boolean {
    const { source, stages } = this;
    const word = source.match(/[a-z]+|[{}!]|\[\[/y)?.[0];
    if (word === undefined || !this.lines.isWord(word)) return false;
    if (word === 'case' || word === 'for' || word === 'select' || word === 'function' || word === '[[') {
      source.at += word.length;
      this.compounds.read(word, stages);
      return true;
    }
    const isKnown = OPENING.has(word) || CLOSING.has(word) || BETWEEN.has(word);
    if (!isKnown) return false;
    source.at += word.length;
    if (OPENING.has(word)) stages.open(source.offset(source.at - word.length), LOOPS.has(word));
    if (BRANCHES.has(word)) stages.branch(source.offset(source.at - word.length));
    if (CLOSING.has(word)) stages.close(source.offset(source.at - 1));
    if (word === 'coproc') {
      const name = source.match(COPROCESS)?.[0] ?? '';
      source.at += name.length;
      stages.startCoprocess(name.trim() || 'COPROC');
    }
    if (word === 'time') source.at += source.match(/[ \t]+-p(?=\s)/y)?.[0].length ?? 0;
    return true;
  }
}

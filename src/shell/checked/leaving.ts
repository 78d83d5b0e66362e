import type { Scopes } from '../scopes';
import type { FunctionBody, Span } from '../syntax';

/** Text after which a command runs whenever its block does. */
const START = /(?:^|[\n;{(]|\b(?:then|do|else))[ \t\n]*$/;
const CONTINUED = /(?:\|\||&&|\||!)[ \t\n]*$/;
const CODE = String.raw`(?:[ \t]+"?(?:\d+|_+|\$\?|\$\w+|\$\{\w+(?::?-\w+)?\})"?)?`;
const LEAVING = new RegExp(String.raw`(?:^|[\n;{])[ \t\n]*exit${CODE}[ \t\n;]*$`);
const RETURNING = new RegExp(String.raw`(?:^|[\n;{])[ \t\n]*(?:exit|return)${CODE}[ \t\n;]*$`);
/** The last command, which may be a call of a function that leaves the script. */
const CALL = /(?:^|[\n;{])[ \t\n]*([A-Za-z_][\w-]*)(?:[ \t][^\n;|&()<>]*(?:>&?[ \t]*[\w/]+)?[^\n;|&()<>]*)?[ \t\n;]*$/;

/** How far back the text before a command is read. */
export const LOOK = 200;

/** Whether a command behind this text runs whenever its block does. */
export function isStart(before: string): boolean {
  return (before.trim() === '' || START.test(before)) && !CONTINUED.test(before);
}

/** Finds out whether commands leave the script, themselves or by a function such as `die`. */
export class Leaving {
  /** @param code - of the script, without comments and the content of quotes */
  constructor(
    private readonly code: string,
    private readonly blocks: readonly Span[],
    private readonly functions: readonly FunctionBody[],
    private readonly scopes: Scopes,
  ) {}

  /** Whether the commands of a body at an offset end with leaving the script. */
  leaves(body: string, at: number): boolean {
    const match = (this.scopes.functionAt(at) === undefined ? LEAVING : RETURNING).exec(body) ?? this.callThatLeaves(body, at);
    return match !== null && !CONTINUED.test(body.slice(0, match.index + (match[0].length - match[0].trimStart().length)));
  }

  /** The call at the end of a body whose function leaves the script, as `die` does. */
  private callThatLeaves(body: string, at: number): RegExpExecArray | null {
    const match = CALL.exec(body);
    const definitions = match === null ? [] : this.functions.filter(({ name }) => name === match[1]);
    return definitions.length > 0 && definitions.every((body) => this.isLeaving(body, at)) ? match : null;
  }

  /** Whether a function that is defined in any case before an offset ends with `exit`, and not in a subshell. */
  private isLeaving({ from, to }: FunctionBody, at: number): boolean {
    const before = this.code.slice(Math.max(0, from - LOOK), from).replace(/(?:function[ \t]+)?[\w-]+[ \t]*(?:\([ \t]*\))?[ \t\n]*$/, '');
    const isAlways = isStart(before) && this.around(from).every((block) => block.from <= at && at <= block.to);
    return (
      to < at && isAlways && this.code.charAt(from) === '{' && LEAVING.test(this.code.slice(from + 1, to)) && !this.mayReturn(from, to)
    );
  }

  private mayReturn(from: number, to: number): boolean {
    const body = this.code.slice(from + 1, to);
    const last = LEAVING.exec(body);
    return (
      /\breturn\b/.test(body) ||
      (last !== null && CONTINUED.test(body.slice(0, last.index + (last[0].length - last[0].trimStart().length))))
    );
  }

  /** The blocks around an offset. */
  around(at: number): readonly Span[] {
    return this.blocks.filter((block) => block.from < at && at < block.to);
  }
}

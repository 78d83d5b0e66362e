/** How the shell reads the text around a value; decides how a reference to the value is written. */
export type Quoting = 'bare' | 'double' | 'single' | 'ansi' | 'heredoc' | 'verbatim' | 'arithmetic' | 'comment';

/** Why a value is not allowed in its place. */
export interface Hazard {
  /**
   * `evaluated`: the shell, or the program that it calls, would execute the value or calculate with it; a checked integer is harmless.
   * `unusable`: no value is possible there, not even an integer.
   */
  readonly kind: 'evaluated' | 'unusable';
  /** The location of the value, such as `the program text of "sh -c"`. */
  readonly where: string;
  /** What to write instead. */
  readonly fix: string;
  /** Whether a program called by the script executes the value as program text. */
  readonly isProgram?: boolean;
  /** Whether the value is harmless unless it is an option, which a list of words may be on purpose. */
  readonly isOption?: boolean;
  /** Whether the shell calculates with the value, which then may only have digits. */
  readonly isArithmetic?: boolean;
}

/** The location of a value in a script. */
export interface ValueLocation {
  /** The number of the value, in the order of the script. */
  readonly index: number;
  /** Offset in the script. */
  readonly at: number;
  readonly quoting: Quoting;
  /** Whether there is a backslash directly before it. */
  readonly isEscaped: boolean;
  /** The name of the array whose subscript contains it. */
  readonly array?: string;
  /** The variable of the script at this location, which may hold a value. @default - it is a value */
  readonly variable?: string;
  /** Whether that variable holds the name of the one that is used, as in `${!name}`. */
  readonly isIndirect?: boolean;
  /** What identifies the value: equal for all locations of one value. @default - unknown */
  readonly value?: string;
  /** The location whose value a program prints among others: what it prints is a concern as code, not as a number. */
  readonly origin?: ValueLocation;
  hazard?: Hazard;
}

/** A part of a word. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'value'; readonly location: ValueLocation }
  /** `$(…)`, backticks, `<(…)`; or `>(…)`, which receives what the command writes. */
  | { readonly kind: 'commands'; readonly commands: readonly Command[]; readonly isReceiver?: boolean }
  /** `$x`, `${x:-…}`; `use` is the location of the variable, unless it is its length; the parts are those of its operator's words, which `${x:=…}` assigns and `${x:-…}` has as its default. */
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly use?: ValueLocation;
      /** The location of the variable whose name it holds. */
      readonly target?: ValueLocation;
      readonly parts: readonly Part[];
      readonly assigns?: boolean;
      readonly isDefault?: boolean;
      /** Whether the variable holds the name of another one, or a text that is expanded. */
      readonly isIndirect?: boolean;
    }
  | { readonly kind: 'arithmetic'; readonly parts: readonly Part[] };

/** One word of a command. */
export interface Word {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly Part[];
}

/** `name=value`, `name[subscript]=value` or `name=(values)`. */
export interface Assignment {
  readonly name: string;
  readonly isSubscripted: boolean;
  readonly isArray: boolean;
  /** Whether it is `+=`. */
  readonly isAdded: boolean;
  readonly values: readonly Word[];
}

/** A redirection with its target, or the parts of its here-document. */
export interface Redirect {
  readonly operator: string;
  /** What is before the operator: a number, or the name of a variable as `{name}`. */
  readonly descriptor?: string;
  readonly target?: Word;
  readonly body?: readonly Part[];
  /** The file that is read, as a variable; see `fileOf`. */
  readonly file?: ValueLocation;
}

/** A command. The head of a loop or `case`, a `[[ ]]` and the word `function` are commands of their own. */
export interface Command {
  readonly kind: 'simple' | 'loop' | 'case' | 'condition' | 'function';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  /** The variable of a loop. */
  readonly variable?: string;
  readonly redirects: Redirect[];
  /** The commands whose output is piped into it. */
  feeds: readonly Command[];
  /** Its standard input, as a variable named STDIN; used when the command has no redirection or pipe of its own. */
  stdin: ValueLocation;
  /** The name of the array with the descriptors of the coprocess that it is part of. */
  readonly coprocess?: string;
  /** The command that its output is piped into. */
  pipedTo?: Command;
  /** The commands of the function that it calls. */
  body?: readonly Command[];
  /** The items of a `case`. */
  readonly items?: readonly CaseItem[];
  /** The files that `cat` reads, see `fileOf`, and the variables of the environment that a program prints. */
  readonly files?: readonly ValueLocation[];
}

/** One item of a `case`: its patterns, and the range of its commands. */
export interface CaseItem extends Span {
  readonly patterns: readonly Word[];
  /** Whether the commands of the item before it continue here (`;&`). */
  readonly isReached: boolean;
}

/** A range of a script that is not plain code. */
export interface Mark extends Span {
  readonly kind: 'comment' | 'heredoc' | 'quoted' | 'escape' | 'continuation';
}

/** A range of a script, by offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The body of a function. */
export interface FunctionBody extends Span {
  /** Undefined when the name is not a literal word. */
  readonly name: string | undefined;
}

/** The name of the standard input of a program or function; no shell variable can have it. */
export const STDIN = '<';

/** Suffix of a variable that only an option of the command sets, as `awk -v`. */
export const OPTION = '=';

/** A parsed script. */
export interface ShellScript {
  /** All commands, also those inside substitutions. */
  readonly commands: readonly Command[];
  /** Locations of the values; after a failure the later ones are missing. */
  readonly locations: readonly ValueLocation[];
  /** Where variables of the script are used. */
  readonly uses: readonly ValueLocation[];
  readonly marks: readonly Mark[];
  /** Names of the variables and parameters that it expands. */
  readonly parameters: ReadonlySet<string>;
  /** The bodies of functions. */
  readonly functions: readonly FunctionBody[];
  /** The bodies of loops. */
  readonly loops: readonly Span[];
  /** The whole text. @default - there is none */
  readonly text?: string;
  /** Ranges of commands that run one after the other: groups, branches, items of `case`, substitutions. */
  readonly blocks?: readonly Span[];
  /** Arithmetic with substitutions of commands in it. */
  readonly calculated: readonly { readonly parts: readonly Part[]; readonly where: string }[];
  /** Why the script could not be parsed to its end. */
  readonly failure?: string;
}

/** How the shell reads the text in which a value stands; decides how a reference to the value is written. */
export type Quoting = 'bare' | 'double' | 'single' | 'ansi' | 'heredoc' | 'verbatim' | 'arithmetic' | 'comment';

/** Why a value must not stand where it stands. */
export interface Hazard {
  /**
   * `evaluated`: the shell, or the program that it calls, would run the value or calculate with it; a checked integer is harmless.
   * `unusable`: the shell cannot take a value there, not even an integer.
   */
  readonly kind: 'evaluated' | 'unusable';
  /** Where the value stands, as `the program text of "sh -c"`. */
  readonly where: string;
  /** What to write instead. */
  readonly fix: string;
  /** Whether a program of its own takes the value for program text. */
  readonly isProgram?: boolean;
}

/** Where a value stands in a script. */
export interface Place {
  /** Of the value, in the order of the script. */
  readonly index: number;
  /** Offset in the script. */
  readonly at: number;
  readonly quoting: Quoting;
  /** Whether a backslash stands right before it. */
  readonly isEscaped: boolean;
  /** The name of the array whose subscript it is part of. */
  readonly array?: string;
  /** The variable of the script that stands there, and not a value: it may hold one. */
  readonly variable?: string;
  hazard?: Hazard;
}

/** A piece of a word. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'value'; readonly place: Place }
  /** `$(…)`, backticks, `<(…)`. */
  | { readonly kind: 'commands'; readonly commands: readonly Command[] }
  /** `$x`, `${x:-…}`; `use` is where the variable stands, unless it is its length; the parts are those of its operator's words. */
  | { readonly kind: 'parameter'; readonly name: string; readonly use?: Place; readonly parts: readonly Part[] }
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
  readonly values: readonly Word[];
}

/** A redirection with its target, or the parts of its here-document. */
export interface Redirect {
  readonly operator: string;
  readonly target?: Word;
  readonly body?: readonly Part[];
}

/** A command, with the head of a loop or `case`, a `[[ ]]` and the word `function` each counting as one. */
export interface Command {
  readonly kind: 'simple' | 'loop' | 'case' | 'condition' | 'function';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  /** The variable of a loop. */
  readonly variable?: string;
  readonly redirects: Redirect[];
  /** The commands whose output a pipe hands to it. */
  readonly feeds: readonly Command[];
  /** The command that its output is piped to. */
  pipedTo?: Command;
}

/** A stretch of a script that is not plain code. */
export interface Mark extends Span {
  readonly kind: 'comment' | 'heredoc' | 'quoted' | 'escape' | 'continuation';
}

/** A stretch of a script, by offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A script as the shell reads it. */
export interface ShellScript {
  /** All commands, those inside substitutions too. */
  readonly commands: readonly Command[];
  /** Places of the values; after a failure the later ones are missing. */
  readonly places: readonly Place[];
  /** Where variables of the script are used. */
  readonly uses: readonly Place[];
  readonly marks: readonly Mark[];
  /** Names of the variables and parameters that it expands. */
  readonly parameters: ReadonlySet<string>;
  /** The bodies of functions. */
  readonly functions: readonly Span[];
  /** Why the script could not be read to its end. */
  readonly failure?: string;
}

import { Calls, type CallTable } from './calls';
import type { Draft } from './frame';
import type { Hazard } from './hazard';
import { type Aliases, isBehindProgramList, knownIn, settingBefore } from './known';
import { Names } from './names';
import { aliasesIn, parametersIn } from './prescan';
import { Settings } from './settings';

/** The words of a language in messages about a value that it executes. */
export interface Language {
  readonly name: string;
  readonly calls: CallTable;
  /** Definitions of functions: the name and the parameters. */
  readonly functions: readonly RegExp[];
  readonly fixes: { readonly [p in Hazard['purpose']]: string };
}

/** Follows the values of a program to the calls that execute them, and refuses those values. */
export class Flow {
  readonly names: Names;
  readonly calls: Calls;
  private readonly aliases: Aliases;
  private readonly settings = new Settings();

  constructor(
    private readonly source: string,
    private readonly language: Language,
    private readonly draft: Draft,
  ) {
    this.names = new Names(parametersIn(source, language.functions));
    this.aliases = aliasesIn(source);
    this.calls = new Calls(
      ...([language.calls, this.aliases, knownIn(source)] as const),
      (argument) => this.names.pass(argument),
      (name, value) => this.names.bind(name, value),
    );
  }

  /** Records that a value, or a variable, is used at this offset. @param depth - the depth of the innermost function */
  note(id: number, at: number, depth: number): void {
    const { hazard, purposes } = this.calls.value(id);
    if (hazard !== undefined) this.refuse([hazard]);
    this.settings.set(settingBefore(this.source.slice(Math.max(0, at - 200), at)) ?? this.calls.key, id);
    this.names.take({ id, purposes }, depth);
  }

  /** Records the text of a string literal. */
  literal(text: string): void {
    this.calls.literal(text);
    this.settings.literal(text);
  }

  refuse(found: readonly Hazard[]): void {
    const { name, fixes } = this.language;
    for (const { value, where, purpose } of this.names.executed(found))
      this.draft.refuse(value, 'TW191', `${where}, where ${purpose === 'code' ? name : 'a shell'} would execute it`, fixes[purpose]);
  }

  /** The program has been read. */
  end(): void {
    this.refuse(this.settings.hazards());
    this.refuse(this.names.resolve());
  }

  /** Whether a bracket at this offset adds words behind `bash -c`. */
  isProgramList(at: number): boolean {
    return isBehindProgramList(this.source.slice(Math.max(0, at - 100), at), this.aliases);
  }
}

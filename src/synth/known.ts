import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import { Judgement } from './judgement';
import { type OptionType, unknownKeys, withoutUnknown } from './option-keys';
import { capturePlace, type ProgramPlace } from './program-place';
import { placeOf, remark } from './refuse';

/** A mistake in options, and where the program gave them. */
export interface OptionMistake {
  readonly code: 'TW287' | 'TW288' | 'TW299';
  /** The key, as a path from what the options were given to. */
  readonly where: string;
  readonly message: string;
  readonly place: ProgramPlace;
}

/** A construct that has not been made yet. */
export interface FutureConstruct {
  readonly scope: IConstruct;
  readonly id: string;
}

/** A path from the owner to what is looked at; worked out only for a message. */
export type Where = string | (() => string);

/** How the options are looked at. */
export interface KnownSettings {
  /** Whether they may have further keys, of a subclass of the user. @default false */
  readonly isExtended?: boolean;
  /** The path from the owner to the options. @default - the owner itself was given them */
  readonly where?: Where;
}

const mistakes = new WeakMap<object, OptionMistake[]>();
const NONE: readonly OptionMistake[] = [];

/**
 * Returns the options without the keys that their type does not have, and reports each of these (TW299) for the owner: a construct, one
 * that is about to be made, or any object, whose mistakes are reported by the construct that uses it.
 */
export function known<T>(type: OptionType, options: T, owner: object, { isExtended = false, where = '' }: KnownSettings = {}): T {
  const unknown = unknownKeys(type, options, isExtended);
  if (unknown.length === 0) return options;
  const place = capturePlace(known);
  for (const one of unknown) reportMistake(owner, { code: 'TW299', where: joined(where, one.where), message: one.message, place });
  return isExtended ? options : withoutUnknown(type, options);
}

/** Reports a value that no manifest can hold, or none of the field; `path` leads from `where` to it. */
export function reportValue(owner: object, where: Where, path: string, message: string): void {
  reportMistake(owner, { code: 'TW288', where: joined(where, path), message, place: capturePlace(reportValue) });
}

function joined(where: Where, path: string): string {
  const start = typeof where === 'string' ? where : where();
  const rest = path.replace(/^\./, '');
  return start === '' || rest === '' || start.endsWith(' ') || rest.startsWith('[') ? start + rest : `${start}.${rest}`;
}

/** Reports a mistake for the owner, see `known`. */
export function reportMistake(owner: object, mistake: OptionMistake): void {
  const { scope = owner, id } = owner as Partial<FutureConstruct>;
  if (!isConstruct(scope)) {
    remark(placeOf(owner), mistake.message);
    const noted = mistakes.get(owner);
    if (noted === undefined) mistakes.set(owner, [mistake]);
    else noted.push(mistake);
    return;
  }
  const origin = id === undefined ? placeOf(scope) : [placeOf(scope), id].filter((part) => part !== '').join('/');
  Judgement.of(scope).note(optionDiagnostic(origin, mistake));
  remark(origin, mistake.message);
}

/** The mistakes in the options that the object was made with, when it is no construct. */
export function mistakesOf(made: unknown): readonly OptionMistake[] {
  return (typeof made === 'object' && made !== null && mistakes.get(made)) || NONE;
}

/** Hands the mistakes of the objects on to the owner that uses them, `where` before their own path. */
export function adoptMistakes(owner: object, where: string, made: unknown): void {
  for (const mistake of mistakesOf(made)) reportMistake(owner, { ...mistake, where: `${where}${mistake.where}` });
}

/** A diagnostic that tells where in the program the mistake is. */
export interface ProgramDiagnostic extends Diagnostic {
  readonly place?: ProgramPlace;
}

/** The diagnostic of a mistake in options. */
export function optionDiagnostic(origin: string, { code, where, message, place }: OptionMistake): ProgramDiagnostic {
  return { code, severity: 'error', origin, index: 0, field: ['options', ...where.split(/[ .]/)], where, message, place };
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === 'object' && value !== null && 'node' in value;
}

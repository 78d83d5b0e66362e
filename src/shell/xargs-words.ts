import type { Part, ValueLocation, Word } from './syntax';
import { leadOf, staticText, valuesOf } from './words';

/** The command that xargs runs, with the input of xargs in place of the token of `-I`, or after the other arguments. */
export function xargsWords(args: readonly Word[], first: number, given: readonly ValueLocation[]): readonly Word[] {
  const words = args.slice(first);
  // xargs -a <(command)
  const files = args.slice(0, first).filter(({ parts }) => parts.some(({ kind }) => kind === 'commands'));
  const input = [...given, ...files.flatMap(valuesOf)];
  if (input.length === 0) return words;
  const token = tokenOf(args.slice(0, first));
  return token === undefined ? [...words, listedWord(input)] : replaced(words, token, input);
}

function tokenOf(options: readonly Word[]): string | undefined {
  for (const [at, word] of options.entries()) {
    const [, , attached] = /^(-[a-zA-Z0-9]*I|-i|--replace=?)(.*)$/s.exec(leadOf(word)) ?? [];
    if (attached !== undefined) return attached || (leadOf(word).endsWith('I') ? staticText(options[at + 1]) : '{}');
  }
  return undefined;
}

/** The words with values in place of the token. */
export function replaced(words: readonly Word[], token: string, locations: readonly ValueLocation[]): readonly Word[] {
  if (locations.length === 0) return words;
  const instead = locations.map((location): Part => ({ kind: 'value', location }));
  return words.map((word) => ({ ...word, parts: joined(word.parts).flatMap((part) => replacedIn(part, token, instead)) }));
}

function replacedIn(part: Part, token: string, instead: readonly Part[]): readonly Part[] {
  if (part.kind !== 'text' || !part.text.includes(token)) return [part];
  return part.text.split(token).flatMap((text, at) => (at === 0 ? [{ ...part, text }] : [...instead, { ...part, text }]));
}

/** Merges adjacent text parts. */
function joined(parts: readonly Part[]): readonly Part[] {
  const made: Part[] = [];
  for (const part of parts) {
    const last = made.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') made[made.length - 1] = { ...last, text: last.text + part.text };
    else made.push(part);
  }
  return made;
}

/** A word that stands for any number of arguments with these values. */
export function listedWord(locations: readonly ValueLocation[]): Word {
  return {
    from: 0,
    to: 0,
    parts: [{ kind: 'parameter', name: '@', parts: locations.map((location): Part => ({ kind: 'value', location })) }],
  };
}

import { arithmeticHazard } from './source';
import type { Command, Hazard, Place, ShellScript, Word } from './syntax';
import { inputOf, refuse, staticText, valuesOf } from './words';

/**
 * Notes the hazards of values that a variable of the script carries to where they would be evaluated, as in `x=${n}; (( x > 3 ))`.
 * A variable that the script compares with a pattern or a number first is taken to be checked.
 */
export function followVariables({ commands, uses, functions }: ShellScript): void {
  const given = givenIn(commands);
  if (given.size === 0) return;
  const checked = new Set(commands.flatMap(checkedBy));
  const found = [
    ...uses.flatMap(({ variable = '', hazard, at }) => (hazard ? [{ variable, hazard, at }] : [])),
    ...commands.flatMap(namedIn),
  ];
  for (const { variable, hazard, at } of found) {
    if (hazard.kind !== 'evaluated' || checked.has(variable)) continue;
    // a function is called later than it is written
    const isInFunction = functions.some(({ from, to }) => from < at && at < to);
    const before = valuesBehind(variable, given).filter((place) => isInFunction || place.at < at);
    refuse(before, { ...hazard, where: `${hazard.where}, by way of the variable ${variable}` });
  }
}

/** What each variable is given: values, and other variables. */
type Given = ReadonlyMap<string, readonly Place[]>;

function givenIn(commands: readonly Command[]): Given {
  const given = new Map<string, Place[]>();
  for (const [name, places] of commands.flatMap(givenBy)) {
    const known = given.get(name);
    if (known !== undefined) known.push(...places);
    else if (places.length > 0) given.set(name, [...places]);
  }
  return given;
}

const DECLARING: ReadonlySet<string | undefined> = new Set(['declare', 'typeset', 'local', 'export', 'readonly', 'command', 'builtin']);

function givenBy(command: Command): readonly (readonly [string, readonly Place[]])[] {
  const { assignments, words, variable } = command;
  if (variable !== undefined) return [[variable, words.flatMap(valuesOf)]];
  const [name, ...more] = words.map(staticText);
  // before the name of a program they are for that program alone
  if (words.length === 0 || DECLARING.has(name)) return assignments.map((one) => [one.name, one.values.flatMap(valuesOf)]);
  if (name === 'read')
    return more.flatMap((text) => (text === undefined || text.startsWith('-') ? [] : [[text, inputOf(command)] as const]));
  if (name === 'printf' && more[0] === '-v' && more[1] !== undefined) return [[more[1], words.slice(3).flatMap(valuesOf)]];
  return [];
}

/** The values that reach a variable, whatever the way. */
function valuesBehind(variable: string, given: Given): readonly Place[] {
  const seen = new Set([variable]);
  const values: Place[] = [];
  for (const name of seen)
    for (const place of given.get(name) ?? [])
      if (place.variable === undefined) values.push(place);
      else seen.add(place.variable);
  return values;
}

const COMPARISON = /^-(?:eq|ne|lt|le|gt|ge)$/;

/** The variables that a command compares with a pattern or a number, without evaluating them. */
function checkedBy({ kind, words, feeds }: Command): readonly string[] {
  const texts = words.map(staticText);
  if (kind === 'case') return variablesOf(words.slice(0, 1));
  if (kind === 'condition') return texts.includes('=~') ? variablesOf(words) : [];
  if (texts[0] === '[' || texts[0] === 'test') return texts.some((text) => COMPARISON.test(text ?? '')) ? variablesOf(words) : [];
  return /^[ef]?grep$/.test(texts[0] ?? '') ? feeds.flatMap((feed) => variablesOf(feed.words)) : [];
}

function variablesOf(words: readonly Word[]): readonly string[] {
  return words.flatMap(valuesOf).flatMap(({ variable }) => variable ?? []);
}

/** The variables that a command calculates with by their bare names. */
function namedIn({ kind, words }: Command): readonly { readonly variable: string; readonly hazard: Hazard; readonly at: number }[] {
  const texts = words.map(staticText);
  const named = (text: string | undefined, where: string) =>
    (text?.match(/(?<![\w#$])[A-Za-z_]\w*/g) ?? []).map((variable) => ({
      variable,
      hazard: arithmeticHazard(where),
      at: words[0]?.from ?? 0,
    }));
  if (kind === 'simple' && texts[0] === 'let') return texts.slice(1).flatMap((text) => named(text, 'let'));
  if (kind !== 'condition') return [];
  return texts.flatMap((text, at) =>
    COMPARISON.test(text ?? '') ? [texts[at - 1], texts[at + 1]].flatMap((side) => named(side, 'a comparison of numbers in [[ ]]')) : [],
  );
}

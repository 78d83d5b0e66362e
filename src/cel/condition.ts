import { quoted } from '../diagnostics';
import { demandTemplate, demandValues, type Ref, type Text, textOf } from '../refs';
import { insideOf, type Literal, literalOf, Unquotable } from './literal';
import { celPieces, type Piece } from './tokens';

/** A condition in the Common Expression Language. Made by the tag `cel`. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface CelCondition<S = any> {
  readonly cel: string | Text<S>;
}

/**
 * A condition in the Common Expression Language. A value in it becomes a string of that language, or part of the string in which it
 * stands. Backslashes are taken as they are written: `'v\\d+'` and `r'v\d+'` are the same regular expression, as they are in YAML.
 *
 * Tekton puts the value itself into the text before CEL reads it, without escaping it: a value with a quote or a backslash fails the run
 * (CELEvaluationFailed) or, chosen with care, makes the condition true. Use `in` and `notIn` of a reference for what others may choose,
 * as the name of a branch: Tekton compares those as strings. Needs `enable-cel-in-whenexpression: "true"`.
 * @throws Error when a value stands where CEL has no string: in a comment, or beside a letter or quote
 * @example
 * ci.add(deploy, { when: [cel`${ci.params.env} == 'production' || ${clone.results.tag}.startsWith('v')`] });
 */
export function cel<S>(strings: TemplateStringsArray, ...values: readonly (Text<S> | Ref<'string', unknown, S>)[]): CelCondition<S> {
  demandTemplate('cel', strings);
  demandValues('cel', strings, values);
  const chunks = chunksOf(strings.raw);
  const places = placesOf(chunks);
  const content = chunks.reduce((made, chunk, at) => made + rendered(String(values[at - 1]), places[at - 1]) + chunk);
  return { cel: textOf<S>(content, values) };
}

/**
 * What stands between the values. Only what a template literal itself needs escaped loses its backslash; but where the expression has
 * no sense as it is written, and has one with every pair of backslashes read as one, it was escaped as a JavaScript string.
 */
function chunksOf(raw: readonly string[]): readonly string[] {
  const written = raw.map((chunk) => chunk.replace(/\\(\$\{|`)/g, '$1'));
  if (hasSense(written)) return written;
  const halved = raw.map((chunk) => chunk.replace(/\\([\\`]|\$\{)/g, '$1'));
  return hasSense(halved) ? halved : written;
}

// holds the place of a value: no sign of CEL, and a plain character in its strings
const HOLE = '\0';
const MISTAKES: ReadonlySet<Piece['kind']> = new Set(['quote', 'equals', 'variable']);

function hasSense(chunks: readonly string[]): boolean {
  return ![...celPieces(chunks.join(HOLE))].some(({ kind }) => MISTAKES.has(kind));
}

/** Where a value stands: inside a piece, or between two signs. */
interface Place {
  /** Undefined between pieces. */
  readonly inside: Piece | undefined;
  readonly before: string;
  readonly after: string;
}

function placesOf(chunks: readonly string[]): readonly Place[] {
  const whole = chunks.join(HOLE);
  const holes = chunks.slice(0, -1).map((_, at) => chunks.slice(0, at + 1).join(HOLE).length);
  const places: Place[] = [];
  for (const piece of celPieces(whole)) {
    for (let hole = holes[places.length]; hole !== undefined && hole < piece.at + piece.text.length; hole = holes[places.length]) {
      const inside = piece.kind === 'unknown' ? undefined : piece;
      places.push({ inside, before: whole.charAt(hole - 1), after: whole.charAt(hole + 1) });
    }
    // what follows is read as one text that has no end; the rules say so
    if (piece.kind === 'quote') break;
  }
  return places;
}

const OUTSIDE: Literal = { quote: "'", isRaw: false };
// with these beside it, what is put there would begin or end as something else
const STICKY = /[\w"'`\0]/;

/** @param place - undefined where nothing can be said of it */
function rendered(value: string, place: Place | undefined): string {
  if (place === undefined) return value;
  const { inside, before, after } = place;
  if (inside === undefined) {
    const beside = [before, after].find((sign) => STICKY.test(sign));
    if (beside === undefined) return `'${insideOf(OUTSIDE, value)}'`;
    const neighbour = beside === HOLE ? 'another value' : quoted(beside);
    refuse(value, `stands directly beside ${neighbour}`, 'put an operator between the two, as "+", or the value into the quotes');
  }
  if (inside.kind === 'comment') refuse(value, 'stands in a comment, which it could end', 'take it out');
  if (inside.kind !== 'string' && inside.kind !== 'bytes') refuse(value, `stands inside ${quoted(shown(inside))}`, 'write it by itself');
  const literal = literalOf(inside.text);
  try {
    return insideOf(literal, value);
  } catch (error) {
    if (!(error instanceof Unquotable)) throw error;
    refuse(
      value,
      `${error.message}, as ${quoted(shown(inside))} is one`,
      'write the string without "r" in front, or the value outside of it',
    );
  }
}

function shown({ text }: Piece): string {
  return text.replaceAll(HOLE, '…');
}

function refuse(value: string, where: string, way: string): never {
  throw new Error(`cel: the value ${quoted(value)} ${where}; ${way}`);
}

import { makeOrNote, quoted, TekwireError } from '../diagnostics';
import { demandTemplate, demandValues, type Ref, type Text, textOf } from '../refs';
import { insideOf, type Literal, literalOf, Unquotable } from './literal';
import { celPieces, type Piece } from './tokens';

/** A condition in the Common Expression Language (CEL). Made by the tag `cel`. */
// biome-ignore lint/suspicious/noExplicitAny: see Ref
export interface CelCondition<S = any> {
  readonly cel: string | Text<S>;
}

/**
 * Makes a condition in the Common Expression Language (CEL). A value becomes a CEL string, or part of the string around it. Backslashes
 * are kept unchanged: `'v\\d+'` and `r'v\d+'` are the same regular expression, as they are in YAML.
 *
 * Tekton inserts the value into the condition before CEL reads it, without escaping it: a value with a quote or a backslash fails the run
 * (CELEvaluationFailed) or, if crafted, makes the condition true. For values that others can choose, such as the name of a branch, use
 * `in` and `notIn` of a reference: Tekton compares those as strings. Needs `enable-cel-in-whenexpression: "true"`, see `setFeatures`.
 * Reported at synth (TW288): a value in a place where CEL has no string, in a comment, or directly beside a letter or quote
 * @example
 * ci.add(deploy, { when: [cel`${ci.params.env} == 'production' || ${clone.results.tag}.startsWith('v')`] });
 */
export function cel<S>(strings: TemplateStringsArray, ...values: readonly (Text<S> | Ref<'string', unknown, S>)[]): CelCondition<S> {
  return makeOrNote<CelCondition<S>>(
    () => {
      demandTemplate('cel', strings);
      demandValues('cel', strings, values);
      const chunks = chunksOf(strings.raw);
      const places = placesOf(chunks);
      const content = chunks.reduce((made, chunk, at) => made + rendered(String(values[at - 1]), places[at - 1]) + chunk);
      return { cel: textOf<S>(content, values) };
    },
    () => ({ cel: 'true' }),
  );
}

/**
 * Returns the parts between the values. Only a backslash that the template literal itself needs is removed; but when the expression is
 * invalid as written and valid with every pair of backslashes read as one, it was escaped as a JavaScript string.
 */
function chunksOf(raw: readonly string[]): readonly string[] {
  const written = raw.map((chunk) => chunk.replace(/\\(\$\{|`)/g, '$1'));
  if (isReadable(written)) return written;
  const halved = raw.map((chunk) => chunk.replace(/\\([\\`]|\$\{)/g, '$1'));
  return isReadable(halved) ? halved : written;
}

// a placeholder for a value: not a character of CEL syntax, but allowed in its strings
const HOLE = '\0';
const MISTAKES: ReadonlySet<Piece['kind']> = new Set(['quote', 'equals', 'variable']);

function isReadable(chunks: readonly string[]): boolean {
  return ![...celPieces(chunks.join(HOLE))].some(({ kind }) => MISTAKES.has(kind));
}

/** The location of a value: inside a piece, or between two tokens. */
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
    // the rest is one string without an end, which the rules report
    if (piece.kind === 'quote') break;
  }
  return places;
}

const OUTSIDE: Literal = { quote: "'", isRaw: false };
// beside these characters the inserted string would begin or end differently
const STICKY = /[\w"'`\0]/;

/** @param place - undefined when the expression is too broken to know */
function rendered(value: string, place: Place | undefined): string {
  if (place === undefined) return value;
  const { inside, before, after } = place;
  if (inside === undefined) {
    const beside = [before, after].find((sign) => STICKY.test(sign));
    if (beside === undefined) return `'${insideOf(OUTSIDE, value)}'`;
    const neighbour = beside === HOLE ? 'another value' : quoted(beside);
    refuse(value, `is directly beside ${neighbour}`, 'put an operator such as "+" between them, or the value into the quotes');
  }
  if (inside.kind === 'comment') refuse(value, 'is in a comment, which it could end', 'remove it');
  if (inside.kind !== 'string' && inside.kind !== 'bytes') refuse(value, `is inside ${quoted(shown(inside))}`, 'separate it');
  const literal = literalOf(inside.text);
  try {
    return insideOf(literal, value);
  } catch (error) {
    if (!(error instanceof Unquotable)) throw error;
    refuse(value, `${error.message} such as ${quoted(shown(inside))}`, 'remove the "r" before the string, or move the value out of it');
  }
}

function shown({ text }: Piece): string {
  return text.replaceAll(HOLE, '…');
}

function refuse(value: string, where: string, way: string): never {
  throw new TekwireError(`cel: the value ${quoted(value)} ${where}; ${way}`);
}

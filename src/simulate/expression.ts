import { CelError, celPieces, compile, evaluateCel, TRIGGERS } from '../cel';
import { TekwireError } from '../diagnostics';
import { type CompareSecret, triggersLibrary } from './cel-library';
import { isFields, jsonOf } from './cel-values';
import { JsonError, parseGoJson } from './go-json';
import type { Headers } from './header';
import { Unsimulated } from './unsimulated';

/** What expressions can read. */
export interface CelEvent {
  readonly body: string;
  readonly headers: Headers;
  readonly url: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly compareSecret: CompareSecret;
}

/** Thrown when Triggers fails to evaluate an expression, so that no run starts. */
export class ExpressionError extends TekwireError {}

/** Evaluates expressions of the CEL interceptor on one event. @see triggers pkg/interceptors/cel/cel.go */
export class Expressions {
  private readonly variables: Readonly<Record<string, unknown>>;
  private readonly library;

  /** @throws ExpressionError when the body is not an object of JSON */
  constructor(event: CelEvent) {
    this.variables = {
      body: bodyOf(event.body),
      header: event.headers,
      extensions: event.extensions,
      requestURL: event.url,
    };
    this.library = triggersLibrary(event.compareSecret);
  }

  /** The value of an expression. @throws ExpressionError @throws Unsimulated */
  value(text: string): unknown {
    const { mistake, node } = compile(text, TRIGGERS);
    if (node === undefined) throw new ExpressionError(`the expression ${inLine(text)} does not compile: ${mistake}`);
    try {
      return evaluateCel(node, this.variables, this.library);
    } catch (error) {
      if (error instanceof Unsimulated || !(error instanceof CelError)) throw error;
      throw new ExpressionError(`the expression ${inLine(text)} has no value: ${error.message}`);
    }
  }

  /** The value of an overlay, as JSON. @throws ExpressionError when the interceptor cannot return it */
  overlay(text: string): unknown {
    const value = this.value(text);
    if (value === null) throw new ExpressionError(`the overlay ${text} is null, which is not a value of an extension`);
    return jsonOf(value);
  }

  /** The parts of a filter that do not hold, with the values that they compare. */
  failing(filter: string): readonly string[] {
    return conjuncts(filter).flatMap((part) => {
      const value = this.tryValue(part);
      return value === true ? [] : [`${part} is ${value === false ? 'false' : 'no condition'}${this.seen(part)}`];
    });
  }

  private tryValue(text: string): unknown {
    try {
      return this.value(text);
    } catch (error) {
      if (error instanceof ExpressionError || error instanceof CelError) return undefined;
      throw error;
    }
  }

  /** The values of the paths in an expression, for the message. */
  private seen(text: string): string {
    const paths = [...new Set(text.match(PATH) ?? [])].map((path) =>
      path.replace(/\.[a-zA-Z]\w*$/, (end) => (METHOD.test(text.slice(text.indexOf(path) + path.length)) ? '' : end)),
    );
    const values = [...new Set(paths)].flatMap((path) => {
      const value = path.includes('.') ? this.tryValue(path) : undefined;
      return value === undefined || isFields(value) ? [] : [`${path} is ${shown(value)}`];
    });
    return values.length === 0 ? '' : ` (${values.slice(0, 3).join(', ')})`;
  }
}

const PATH = /\b(?:body|extensions)(?:\.[A-Za-z_]\w*)+/g;
const METHOD = /^\(/;
const MAX_SHOWN = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'null';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function bodyOf(body: string): unknown {
  try {
    const value = parseGoJson(body === '' ? '{}' : body) ?? {};
    if (isFields(value)) return value;
  } catch (error) {
    if (error instanceof JsonError) throw new ExpressionError(`the body is not JSON: ${error.message}`);
    throw error;
  }
  throw new ExpressionError('the body is not an object, as CEL needs it');
}

/** The operands of the outermost `&&`; the whole filter when there are none. */
function conjuncts(filter: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const { kind, text } of celPieces(filter)) {
    if (kind === 'sign' && '([{'.includes(text)) depth++;
    if (kind === 'sign' && ')]}'.includes(text)) depth--;
    if (depth === 0 && kind === 'sign' && (text === '||' || text === '?')) return [filter];
    if (depth === 0 && kind === 'sign' && text === '&&') parts.push('');
    else parts[parts.length - 1] += text;
  }
  return parts.map((part) => part.trim());
}

/** The expression as part of a sentence. */
function inLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}

import { quoted } from '../diagnostics';
import { parseVariable, scan } from '../refs';

/** A string or bytes literal of CEL, by its prefix and quotes. */
export interface Literal {
  readonly quote: '"' | "'";
  /** Whether it starts with `r`, so that backslashes in it are literal. */
  readonly isRaw: boolean;
}

/** Returns the literal that a token represents. */
export function literalOf(token: string): Literal {
  const [, prefix = '', quote] = /^([bBrR]*)(["'])/.exec(token) ?? [];
  return { quote: quote === '"' ? '"' : "'", isRaw: /r/i.test(prefix) };
}

/** A string that cannot be escaped for the literal. */
export class Unquotable extends Error {}

/**
 * Returns the string escaped for the literal. Variables of Tekton are kept unchanged, because Tekton replaces them before
 * CEL reads the literal.
 * @throws Unquotable for a quote or line break in a raw literal
 */
export function insideOf(literal: Literal, text: string): string {
  let made = '';
  let end = 0;
  for (const { body, at } of scan(text)) {
    if (parseVariable(body).kind === 'other') continue;
    made += `${escaped(literal, text.slice(end, at))}$(${requoted(body, literal)})`;
    end = at + body.length + '$()'.length;
  }
  return made + escaped(literal, text.slice(end));
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };

function escaped({ quote, isRaw }: Literal, text: string): string {
  if (!isRaw)
    return text.replace(/[\\"'\n\r]/g, (sign) =>
      (sign === '"' || sign === "'") && sign !== quote ? sign : (ESCAPES[sign] ?? `\\${sign}`),
    );
  const odd = [quote, '\n', '\r'].find((sign) => text.includes(sign));
  if (odd !== undefined) throw new Unquotable(`contains ${quoted(odd)}, which is impossible in a raw string`);
  return text;
}

/** Returns `params['a.b']` with quotes that do not end the literal; Tekton accepts both kinds. */
function requoted(body: string, { quote }: Literal): string {
  const other = quote === '"' ? "'" : '"';
  return body.replace(/\[(["'])([^"'\]]*)\1\]/g, `[${other}$2${other}]`);
}

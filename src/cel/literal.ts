import { quoted } from '../diagnostics';
import { parseVariable, scan } from '../refs';

/** A string or bytes literal of CEL, by how it begins. */
export interface Literal {
  readonly quote: '"' | "'";
  /** Whether it begins with `r`, so that a backslash in it is a backslash. */
  readonly isRaw: boolean;
}

/** The literal that a token is. */
export function literalOf(token: string): Literal {
  const [, prefix = '', quote] = /^([bBrR]*)(["'])/.exec(token) ?? [];
  return { quote: quote === '"' ? '"' : "'", isRaw: /r/i.test(prefix) };
}

/** A text that no escape makes part of the literal. */
export class Unquotable extends Error {}

/**
 * The text as part of a literal: escaped as the literal wants it, variables of Tekton as they are, because Tekton replaces them before
 * CEL reads the literal.
 * @throws Unquotable for a quote or line end in a raw literal
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
  if (odd !== undefined) throw new Unquotable(`has ${quoted(odd)}, which cannot stand in a raw string`);
  return text;
}

/** `params['a.b']` with quotes that do not end the literal; Tekton takes both. */
function requoted(body: string, { quote }: Literal): string {
  const other = quote === '"' ? "'" : '"';
  return body.replace(/\[(["'])([^"'\]]*)\1\]/g, `[${other}$2${other}]`);
}

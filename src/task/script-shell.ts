import type { ScriptReader, Writer } from './script-reader';
import { type ShellPlace, ShellQuotes } from './shell-quotes';

/** Reads a script for sh or bash. */
export function shellReader(): ScriptReader {
  const quotes = new ShellQuotes();
  return {
    read: (chunk) => quotes.read(chunk),
    writer: () => {
      const place = quotes.place;
      quotes.readValue();
      return shellWriters[place] ?? ((name) => `\${${name}}`);
    },
  };
}

const shellWriters: { readonly [P in ShellPlace]?: Writer } = {
  plain: (name) => `"\${${name}}"`,
  single: (name) => `'"\${${name}}"'`,
  ansi: (name) => `'"\${${name}}"$'`,
  arithmetic: (name) => {
    throw new Error(
      `TW190 the value \${${name}} stands in an arithmetic expansion, where bash would run commands in it; put it into a variable and make sure that it is a number`,
    );
  },
  'literal-heredoc': (name) => {
    throw new Error(
      `TW190 the value \${${name}} stands in a here-document with a quoted delimiter, where the shell expands nothing; write <<EOF instead of <<'EOF', or pass it in args`,
    );
  },
};

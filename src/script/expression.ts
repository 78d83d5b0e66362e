import type { ScriptReader, Writer } from './reader';

/** Reads a script of a language in which a value is an expression. */
export function expressionReader(language: 'python' | 'node'): ScriptReader {
  let last = '';
  return {
    read: (chunk) => {
      last = chunk.slice(-1);
    },
    writer: () => (/["'`]/.test(last) ? refuseQuote : language === 'python' ? pythonWriter : nodeWriter),
  };
}

const pythonWriter: Writer = (name) => `os.environ["${name}"]`;
const nodeWriter: Writer = (name) => `process.env["${name}"]`;
const refuseQuote: Writer = (name) => {
  throw new Error(`TW190 the value ${name} stands behind a quote, but becomes an expression; write it without quotes around it`);
};

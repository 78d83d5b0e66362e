import assert from 'node:assert/strict';
import { test as it } from 'node:test';
import { list, read } from '../lib/project.mjs';

/** Programs inside pods have no caller; their errors are lines of a log. */
const sources = list('src', /\.ts$/).filter((file) => !file.startsWith('src/catalogue/runtime/'));

/** Classes that never reach a user, with the file that catches them. */
const internal = {
  CelError: 'src/findings/enrich/policy.ts',
  CelMistake: 'src/cel/compile.ts',
  Unsimulated: 'src/simulate/simulate.ts',
  Unquotable: 'src/cel/condition.ts',
  Unreadable: 'src/shell/reader/script-reader.ts',
  TooDeep: 'src/findings/read/read.ts',
  Misshapen: 'src/findings/read/read.ts',
  Refusal: 'src/findings/read/read.ts',
  EscapedKey: 'src/findings/read/cut-results.ts',
  UnknownShape: 'src/findings/read/convert/index.ts',
};

it('the library throws only errors of its base class', () => {
  const builtIn = /\bnew (?:Type|Range|Syntax|Reference|Aggregate)?Error\(/g;

  assert.deepEqual(
    sources.flatMap((file) => [...read(file).matchAll(builtIn)].map(([text]) => `${file}: ${text}`)),
    [],
  );
});

it('every error class extends the base class, or is caught in the file that throws it', () => {
  const classes = sources.flatMap((file) => [...read(file).matchAll(/class (\w+) extends (?:\w*Error)\b/g)].map(([text]) => text));
  const parents = new Map(classes.map((text) => [text.split(' ')[1] ?? '', text.split(' ')[3] ?? '']));
  /** @type {(name: string) => boolean} */
  const isBased = (name) => parents.get(name) === 'TekwireError' || (parents.has(name) && isBased(parents.get(name) ?? ''));
  const known = [...parents.keys()].filter((name) => !isBased(name));

  assert.deepEqual(known.sort(), [...Object.keys(internal), 'TekwireError'].sort());
  for (const [name, file] of Object.entries(internal))
    assert.match(read(file), new RegExp(`instanceof (?:\\w+ \\|\\| \\w+ instanceof )?${name}\\b`));
});

import { readSarif } from '../../src/findings';
import { parseInPieces } from '../../src/findings/read/cut-results';
import { fc } from '../support/random';

/** Values with the keys that the reader cuts at, at every depth. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.constantFrom<unknown>(null, true, -1.5e3, '', 'runs', 'results', 'a "quoted" \\ text', '[{,]}:'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('runs', 'results', 'tool', 'res\\ults', 'ü'), tie('value'), { maxKeys: 3 }),
    fc.record({ runs: fc.array(fc.record({ results: fc.array(tie('value'), { maxLength: 3 }), tool: tie('value') }), { maxLength: 3 }) }),
  ),
}));

/** The text in pieces of a few characters. */
function cut(text: string, lengths: readonly number[]): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

it('what is read in pieces is what JSON.parse reads, wherever the pieces end', () => {
  fc.assert(
    fc.property(value, lengths, fc.constantFrom(undefined, 1), (log, sizes, indent) => {
      const text = JSON.stringify(log, null, indent);

      const read = parseInPieces(cut(text, sizes), (result) => result);

      const hasEscape = /res\\\\ults/.test(text);
      expect(read === undefined && hasEscape ? log : read).toEqual(JSON.parse(text));
    }),
    { numRuns: 2000 },
  );
});

it('text that is not JSON is never taken for JSON', () => {
  fc.assert(
    fc.property(value, fc.nat(), fc.constantFrom('', ',', ']', '}', '[', '{', '"', ':', '0', '\\'), (log, at, wrong) => {
      const text = JSON.stringify({ runs: [{ results: [log] }] });
      const position = at % text.length;
      const broken = text.slice(0, position) + wrong + text.slice(position + 1);

      const read = parseInPieces([broken], (result) => result);

      if (read !== undefined) expect(read).toEqual(JSON.parse(broken));
    }),
    { numRuns: 2000 },
  );
});

it('a file in pieces has the same findings and the same messages about mistakes as its text', () => {
  const texts = [
    '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[{"ruleId":"A","message":{"text":"m"}}]}]}',
    '{"version":"2.1.0","runs":[{"results":[{"ruleId":1}]}]}',
    '{"version":"2.1.0","runs":[{"results":[{},]}]}',
    '{"runs":[{"res\\u0075lts":[{"ruleId":"A"}],"tool":{"driver":{"name":"t"}}}]}',
    '{"runs":[{"results":[{"ruleId":"A"}],"results":[{"ruleId":"B"}]}],"version":"2.1.0"}',
    '',
    'null',
  ];

  for (const text of texts) expect(readSarif(cut(text, [3]), { file: 'f' })).toEqual(readSarif(text, { file: 'f' }));
  expect(readSarif(texts[4] ?? '', { file: 'f' }).log?.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['B']);
  expect(readSarif(texts[3] ?? '', { file: 'f' }).log?.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['A']);
});

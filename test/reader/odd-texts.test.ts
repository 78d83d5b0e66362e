import { checkSources } from '../../src/check';
import { reports } from '../../src/diagnostics';
import { fc } from '../support/random';
import { texts } from './texts';

/** Judges a text and reports it; gives how many problems were found. */
function judged(text: string): number {
  const { documents } = checkSources([{ origin: 'odd.yaml', text }]);
  expect(reports.json.print({ documents }).length).toBe(documents.length);
  return documents.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
}

/** Every report of a text, so that none of them fails at it either. */
function reported(text: string): number {
  const judged = checkSources([{ origin: 'odd.yaml', text }]);
  return Object.values(reports).flatMap(({ print }) => print({ ...judged, isColoured: true })).length;
}

describe('the check of a malformed text does not crash', () => {
  it.each(Object.entries(texts(4_000)))('%s', (_, text) => {
    expect(judged(text)).toBeGreaterThanOrEqual(0);
    expect(reported(text)).toBeGreaterThanOrEqual(2);
  });
});

// parts that mean something to YAML, to Tekton or to JavaScript
const parts = [
  ...['\n', '\n  ', '\n    ', '- ', ': ', '? ', ', ', '[', ']', '{', '}', '|\n', '>-\n', '"', "'", '#', ' ', '\t', '\r', '\u2028', '\\'],
  ...['&a ', '*a', '<<: ', '!!int ', '!!binary ', '!x ', '---\n', '...\n', '%YAML 1.1\n', '~', 'yes', '0755', '1.10', '.nan', '1e3'],
  ...['apiVersion: tekton.dev/v1\n', 'kind: Task\n', 'kind: Pipeline\n', 'kind: List\nitems:\n', 'metadata: {name: a}\n', 'spec:\n  '],
  ...[
    'steps:\n  ',
    'tasks:\n  ',
    'params:\n  ',
    'image: ',
    'script: ',
    'name: ',
    'value: ',
    '$(params.a)',
    '$(tasks.a.results.b[*])',
    '$(',
  ],
  ...['__proto__: ', 'constructor: ', 'toString', 'hasOwnProperty: ', 'length: ', 'a', 'b', '\u0000', '\ud800', '\ufeff', '\u00e9'],
];

it('the check of malformed texts does not crash, and every diagnostic has an existing line', () => {
  const text = fc.array(fc.constantFrom(...parts), { maxLength: 40 }).map((some) => some.join(''));
  fc.assert(
    fc.property(text, (yaml) => {
      const { documents } = checkSources(
        [
          { origin: 'odd.yaml', text: yaml },
          { origin: '.tekton/odd.yaml', text: yaml },
        ],
        { grouping: 'auto' },
      );
      const count = yaml.split(/\r\n|[\r\n\u0085\u2028\u2029]/).length;

      for (const { line, column } of documents.flatMap(({ diagnostics }) => diagnostics)) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(count);
        expect(column).toBeGreaterThan(0);
      }
      expect(JSON.parse(String(reports.sarif.print({ documents })))).toHaveProperty('version', '2.1.0');
    }),
    { numRuns: 300 },
  );
});

it('the check of random bytes does not crash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(judged(Buffer.from(bytes).toString('latin1'))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 300 },
  );
});

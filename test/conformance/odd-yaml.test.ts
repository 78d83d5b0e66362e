import { checkSources } from '../../src/check';
import { errorsOf } from '../../src/diagnostics';
import { fc } from '../support/random';
import { Judge, refusals } from './judge';

const COUNT = 20 * Number(process.env.CONFORMANCE_COUNT ?? 150);

const TASK = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  params:
    - name: url
      type: string
  steps:
    - name: run
      image: "busybox:1.37.0"
      args: ['-c', "$(params.url)"]
      script: |
        #!/bin/sh
        echo
`;

// not "? ": of keys that begin so our parser forgives more than Kubernetes', and nobody writes them
const parts = [
  ...[
    '\n',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '\n\n',
    '\n \t\n',
    '- ',
    ': ',
    ':',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '#',
    ' # ',
    '|\n',
    '>-\n',
    '|2\n',
  ],
  ...[
    '&a ',
    '*a',
    '&a.b ',
    '<<: ',
    '!!int ',
    '!!str ',
    '!x ',
    '---\n',
    '--- x\n',
    '...\n',
    '%YAML 1.1\n',
    '\ufeff',
    '\u0085',
    '\u2028',
    '\u00a0',
  ],
  ...['~', 'yes', '0755', '1.10', '.nan', '\\/', '\\x41', '\\ud83d', '@', '`', '%', '\u0007', '__proto__: ', 'name: again\n'],
];

describe('texts with an unusual character', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it('we refuse everything that Kubernetes or Tekton refuses', async () => {
    const place = fc.tuple(fc.nat(TASK.length), fc.constantFrom(...parts), fc.nat(3));
    const property = fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 2 }), async (places) => {
      const text = places.reduce((written, [at, part, cut]) => written.slice(0, at) + part + written.slice(at + cut), TASK);

      const theirs = refusals(await judge.ask({ documents: [text] }));
      const ours = checkSources([{ origin: 'odd.yaml', text }]).documents.flatMap(errorsOf);

      expect(theirs.length > 0 && ours.length === 0 ? [text, ...theirs] : []).toEqual([]);
    });
    await fc.assert(property, { numRuns: COUNT });
  });
});

import { addIdentities, type SarifLog, type SarifResult } from '../../src/findings';
import { logOf, resultAt, resultsOf } from './build';

const source = 'package main\n\nfunc main() {\n\tcall(a); call(b)\n}\n';

function identities(log: SarifLog, text: string | undefined = source, roots: readonly string[] = []): readonly (string | undefined)[] {
  return resultsOf(addIdentities(log, { read: (path) => (path === 'main.go' ? text : undefined), roots })).map(
    ({ fingerprints }) => fingerprints?.['tekwire/v2'],
  );
}

function identityOf(result: SarifResult, tool = 'gosec', text: string | undefined = source): string | undefined {
  return identities(logOf(tool, [result]), text)[0];
}

/** A result without a snippet: what stands there is read from the source. */
const bare = (line: number, more: Partial<SarifResult> = {}) => resultAt('G1', 'main.go', line, { message: { text: 'a call' }, ...more });

describe('the identity of a finding', () => {
  const identity = identityOf(bare(4));

  it('is 32 hexadecimal digits and a number, before the fingerprints of the tool', () => {
    const [result] = resultsOf(addIdentities(logOf('x', [bare(4, { fingerprints: { 'other/v1': 'f' } })]), { read: () => source }));

    expect(identity).toMatch(/^[0-9a-f]{32}:1$/);
    expect(Object.keys(result?.fingerprints ?? {})).toEqual(['tekwire/v2', 'other/v1']);
  });

  it('stays when lines move and blanks change', () => {
    expect(identityOf(bare(6), 'gosec', `\n\n${source}`)).toBe(identity);
    expect(identityOf(bare(4), 'gosec', source.replace('\t', '    ').replaceAll('\n', '\r\n'))).toBe(identity);
  });

  it('is the same for a tool that reports the source line, in any number of lines', () => {
    expect(identityOf(bare(4, resultAt('G1', 'main.go', 4, { snippet: '\tcall(a); call(b)' })))).toBe(identity);
    expect(identityOf(resultAt('G1', 'main.go', 4, { snippet: '\n  call(a); call(b)\n}\n' }), 'gosec', undefined)).toBe(identity);
  });

  it('stays when the tool changes the message', () => {
    expect(identityOf(bare(4, { message: { text: 'other words' } }))).toBe(identity);
  });

  it.each([
    ['rule', resultAt('G2', 'main.go', 4)],
    ['file', resultAt('G1', 'other.go', 4)],
    ['line of source', bare(3)],
  ])('differs for another %s', (_title, other) => {
    expect(identityOf(other)).not.toBe(identity);
  });

  it('two findings in one line are two, in any order', () => {
    const at = (startColumn: number) => {
      const region = { startLine: 4, startColumn };
      return bare(4, { locations: [{ physicalLocation: { artifactLocation: { uri: 'main.go' }, region } }] });
    };

    const [first, second] = identities(logOf('gosec', [at(2), at(11)]));

    expect(first).not.toBe(second);
    expect(identities(logOf('gosec', [at(11), at(2)]))).toEqual([second, first]);
  });

  it('two messages at one location are two findings, the same message twice is one', () => {
    const say = (text: string) => bare(4, { message: { text } });

    expect(new Set(identities(logOf('gosec', [say('a'), say('b'), say('a')]))).size).toBe(2);
  });

  it('is kept when there is one', () => {
    expect(identityOf(bare(4, { fingerprints: { 'tekwire/v2': 'kept:1' } }))).toBe('kept:1');
  });

  it('of an advisory does not depend on location and message', () => {
    expect(identityOf(resultAt('CVE-2024-1', 'go.sum', 7))).toBe(identityOf(resultAt('CVE-2024-1', 'go.sum', 1, { snippet: 'x' })));
  });
});

describe('without a source line, the message distinguishes findings', () => {
  const say = (text: string, root: string) =>
    identities(logOf('tool', [resultAt('R', 'image.tar', 1, { message: { text } })]), undefined, [root])[0];

  it('but not by the folder of the sources', () => {
    expect(say('secret in /runs/1/source/a.go', '/runs/1/source')).toBe(say('secret in /runs/2/source/a.go', '/runs/2/source/'));
  });

  it('nor by the line number', () => {
    expect(say('a.go:12:5: declared at line 12, column 5', '')).toBe(say('a.go:99: declared at line 99, column 1', ''));
  });

  it.each([
    ['port 22 is open', 'port 80 is open'],
    ['package x', 'package y'],
  ])('%j and %j are two', (one, other) => {
    expect(say(one, '')).not.toBe(say(other, ''));
  });
});

it('Semgrep prefixes rule names with their folder: moving the rules changes nothing', () => {
  const found = (ruleId: string) => identityOf(resultAt(ruleId, 'main.go', 4), 'Semgrep OSS');

  expect(found('tmp.run7.rules.weak-hash')).toBe(found('weak-hash'));
  expect(identityOf(resultAt('a.weak-hash', 'main.go', 4), 'other')).not.toBe(identityOf(resultAt('weak-hash', 'main.go', 4), 'other'));
});

describe('the hash that GitHub computes', () => {
  const hashOf = (result: SarifResult, read: (path: string) => string | undefined = () => source) =>
    resultsOf(addIdentities(logOf('x', [result]), { read }))[0]?.partialFingerprints?.primaryLocationLineHash;

  it('is that of the line of the first location', () => {
    expect(
      hashOf(resultAt('G1', 'a%20b.go', 1), (path) =>
        path === 'a b.go' ? 'x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n' : undefined,
      ),
    ).toBe('e54938cc54b302f1:1');
  });

  it.each([
    ['a result without a line', resultAt('G1', 'a.go', 1, { locations: [{ physicalLocation: { artifactLocation: { uri: 'a.go' } } }] })],
    ['a result without a place', resultAt('G1', 'a.go', 1, { locations: [] })],
    ['a line that the file does not have', resultAt('G1', 'a.go', 77)],
    ['a path that nobody can decode', resultAt('G1', '%zz', 1)],
  ])('does not exist for %s', (_title, result) => {
    expect(hashOf(result)).toBeUndefined();
  });

  it('does not exist for an unreadable file', () => {
    expect(hashOf(resultAt('G1', 'a.go', 1), () => undefined)).toBeUndefined();
  });

  it('of the tool itself is kept', () => {
    expect(hashOf(resultAt('G1', 'a.go', 1, { partialFingerprints: { primaryLocationLineHash: 'own:1' } }))).toBe('own:1');
  });
});

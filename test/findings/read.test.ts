import { printSarif, readSarif, type SarifLog } from '../../src/findings';
import { resultsOf } from './build';

const file = 'findings/gosec.sarif';

function read(value: unknown, sourceRoots: readonly string[] = []): SarifLog {
  const { log, problem } = readSarif(JSON.stringify(value), { file, sourceRoots });
  if (!log) throw new Error(problem);
  return log;
}

function problemOf(text: string): string | undefined {
  return readSarif(text, { file }).problem;
}

function runOf(results: unknown, more: object = {}) {
  return { version: '2.1.0', runs: [{ tool: { driver: { name: 'gosec' } }, results, ...more }] };
}

function pathFor(artifactLocation: object, more: object = {}, roots = ['/workspace/source']): string | undefined {
  const result = { ruleId: 'G1', message: { text: 'm' }, locations: [{ physicalLocation: { artifactLocation } }] };
  return resultsOf(read(runOf([result], more), roots))[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
}

describe('the reports of tools are read', () => {
  it('a byte order mark is ignored', () => {
    const { log } = readSarif(`\uFEFF${JSON.stringify(runOf([]))}`, { file });

    expect(log?.runs).toHaveLength(1);
  });

  it.each([
    ['runs that are null', { version: '2.1.0', runs: null }, 0],
    ['no runs', { version: '2.1.0', runs: [] }, 0],
    ['results that are null', runOf(null), 1],
    ['no results', runOf(undefined), 1],
  ])('a log with %s has no findings', (_title, value, runs) => {
    const log = read(value);

    expect(log.runs).toHaveLength(runs);
    expect(resultsOf(log)).toEqual([]);
  });

  it('null members and unknown levels are left out', () => {
    const result = { ruleId: 'G1', message: { text: 'm' }, locations: null, suppressions: null, level: 'critical' };

    expect(resultsOf(read(runOf([result])))).toEqual([{ ruleId: 'G1', message: { text: 'm' } }]);
  });

  it('a rule that is referenced by index gets its id', () => {
    const tool = { driver: { name: 'gosec', rules: [{ id: 'G1' }, { id: 'G2' }] } };

    const [result] = resultsOf(read(runOf([{ ruleIndex: 1, message: { text: 'm' } }], { tool })));

    expect(result?.ruleId).toBe('G2');
  });

  it('a result without a message shows the id of its rule', () => {
    const [result] = resultsOf(read(runOf([{ ruleId: 'G1' }])));

    expect(result?.message).toEqual({ text: 'G1' });
  });

  it('a run without a tool is the run of an unknown tool', () => {
    expect(read({ version: '2.1.0', runs: [{ results: [] }] }).runs[0]?.tool.driver.name).toBe('unknown tool');
  });

  it('results outside the runs belong to the run that they name, or to the first', () => {
    const named = { tool: { driver: { name: 'b' } }, automationDetails: { guid: 'two' }, results: [] };
    const beside = [
      { results: [{ ruleId: 'A' }] },
      { runGuid: 'two', results: [{ ruleId: 'B' }] },
      { runGuid: 'three', results: [{ ruleId: 'C' }] },
    ];

    const log = read({ version: '2.1.0', runs: [{ tool: { driver: { name: 'a' } } }, named], inlineExternalProperties: beside });

    expect(log.runs.map(({ results }) => results.map(({ ruleId }) => ruleId))).toEqual([['A', 'C'], ['B']]);
    expect(log.inlineExternalProperties).toEqual([{}, { runGuid: 'two' }, { runGuid: 'three' }]);
  });

  it('line 0 means no line', () => {
    const locations = [{ physicalLocation: { artifactLocation: { uri: 'a.go' }, region: { startLine: 0, endLine: 0, byteOffset: 0 } } }];

    const [result] = resultsOf(read(runOf([{ ruleId: 'G1', message: { text: 'm' }, locations }])));

    expect(result?.locations?.[0]?.physicalLocation?.region).toEqual({ byteOffset: 0 });
  });

  it('unknown fields are kept', () => {
    const result = {
      ruleId: 'G1',
      message: { text: 'm' },
      codeFlows: [{ threadFlows: [] }],
      properties: { artifactLocation: { uri: './x' } },
    };

    expect(resultsOf(read(runOf([result])))).toEqual([result]);
  });

  it('a log is the same after writing and reading', () => {
    const log = read(runOf([{ ruleId: 'G1', message: { text: 'm' } }], { columnKind: 'utf16CodeUnits' }));

    expect(readSarif(printSarif(log), { file }).log).toEqual({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', ...log });
  });
});

describe('a path has one spelling', () => {
  it.each([
    ['cmd/main.go', 'cmd/main.go'],
    ['./cmd/main.go', 'cmd/main.go'],
    ['cmd/./x/..//main.go', 'cmd/main.go'],
    ['cmd\\main.go', 'cmd/main.go'],
    ['/workspace/source/cmd/main.go', 'cmd/main.go'],
    ['file:///workspace/source/cmd/main.go', 'cmd/main.go'],
    ['file://localhost/workspace/source/cmd/main.go', 'cmd/main.go'],
    ['file:/workspace/source/cmd/main.go', 'cmd/main.go'],
    ['/workspace/source/a b#c%.go', 'a%20b%23c%25.go'],
    ['file:///workspace/source/a%20b%23c%25.go', 'a%20b%23c%25.go'],
    ['/workspace/source', '.'],
    ['/workspace/sources/main.go', '/workspace/sources/main.go'],
    ['/usr/lib/go/src/fmt/print.go', '/usr/lib/go/src/fmt/print.go'],
    ['https://example.com/a/../b', 'https://example.com/a/../b'],
    ['pkg:npm/left-pad@1.0.0', 'pkg:npm/left-pad@1.0.0'],
    ['git::https://example.com/x.git//a b?ref=v1', 'git::https://example.com/x.git//a%20b?ref=v1'],
    ['https://example.com/%20/100%/<é>\\', 'https://example.com/%20/100%25/%3C%C3%A9%3E%5C'],
  ])('%s is %s', (uri, path) => {
    expect(pathFor({ uri })).toBe(path);
  });

  it('the longest of several roots counts', () => {
    expect(pathFor({ uri: '/workspace/source/app/main.go' }, {}, ['/workspace', '/workspace/source/app/'])).toBe('main.go');
  });

  it('a base that is defined is joined, through other bases too', () => {
    const originalUriBaseIds = { ROOT: { uri: 'file:///workspace/source/' }, APP: { uri: 'app/', uriBaseId: 'ROOT' } };

    expect(pathFor({ uri: 'main.go', uriBaseId: 'APP' }, { originalUriBaseIds })).toBe('app/main.go');
  });

  it('cyclic and undefined bases are ignored', () => {
    const originalUriBaseIds = { A: { uri: 'a/', uriBaseId: 'B' }, B: { uri: 'b/', uriBaseId: 'A' } };

    expect(pathFor({ uri: 'main.go', uriBaseId: 'A' }, { originalUriBaseIds })).toBe('b/a/main.go');
    expect(pathFor({ uri: 'main.go', uriBaseId: '%SRCROOT%' })).toBe('main.go');
  });

  it('a file that is referenced by artifact index gets its path', () => {
    const artifacts = [{ location: { uri: 'a.go' } }, { location: { uri: 'file:///workspace/source/b.go' } }];

    expect(pathFor({ index: 1 }, { artifacts })).toBe('b.go');
  });
});

describe('a file that is not SARIF is refused with file, location and reason', () => {
  it.each([
    ['', 'findings/gosec.sarif: the file is empty; expected SARIF 2.1.0'],
    ['{"version": hello}', 'findings/gosec.sarif: line 1, column 13: invalid JSON, unexpected "h"'],
    ['{\n  "runs": [\n    {"tool"', 'findings/gosec.sarif: line 3, column 12: invalid JSON, unexpected end of file'],
    ['panic: runtime error', 'findings/gosec.sarif: line 1, column 1: invalid JSON, unexpected "p"'],
    ['[]', 'findings/gosec.sarif: the file contains an array; expected a SARIF 2.1.0 log'],
    ['"text"', 'findings/gosec.sarif: the file contains "text"; expected a SARIF 2.1.0 log'],
    ['{"Issues": []}', 'findings/gosec.sarif: "runs" is missing; the file is JSON but not SARIF 2.1.0'],
    ['{"version": "1.0.0", "runs": []}', 'findings/gosec.sarif: version is "1.0.0"; only SARIF "2.1.0" is supported'],
    ['{"runs": {}}', 'findings/gosec.sarif: runs is an object, not an array'],
    ['{"runs": [null]}', 'findings/gosec.sarif: runs[0] is null, not an object'],
    ['{"runs": [{"results": [{}, 7]}]}', 'findings/gosec.sarif: runs[0].results[1] is 7, not an object'],
    ['{"runs": [{"results": [{"locations": "a.go:7"}]}]}', 'findings/gosec.sarif: runs[0].results[0].locations is "a.go:7", not an array'],
    ['{"runs": [{"results": [{"ruleId": 7}]}]}', 'findings/gosec.sarif: runs[0].results[0].ruleId is 7, not a string'],
  ])('%j', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('excessive nesting is refused anywhere', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;

    const problem = 'findings/gosec.sarif: is nested deeper than 200 levels';
    expect(problemOf(`{"runs": [{"results": [{"fixes": ${deep}}]}]}`)).toBe(problem);
    expect(problemOf(`{"runs": [{"results": [{"properties": {"x": ${deep}}}]}]}`)).toBe(problem);
  });
});

import { listFailures, listFindings, mergeLogs, readSarif, type SarifLog } from '../../src/findings';
import { linesOf, logOf, resultAt, resultsOf } from './build';

it('runs of one tool become one, tools are sorted by name', () => {
  const trivy = logOf('trivy', [resultAt('CVE-2024-1', 'go.mod', 1)]);
  const first = logOf('gosec', [resultAt('G1', 'b.go', 7)]);
  const second = logOf('gosec', [resultAt('G1', 'a.go', 3)]);

  const { runs } = mergeLogs([trivy, first, second]);

  expect(runs.map(({ tool }) => tool.driver.name)).toEqual(['gosec', 'trivy']);
  expect(runs.map(({ results }) => results.length)).toEqual([2, 1]);
});

it('runs of one tool with different categories in their ids are not merged; the part after the last slash identifies the run', () => {
  const run = (id: string | undefined, path: string) => {
    const log = logOf('trivy', [resultAt('CVE-2024-1', path, 1)]);
    return { ...log, runs: log.runs.map((one) => ({ ...one, ...(id && { automationDetails: { id } }) })) };
  };

  const { runs } = mergeLogs([run('image/1', 'a'), run('fs/1', 'b'), run('image/2', 'c'), run(undefined, 'd'), run('trivy/', 'e')]);

  expect(runs.map(({ automationDetails, results }) => [automationDetails?.id, results.length])).toEqual([
    ['fs/1', 1],
    ['image/1', 2],
    ['trivy/', 2],
  ]);
});

it('results are sorted by file, then by line', () => {
  const results = [resultAt('G1', 'b.go', 1), resultAt('G1', 'a.go', 20), resultAt('G1', 'a.go', 3)];

  expect(linesOf(mergeLogs([logOf('gosec', results)]))).toEqual([3, 20, 1]);
});

it('rules are kept once for each id, and results refer to them', () => {
  const first = logOf('gosec', [resultAt('G1', 'a.go', 1, { ruleIndex: 0 })], { rules: [{ id: 'G1' }, { id: 'G2' }] });
  const second = logOf('gosec', [resultAt('G2', 'b.go', 1, { ruleIndex: 0 }), resultAt('G3', 'c.go', 1, { ruleIndex: 1 })], {
    rules: [{ id: 'G2' }, { id: 'G3' }],
  });

  const merged = mergeLogs([first, second]);

  expect(merged.runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual(['G1', 'G2', 'G3']);
  expect(resultsOf(merged).map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
    ['G1', 0],
    ['G2', 1],
    ['G3', 2],
  ]);
});

it('a finding keeps its severity when the other run has another severity for the rule', () => {
  const grave = logOf('semgrep', [resultAt('r', 'a.go', 1)], { rules: [{ id: 'r', defaultConfiguration: { level: 'error' } }] });
  const light = logOf('semgrep', [resultAt('r', 'b.go', 1)], { rules: [{ id: 'r', defaultConfiguration: { level: 'note' } }] });

  for (const logs of [
    [grave, light],
    [light, grave],
  ]) {
    const severities = listFindings(mergeLogs(logs)).map(({ path, severity }) => `${path} ${severity}`);
    expect(severities).toEqual(['a.go high', 'b.go low']);
  }
});

it('a failed run is still failed after merging', () => {
  const good: SarifLog = {
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'gosec' } }, invocations: [{ executionSuccessful: true }], results: [] }],
  };
  const bad: SarifLog = {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'gosec' } },
        invocations: [{ executionSuccessful: false, exitCode: 2, exitCodeDescription: 'panic' }],
        results: [],
      },
    ],
  };

  const merged = mergeLogs([good, bad]);

  expect(merged.runs[0]?.invocations).toHaveLength(2);
  expect(listFailures(merged)).toEqual([{ tool: 'gosec', state: 'did not finish', exitCode: 2, description: 'panic' }]);
});

it('indexes of a run refer to the same items in the merged arrays', () => {
  const run = (name: string) => ({
    tool: { driver: { name: 'codeql' }, extensions: [{ name: `${name}-pack`, rules: [{ id: `${name}/rule` }] }] },
    artifacts: [{ location: { uri: `${name}.go` }, length: 1 }],
    logicalLocations: [{ name }],
    invocations: [{ executionSuccessful: true }],
    results: [
      {
        rule: { index: 0, toolComponent: { index: 0 } },
        message: { text: name },
        locations: [{ physicalLocation: { artifactLocation: { index: 0 } }, logicalLocations: [{ index: 0 }] }],
        provenance: { invocationIndex: 0 },
      },
    ],
  });
  const logs = ['a', 'b'].map((name) => readSarif(JSON.stringify({ version: '2.1.0', runs: [run(name)] }), { file: name }).log as SarifLog);

  const joined = mergeLogs(logs);

  const [, second] = resultsOf(joined);
  expect(joined.runs[0]).toMatchObject({
    artifacts: [{ location: { uri: 'a.go' } }, { location: { uri: 'b.go' } }],
    logicalLocations: [{ name: 'a' }, { name: 'b' }],
  });
  expect(second).toEqual({
    ruleId: 'b/rule',
    rule: { index: 0, toolComponent: { index: 1 } },
    message: { text: 'b' },
    locations: [{ physicalLocation: { artifactLocation: { index: 1, uri: 'b.go' } }, logicalLocations: [{ index: 1 }] }],
    provenance: { invocationIndex: 1 },
  });
});

it('equal properties of both runs are kept once', () => {
  const run = { tool: { driver: { name: 'gosec' } }, results: [], columnKind: 'utf16CodeUnits', taxonomies: [{ name: 'CWE' }] };
  const log: SarifLog = { version: '2.1.0', runs: [run] };

  expect(mergeLogs([log, log]).runs[0]).toMatchObject({ columnKind: 'utf16CodeUnits', taxonomies: [{ name: 'CWE' }] });
});

it('merging nothing returns a log without runs', () => {
  expect(mergeLogs([])).toEqual({ version: '2.1.0', runs: [] });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideGate, deduplicate, listFindings, mergeLogs, printSarif, readSarif, type SarifLog } from '../../src/findings';
import { schemaProblems } from './schema';

function report(name: string): SarifLog {
  const text = readFileSync(join(__dirname, 'fixtures', `${name}.sarif`), 'utf8');
  const { log, problem } = readSarif(text, { file: name, sourceRoots: ['/workspace/source'] });
  if (!log) throw new Error(problem);
  return log;
}

function lines(log: SarifLog): readonly string[] {
  return listFindings(log).map(({ severity, rule, path, line }) => `${severity} ${rule} ${path}:${line}`);
}

it('gosec 2.30.0 is understood', () => {
  expect(lines(mergeLogs([report('gosec')]))).toEqual([
    'medium G501 cmd/server/main.go:4',
    'low G104 cmd/server/main.go:19',
    'medium G114 cmd/server/main.go:19',
    'medium G204 cmd/server/main.go:23',
    'high G702 cmd/server/main.go:23',
    'low G104 cmd/server/main.go:28',
    'medium G705 cmd/server/main.go:28',
    'medium G401 cmd/server/main.go:32',
    'low G104 cmd/server/main.go:33',
    'high G703 cmd/server/main.go:38',
    'low G104 cmd/server/main.go:43',
    'medium G705 cmd/server/main.go:43',
    'high G101 internal/store/keys.go:6',
  ]);
});

it('gitleaks 8.30.1 is understood: it writes absolute paths and no level', () => {
  expect(lines(report('gitleaks'))).toEqual(['medium aws-access-token internal/store/keys.go:6']);
});

it('semgrep 1.185.0 is understood: it writes absolute paths with a base that it does not define', () => {
  expect(lines(report('semgrep'))).toEqual([
    'high go-command-from-request cmd/server/main.go:23',
    'low go-ignored-write cmd/server/main.go:28',
    'medium go-weak-hash cmd/server/main.go:32',
    'low go-ignored-write cmd/server/main.go:43',
  ]);
});

it('all of them together are valid SARIF with one run a tool and every finding once', () => {
  const logs = ['gosec', 'gitleaks', 'semgrep', 'gosec'].map(report);

  const log = deduplicate(mergeLogs(logs));

  expect(schemaProblems(JSON.parse(printSarif(log)))).toEqual([]);
  expect(log.runs.map(({ tool, results }) => [tool.driver.name, results.length])).toEqual([
    ['Semgrep OSS', 4],
    ['gitleaks', 1],
    ['gosec', 13],
  ]);
  expect(decideGate(log, 'high').reasons).toEqual(['4 new findings at or above "high"']);
  expect(decideGate(log, 'critical').failed).toBe(false);
});

it('semgrep without its rules writes a valid report without results: its errors mark the scan as incomplete', () => {
  expect(decideGate(report('semgrep-no-config'), 'low').reasons).toEqual([
    'Semgrep OSS is incomplete: WARNING: unable to find a config; path `none.yaml` does not exist (and 1 more)',
  ]);
});

it('gosec for sources that do not compile looks like a clean scan: its exit code must show that it is not', () => {
  expect(decideGate(report('gosec-broken-code'), 'low').failed).toBe(false);
});

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

test('gosec 2.30.0 is understood', () => {
  expect(lines(mergeLogs([report('gosec')]))).toEqual([
    'high G501 cmd/server/main.go:4',
    'medium G104 cmd/server/main.go:19',
    'high G114 cmd/server/main.go:19',
    'high G204 cmd/server/main.go:23',
    'high G702 cmd/server/main.go:23',
    'medium G104 cmd/server/main.go:28',
    'high G705 cmd/server/main.go:28',
    'high G401 cmd/server/main.go:32',
    'medium G104 cmd/server/main.go:33',
    'high G703 cmd/server/main.go:38',
    'medium G104 cmd/server/main.go:43',
    'high G705 cmd/server/main.go:43',
    'high G101 internal/store/keys.go:6',
  ]);
});

test('gitleaks 8.30.1 is understood: it writes absolute paths and no level', () => {
  expect(lines(report('gitleaks'))).toEqual(['medium aws-access-token internal/store/keys.go:6']);
});

test('semgrep 1.185.0 is understood: it writes absolute paths with a base that it does not define', () => {
  expect(lines(report('semgrep'))).toEqual([
    'high go-command-from-request cmd/server/main.go:23',
    'low go-ignored-write cmd/server/main.go:28',
    'medium go-weak-hash cmd/server/main.go:32',
    'low go-ignored-write cmd/server/main.go:43',
  ]);
});

test('all of them together are valid SARIF with one run a tool and every finding once', () => {
  const logs = ['gosec', 'gitleaks', 'semgrep', 'gosec'].map(report);

  const log = deduplicate(mergeLogs(logs));

  expect(schemaProblems(JSON.parse(printSarif(log)))).toEqual([]);
  expect(log.runs.map(({ tool, results }) => [tool.driver.name, results.length])).toEqual([
    ['Semgrep OSS', 4],
    ['gitleaks', 1],
    ['gosec', 13],
  ]);
  expect(decideGate(log, 'high').reasons).toEqual(['10 new findings at or above "high"']);
  expect(decideGate(log, 'critical').failed).toBe(false);
});

test.each(['gosec-broken-code', 'semgrep-no-config'])('%s looks like a clean scan: its exit code must say that it was none', (name) => {
  expect(decideGate(report(name), 'low').failed).toBe(false);
});

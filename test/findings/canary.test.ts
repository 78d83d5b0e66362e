import { addOwnReport, decideGate, listFailures } from '../../src/findings';
import { logOf, resultAt } from './build';

const rules = [{ id: 'rules.a' }, { id: 'rules.b' }];

it.each([
  ['rules of another language', rules, { scanned: [] }, 'it scanned no file: none of its 2 rules is for a language of the sources'],
  ['no rules', [], { scanned: [] }, 'it scanned no file: it has no rules'],
])('Semgrep with %s is blind, although it succeeds', (_title, given, paths, description) => {
  const log = addOwnReport(logOf('Semgrep OSS', [], { rules: given }), 'semgrep', JSON.stringify({ results: [], paths }));

  expect(listFailures(log)).toEqual([{ tool: 'Semgrep OSS', state: 'blind', exitCode: undefined, description }]);
  expect(decideGate(log, 'critical').reasons).toEqual([`Semgrep OSS is blind: ${description}`]);
});

it.each([
  ['that scanned a file', { paths: { scanned: ['a.py'] } }],
  ['of a version that lists no files', {}],
])('Semgrep %s is not blind', (_title, own) => {
  const log = addOwnReport(
    logOf('Semgrep OSS', [resultAt('rules.a', 'a.py', 1)], { rules }),
    'semgrep',
    JSON.stringify({ results: [], ...own }),
  );

  expect(listFailures(log)).toEqual([]);
});

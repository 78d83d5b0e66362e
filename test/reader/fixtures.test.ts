import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSources } from '../../src/check';
import { compareDiagnostics, formatDiagnostic } from '../../src/diagnostics';
import { readErrorRules } from '../../src/reader';
import { allRules, type RuleOptions } from '../../src/rules';

function problemsOf(folder: string, file: string, lint?: RuleOptions['lint']) {
  const { documents } = checkSources([{ origin: file, text: readFileSync(join(folder, file), 'utf8') }], { lint });
  return documents.flatMap(({ diagnostics }) => diagnostics);
}

describe.each(readErrorRules.map(({ code, title }) => ({ code, title })))('$code $title', ({ code }) => {
  const folder = join(__dirname, code);

  it('the bad text breaks only this rule', () => {
    expect(problemsOf(folder, 'bad.yaml').map((problem) => problem.code)).toEqual([code]);
  });

  it('the good text breaks no rule', () => {
    expect(problemsOf(folder, 'ok.yaml')).toEqual([]);
  });
});

it('every folder belongs to a code', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

  expect(folders.sort()).toEqual(readErrorRules.map(({ code }) => code));
});

it('the examples of all other rules have the same diagnostics when they are read from a file', () => {
  const folder = join(__dirname, '../rules');
  // TW580 finds what another program tells it, if that is installed
  for (const { code, lint } of allRules.filter((rule) => rule.code !== 'TW580' && existsSync(join(folder, rule.code)))) {
    const problems = [...problemsOf(join(folder, code), 'bad.yaml', lint && ['none', code])].sort(compareDiagnostics);
    const shown = problems.map(({ fix, ...problem }) => formatDiagnostic(problem)).join('\n');
    const expected = readFileSync(join(folder, code, 'bad.txt'), 'utf8').trimEnd();

    // fixes may say more when the text is known
    for (const [at, line] of expected.split('\n').entries()) expect(line).toContain(shown.split('\n')[at]);
    expect([code, shown.split('\n').length]).toEqual([code, expected.split('\n').length]);
  }
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failedLog, type SarifLog } from '../../../src/findings';
import { logOf, resultAt, resultsOf } from '../../findings/build';
import { schemaProblems } from '../../findings/schema';
import { folder, run, write } from '../run';

const sources = mkdtempSync(join(folder, 'sources-'));
writeFileSync(join(sources, 'main.go'), ['package main', '', 'func main() {', '\tmd5.New()', '}', ''].join('\n'));

const weak = resultAt('G401', 'main.go', 4, { level: 'error', message: { text: 'weak hash' } });
const minor = resultAt('G104', 'main.go', 5, { level: 'note' });
const gosec = write('gosec.sarif', JSON.stringify(logOf('gosec', [weak, minor])));
const clean = write('clean.sarif', JSON.stringify(logOf('gosec', [])));

function findings(...args: readonly string[]) {
  const { code, out, err } = run('findings', ...args, '--source', sources);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function sarif(...args: readonly string[]): SarifLog {
  return JSON.parse(findings(...args, '-o', 'sarif').out) as SarifLog;
}

describe('the exit code', () => {
  it.each([
    ['0 when clean', ['gate', clean], 0],
    ['1 with findings at or above the default, high', ['gate', gosec], 1],
    ['0 with findings below', ['gate', '--fail-on', 'critical', gosec], 0],
    ['0 of a report whatever it finds', ['report', gosec], 0],
    ['1 of a report with --fail-on', ['report', '--fail-on', 'low', gosec], 1],
    ['2 for an unknown action', ['gat', gosec], 2],
    ['2 without files', ['gate'], 2],
    ['2 for an unknown severity', ['gate', '--fail-on', 'hihg', gosec], 2],
    ['2 for an unknown format', ['report', '-o', 'yaml', gosec], 2],
    ['2 for --new-only without a baseline', ['gate', '--new-only', gosec], 2],
    ['2 for an option that does not exist', ['gate', '--failon', 'high', gosec], 2],
    ['3 for a file that is missing', ['gate', clean, join(folder, 'none.sarif')], 3],
    ['3 for a file that is not SARIF', ['report', write('no.sarif', '{"a":1}')], 3],
    [
      '3 for a tool that did not finish',
      ['gate', write('failed.sarif', JSON.stringify(failedLog({ tool: 'x', description: 'killed' })))],
      3,
    ],
    ['3 for a file without runs', ['merge', write('empty.sarif', '{"version":"2.1.0","runs":[]}')], 3],
    ['3 for a baseline that is missing', ['gate', '--baseline', join(folder, 'none.sarif'), clean], 3],
  ])('is %s', (_title, args, code) => {
    expect(findings(...args).code).toBe(code);
  });

  it('is explained', () => {
    expect(findings('gate', gosec).err).toBe('gate failed: 1 new finding at or above "high"');
    expect(findings('gate', clean, join(folder, 'none.sarif')).err).toBe(`${join(folder, 'none.sarif')}: there is no such file or folder`);
    expect(findings('gate', '--fail-on', 'hihg', gosec).err).toContain(
      'unknown severity "hihg"; expected one of: critical, high, medium, low',
    );
    expect(findings('report', '-o', 'yaml', gosec).err).toContain(
      'unknown format "yaml"; expected one of: text, markdown, json, openvex, sarif',
    );
  });
});

it('the report is grouped by file and shows the line', () => {
  expect(findings('report', gosec).out.split('\n')).toEqual([
    'main.go',
    '  4:1     high     weak hash  G401 (gosec)',
    '      3 | func main() {',
    '    > 4 |   md5.New()',
    '      5 | }',
    '  5:1     low      G104 matched  G104 (gosec)',
    '      4 |   md5.New()',
    '    > 5 | }',
    '      6 | ',
    '',
    '2 findings (1 high, 1 low) of 1 tool',
  ]);
});

it('merge and dedup write valid SARIF with identities', () => {
  const other = write('semgrep.sarif', JSON.stringify(logOf('semgrep', [weak])));

  const [merged, deduplicated] = [sarif('merge', gosec, other), sarif('dedup', gosec, other)];

  expect([resultsOf(merged).length, resultsOf(deduplicated).length]).toEqual([3, 2]);
  expect(schemaProblems(merged)).toEqual([]);
  expect(resultsOf(merged).every(({ fingerprints }) => fingerprints?.['tekwire/v2'])).toBe(true);
});

it('a folder stands for its SARIF files, - for standard input', () => {
  mkdirSync(join(folder, 'reports'));
  write('reports/a.sarif', JSON.stringify(logOf('a', [weak])));
  write('reports/b.sarif.json', JSON.stringify(logOf('b', [minor])));
  write('reports/notes.json', '{}');

  expect(sarif('merge', join(folder, 'reports')).runs.map(({ tool }) => tool.driver.name)).toEqual(['a', 'b']);
  const program = join(__dirname, '../../../dist/lib/cli/main.js');
  const { status, stdout } = spawnSync(process.execPath, [program, 'findings', 'gate', '-'], {
    input: readFileSync(gosec),
    encoding: 'utf8',
  });
  expect([status, stdout.split('\n').at(-2)]).toEqual([1, '2 findings (1 high, 1 low) of 1 tool']);
});

it('the format of a file follows its ending, and several are written at once', () => {
  const [page, log] = [join(folder, 'report.md'), join(folder, 'all.sarif')];

  const { out } = findings('report', gosec, '-o', page, '-o', log, '-o', 'json');

  expect(JSON.parse(out)).toMatchObject({
    total: 2,
    findings: [{ rule: 'G401', path: 'main.go', line: 4, severity: 'high' }, { rule: 'G104' }],
  });
  expect(readFileSync(page, 'utf8')).toContain('| high | main.go:4 | G401 | gosec | weak hash |');
  expect(existsSync(log)).toBe(true);
});

it('Markdown keeps its size limit and states what is left out', () => {
  const many = write(
    'many.sarif',
    JSON.stringify(
      logOf(
        'gosec',
        Array.from({ length: 500 }, (_, at) => resultAt(`R${at}`, `file-${at}.go`, 1)),
      ),
    ),
  );

  const { out } = findings('report', many, '-o', 'markdown', '--max-size', '5000');

  expect(Buffer.byteLength(out)).toBeLessThanOrEqual(5000);
  expect(out).toMatch(/and \d+ more findings$/);
});

describe('with a baseline', () => {
  const baseline = join(folder, 'baseline.sarif');
  const more = write('more.sarif', JSON.stringify(logOf('gosec', [weak, minor, resultAt('G501', 'new.go', 1, { level: 'error' })])));
  beforeAll(() => expect(findings('report', gosec, '--write-baseline', baseline).code).toBe(0));

  it('only new findings fail the gate with --new-only, all findings without it', () => {
    expect(findings('gate', gosec, '--baseline', baseline, '--new-only').code).toBe(0);
    expect(findings('gate', gosec, '--baseline', baseline).code).toBe(1);
    const { code, err, out } = findings('gate', more, '--baseline', baseline, '--new-only');
    expect([code, err]).toEqual([
      1,
      `compared with ${baseline}: 1 new, 0 updated, 2 unchanged, 0 no longer found\ngate failed: 1 new finding at or above "high"`,
    ]);
    expect(out).not.toContain('G401');
  });

  it('diff lists new and removed findings', () => {
    const { code, out } = findings('diff', more, gosec);

    expect(code).toBe(0);
    expect(out).toContain('no longer found\n  high     G501  new.go:1');
    expect(findings('diff', gosec).code).toBe(2);
  });

  it('the compared SARIF can be gated later', () => {
    const compared = join(folder, 'compared.sarif');
    findings('diff', more, '--baseline', baseline, '-o', compared);

    expect(findings('gate', '--new-only', compared).err).toBe('gate failed: 1 new finding at or above "high"');
    expect(schemaProblems(JSON.parse(readFileSync(compared, 'utf8')))).toEqual([]);
  });
});

it('--github splits by the limits of GitHub and says so', () => {
  const runs = Array.from({ length: 22 }, (_, at) => logOf(`tool-${at}`, [weak]).runs[0]);
  const results = Array.from({ length: 7000 }, (_, at) =>
    resultAt(`R${at % 7}`, `f${at}.go`, 1, { level: at % 7 === 3 ? 'error' : 'note' }),
  );
  const many = write('github.sarif', JSON.stringify({ version: '2.1.0', runs: [...runs, ...logOf('big', results).runs] }));
  const file = join(folder, 'for-github.sarif');

  const { code, err } = findings('convert', many, '--github', '-o', file);

  expect([code, err.split('\n')]).toEqual([
    0,
    [
      'for GitHub: the 7000 results of big are in 2 categories, because GitHub shows 5000 of one',
      'for GitHub: 24 runs are in 2 files, because GitHub takes 20 in one',
    ],
  ]);
  const [first, second] = ['for-github.sarif', 'for-github-2.sarif'].map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as SarifLog,
  );
  expect([first?.runs.length, second?.runs.length]).toEqual([20, 4]);
  const big = first?.runs.filter(({ tool }) => tool.driver.name === 'big') ?? [];
  expect(big.map(({ automationDetails, results: part }) => [automationDetails?.id, part.length])).toEqual([
    ['big/', 5000],
    ['big-2/', 2000],
  ]);
  expect(big[0]?.results[0]?.ruleId).toBe('R3');
  expect(findings('convert', many, '--github').code).toBe(2);
});

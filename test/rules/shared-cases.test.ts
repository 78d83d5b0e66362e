import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSources } from '../../src/check';

const FOLDER = join(__dirname, '../../../shared/cases/yaml');
const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

/** What must be found in the cases, by the beginning of their names; an empty list is silence, of errors at least. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  '01': ['error TW317'],
  '02': ['error TW267'],
  '05': ['warning TW525'],
  '10': ['warning TW526'],
  '14': ['error TW186'],
  '15': ['warning TW528', 'error TW343'],
  '16': ['error TW624', 'error TW625'],
  '19': ['error TW344'],
  '21': ['error TW330'],
  '24': ['warning TW546'],
  '28': ['error TW338', 'error TW339', 'error TW340'],
  '37': ['error TW341'],
  '38': ['warning TW538'],
  '39': ['error TW269', 'warning TW519'],
  '41': ['error TW187'],
  '42': ['error TW188'],
  '44': ['error TW337'],
  '47': ['error TW621', 'error TW622', 'error TW623'],
  // Tekton refuses what its steps and stepTemplate take without a declaration; volumes and sidecars are silent
  '51': ['error TW130'],
  '58': ['error TW181', 'error TW183', 'error TW222', 'error TW262'],
  FA02: [],
  FA04: [],
  FA05: [],
  FA06: [],
  L01: ['error TW230'],
  L02: ['error TW180'],
  L03: ['error TW140', 'error TW181'],
  L05: ['error TW182'],
  L07: ['error TW235'],
};

const itWithCases = files.length === 0 ? it.skip : it;

itWithCases('every collected case has an expected result', () => {
  expect(files.map((file) => file.split('-')[0])).toEqual(Object.keys(EXPECTED).sort());
});

for (const file of files) {
  it(`reports the expected diagnostics of ${file}`, () => {
    const [name = ''] = file.split('-');
    const { documents } = checkSources([{ origin: file, text: readFileSync(join(FOLDER, file), 'utf8') }], { lint: ['TW538'] });
    const found = new Set(documents.flatMap(({ diagnostics }) => diagnostics.map(({ severity, code }) => `${severity} ${code}`)));
    const expected = EXPECTED[name] ?? [];

    expect([...found]).toEqual(expect.arrayContaining([...expected]));
    expect([...found].filter((one) => one.startsWith('error') && !expected.includes(one))).toEqual([]);
  });
}

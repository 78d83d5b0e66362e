// openvex.mjs PROGRAM: go-vex, the library of vexctl, Trivy and Grype, reads the OpenVEX documents of `tekwire findings`, and we read those of go-vex.
// PROGRAM is built from openvex/. Exit: 0 when both mean the same by every statement.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [program = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tekwire-openvex-'));
const file = (/** @type {string} */ name) => join(folder, name);

const finding = (/** @type {string} */ ruleId, /** @type {object} */ more = {}) => ({
  ruleId,
  level: 'error',
  message: { text: ruleId },
  locations: [{ physicalLocation: { artifactLocation: { uri: 'go.mod' } } }],
  ...more,
});
const accepted = (/** @type {string} */ justification, /** @type {object} */ properties = {}, status = 'accepted') => ({
  suppressions: [{ kind: 'external', status, justification, properties }],
});
const rules = [{ id: 'GO-2021-0113', properties: { tags: ['CVE-2021-38561'] } }];
const write = (/** @type {string} */ name, /** @type {readonly object[]} */ results) =>
  writeFileSync(file(name), JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'govulncheck', rules } }, results }] }));

try {
  write('ours.sarif', [
    finding('GO-2021-0113', accepted('never called', { vexJustification: 'vulnerable_code_not_in_execute_path' })),
    finding('CVE-2020-14040', accepted('updated', { vexStatus: 'fixed' })),
    finding('CVE-2022-32149', accepted('we look at it', {}, 'underReview')),
    finding('CVE-2019-11254', accepted('accepted without a word of OpenVEX')),
    finding('CVE-2022-27664'),
    // accepted at one place and open at another: no statement about the whole product
    finding('CVE-2022-41721', accepted('only here')),
    finding('CVE-2022-41721'),
  ]);
  tekwire('findings', 'convert', file('ours.sarif'), '--product', 'pkg:oci/app', '-o', file('ours.vex.json'));
  const asked = [
    'GO-2021-0113',
    'CVE-2021-38561',
    'CVE-2020-14040',
    'CVE-2022-32149',
    'CVE-2019-11254',
    'CVE-2022-27664',
    'CVE-2022-41721',
  ];
  const input = [...asked.map((id) => `${id} pkg:oci/app`), 'CVE-2020-14040 pkg:oci/other'].join('\n');
  assert.deepEqual(
    run(program, [file('ours.vex.json')], `${input}\n`)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    [
      'GO-2021-0113 pkg:oci/app: not_affected vulnerable_code_not_in_execute_path',
      'CVE-2021-38561 pkg:oci/app: not_affected vulnerable_code_not_in_execute_path',
      'CVE-2020-14040 pkg:oci/app: fixed',
      'CVE-2022-32149 pkg:oci/app: under_investigation',
      'CVE-2019-11254 pkg:oci/app: not_affected',
      'CVE-2022-27664 pkg:oci/app:',
      'CVE-2022-41721 pkg:oci/app:',
      'CVE-2020-14040 pkg:oci/other:',
    ],
  );

  writeFileSync(file('theirs.vex.json'), run(program, ['--make']));
  write(
    'open.sarif',
    ['CVE-2021-38561', 'CVE-2020-14040', 'CVE-2022-32149', 'CVE-2022-27664'].map((id) => finding(id)),
  );
  const options = ['--vex', file('theirs.vex.json'), '--product', 'pkg:oci/app', '-o', file('applied.sarif')];
  tekwire('findings', 'suppress', file('open.sarif'), ...options);
  const [{ results }] = JSON.parse(readFileSync(file('applied.sarif'), 'utf8')).runs;
  const states = results.map((/** @type {any} */ { ruleId, suppressions: [one] = [] }) => [
    ruleId,
    one?.status,
    one?.properties?.vexStatus,
  ]);
  assert.deepEqual(states.sort(), [
    ['CVE-2020-14040', 'accepted', 'fixed'],
    ['CVE-2021-38561', 'accepted', 'not_affected'],
    ['CVE-2022-27664', undefined, undefined],
    ['CVE-2022-32149', 'underReview', 'under_investigation'],
  ]);
  console.log('go-vex and tekwire read the documents of each other');
} finally {
  rmSync(folder, { recursive: true });
}

function tekwire(/** @type {string[]} */ ...args) {
  run(process.execPath, [join(import.meta.dirname, '../../dist/lib/cli/main.js'), ...args]);
}

function run(/** @type {string} */ command, /** @type {readonly string[]} */ args, input = '') {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', cwd: folder });
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${error ?? stderr}`);
  return stdout;
}

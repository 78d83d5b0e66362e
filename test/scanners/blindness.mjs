// The ways in which each scanner goes blind: it succeeds, or nearly, and sees nothing.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Blindness
 * @property {string} title
 * @property {RegExp} notices - the reason that our report step must give
 * @property {Record<string, any>} [options] - of the component, beside those of components.mjs
 * @property {(sources: string, scratch: string) => void} [prepare] - what the sources lack, in their folder; and files of the pod's scratch folder
 * @property {readonly string[]} [without] - programs that are missing
 * @property {Record<string, string>} [env] - of all steps, beside that of components.mjs
 * @property {Record<string, string>} [params] - beside those of components.mjs
 * @property {string} [databases] - the folder of databases, in place of those of components.mjs
 */

const empty = (/** @type {string} */ sources) => {
  for (const name of readdirSync(sources)) rmSync(join(sources, name), { recursive: true });
};
const emptySources = { title: 'sources without a file', prepare: empty, notices: /the directory is empty/ };
const goRule = 'rules:\n- { id: prints, languages: [go], severity: INFO, message: m, pattern: fmt.Println(...) }\n';

const MOBSF = '---\n- ignore-rules:\n  - weak_hash\n';
const noRules = 'title = "none"\n[[rules]]\nid = "never"\nregex = "never-$^"\n';

const settings = (/** @type {string} */ name, /** @type {string} */ text) => (/** @type {string} */ sources) => {
  mkdirSync(join(sources, name, '..'), { recursive: true });
  writeFileSync(join(sources, name), text);
};
const LAST_USER = '67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae';
const LAST_USER_UNSEEN = /^blind: .*"67fd0c4a-/;
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire/scanners');
const nobody = '127.0.0.1:9';
/** A folder that is not there, and that no tool can make. */
const missing = '/proc/missing';

/** Databases that are there and know nothing, as these tools expect them. */
const emptyOsv = (/** @type {string} */ _, /** @type {string} */ scratch) => {
  const make = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").close()';
  for (const language of ['Go', 'npm', 'PyPI']) {
    mkdirSync(join(scratch, 'osv-scalibr', language), { recursive: true });
    execFileSync('python3', ['-c', make, join(scratch, 'osv-scalibr', language, 'all.zip')]);
  }
};
const emptyVulndb = (/** @type {string} */ _, /** @type {string} */ scratch) => {
  mkdirSync(join(scratch, 'vulndb/index'), { recursive: true });
  writeFileSync(join(scratch, 'vulndb/index/db.json'), '{"modified":"2026-01-01T00:00:00Z"}');
  for (const name of ['modules', 'vulns']) writeFileSync(join(scratch, `vulndb/index/${name}.json`), '[]');
};

/** @type {Readonly<Record<string, readonly Blindness[]>>} */
export const blindness = {
  checkov: [
    { title: 'an argument that names none of its rules', options: { args: ['--check=CKV_NONE_1'] }, notices: /^blind: .*"CKV_DOCKER_8"/ },
    {
      title: 'settings of the sources that turn its rules off',
      prepare: settings('.checkov.yaml', 'check: [CKV_NONE_1]\n'),
      notices: /^blind: .*"CKV_DOCKER_8"/,
    },
    emptySources,
  ],
  eslint: [
    { title: 'an argument that turns a rule off', options: { args: ['--rule=no-eval: off'] }, notices: /^blind: .*"no-eval"/ },
    { title: 'an argument that ignores all files', options: { args: ['--ignore-pattern=**/*'] }, notices: /^(?:blind|did not finish): / },
    emptySources,
  ],
  'gitleaks-history': [
    {
      title: 'a clone without its history',
      prepare: (sources) => {
        const head = execFileSync('git', ['-C', sources, 'rev-parse', 'HEAD']);
        writeFileSync(join(sources, '.git/shallow'), head);
      },
      notices: /^did not finish: .*the clone is shallow/,
    },
    { title: 'settings of the sources without rules', prepare: settings('.gitleaks.toml', noRules), notices: /^blind: it does not find / },
  ],
  govulncheck: [
    { title: 'no database', options: { args: [`-db=file://${missing}`] }, notices: /^did not finish: / },
    {
      title: 'an empty database',
      options: { args: ['-db=file:///scratch/vulndb'] },
      prepare: emptyVulndb,
      notices: /^blind: .*"GO-2021-0113"/,
    },
    { title: 'no Go toolchain', without: ['go'], notices: /^did not finish: / },
    emptySources,
  ],
  grype: [
    { title: 'no database', databases: missing, notices: /^did not finish: .*exit code 1/ },
    { title: 'an empty database', databases: join(cache, 'empty'), notices: /^blind: .*"GHSA-35jh-r3h4-6jhm-lodash"/ },
    {
      title: 'settings of the sources that leave a weakness out',
      prepare: settings('.grype.yaml', 'ignore: [{ vulnerability: GHSA-35jh-r3h4-6jhm }]\n'),
      notices: /^blind: .*"GHSA-35jh-r3h4-6jhm-lodash"/,
    },
    emptySources,
  ],
  kics: [
    { title: 'an argument that leaves its rules out', options: { args: [`--exclude-queries=${LAST_USER}`] }, notices: LAST_USER_UNSEEN },
    {
      title: 'settings of the sources that turn a rule off',
      prepare: settings('kics.config', JSON.stringify({ 'exclude-queries': LAST_USER })),
      notices: LAST_USER_UNSEEN,
    },
    {
      title: 'a file that it cannot parse',
      prepare: settings('broken.yaml', 'apiVersion: v1\nkind: Pod\nspec: [\n'),
      notices: /^incomplete: 1 of 3 files could not be parsed/,
    },
    {
      title: 'an argument that names none of its rules',
      options: { args: ['--include-queries=none'] },
      notices: /^did not finish: .*exit code 126/,
    },
    { title: 'no rules', options: { args: [`--queries-path=${missing}`] }, notices: /^did not finish: .*exit code 126/ },
    emptySources,
  ],
  mobsfscan: [
    { title: 'no semgrep', without: ['semgrep'], notices: /exit code 3: semgrep/ },
    { title: 'settings of the sources that turn a rule off', prepare: settings('.mobsf', MOBSF), notices: /^blind: .*"weak_hash"/ },
    emptySources,
  ],
  nuclei: [
    { title: 'a target that does not answer', params: { target: `http://${nobody}` }, notices: /^blind: .*"tekwire-canary"/ },
    {
      title: 'no templates',
      prepare: (sources) => {
        rmSync(join(sources, 'templates'), { recursive: true });
        mkdirSync(join(sources, 'templates'));
      },
      notices: /^did not finish: .*exit code 1/,
    },
    { title: 'templates that are missing', params: { templates: 'none' }, notices: /^did not finish: .*exit code 1/ },
    {
      title: 'templates with mistakes',
      prepare: (sources) => {
        for (const name of readdirSync(join(sources, 'templates'))) writeFileSync(join(sources, 'templates', name), 'id: broken\nhttp: [');
      },
      notices: /^did not finish: .*exit code 1/,
    },
    {
      title: 'an argument that selects none of the templates',
      options: { args: ['-tags=none'] },
      notices: /^did not finish: .*exit code 1/,
    },
  ],
  'osv-scanner': [
    { title: 'no database', env: { OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: missing }, notices: /^did not finish: .*exit code 127/ },
    {
      title: 'an empty database',
      env: { OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: '/scratch' },
      prepare: emptyOsv,
      notices: /^(?:blind|did not finish): /,
    },
    {
      title: 'settings of the sources that leave packages out',
      prepare: settings('osv-scanner.toml', '[[PackageOverrides]]\nignore = true\n'),
      notices: /^blind: .*"CVE-2021-38561"/,
    },
    emptySources,
  ],
  shellcheck: [
    { title: 'an argument that turns a rule off', options: { args: ['--exclude=SC2086'] }, notices: /^blind: .*"SC2086"/ },
    {
      title: 'settings of the sources that turn its rules off',
      prepare: settings('.shellcheckrc', 'disable=all\n'),
      notices: /^blind: .*"SC2086"/,
    },
    emptySources,
  ],
  testssl: [{ title: 'a target that does not answer', params: { target: nobody }, notices: /^did not finish: .*exit code 24\d/ }],
  trufflehog: [
    { title: 'an argument that turns a rule off', options: { args: ['--exclude-detectors=github'] }, notices: /^blind: / },
    emptySources,
  ],
  zizmor: [
    {
      title: 'settings of the sources that turn a rule off',
      prepare: settings('.github/zizmor.yml', 'rules: { template-injection: { disable: true } }\n'),
      notices: /^blind: .*"zizmor\/template-injection"/,
    },
    emptySources,
  ],
  bandit: [
    { title: 'an argument that skips its rules', options: { args: ['--skip=B102'] }, notices: /^blind: it does not find .*"B102"/ },
    emptySources,
  ],
  hadolint: [
    {
      title: 'settings of the sources that turn its rules off',
      prepare: (sources) => writeFileSync(join(sources, '.hadolint.yaml'), 'ignored: [DL3004]\n'),
      notices: /^blind: it does not find .*"DL3004"/,
    },
    emptySources,
  ],
  gosec: [
    { title: 'no Go toolchain', without: ['go'], notices: /^(?:blind|did not finish): / },
    { title: 'arguments that leave its rules out', options: { args: ['-include=G999'] }, notices: /^(?:blind|did not finish): / },
    emptySources,
  ],
  semgrep: [
    {
      title: 'rules of another language',
      prepare: (sources) => {
        for (const name of readdirSync(sources))
          if (name.startsWith('go') || name === 'dependency') rmSync(join(sources, name), { recursive: true });
        writeFileSync(join(sources, 'rules/semgrep.yaml'), goRule);
      },
      notices: /^blind: it scanned no file: none of its 1 rule is for a language of the sources/,
    },
    {
      title: 'no rules',
      prepare: (sources) => writeFileSync(join(sources, 'rules/semgrep.yaml'), 'rules: []\n'),
      notices: /^blind: it scanned no file: it has no rules/,
    },
    { title: 'rules that are missing', prepare: (sources) => rmSync(join(sources, 'rules/semgrep.yaml')), notices: /exit code 7/ },
    { title: 'an argument that excludes all files', options: { args: ['--exclude=*'] }, notices: /^blind: / },
    emptySources,
  ],
  gitleaks: [
    {
      title: 'a configuration without rules',
      prepare: (sources) => writeFileSync(join(sources, 'none.toml'), noRules),
      options: { args: ['--config=none.toml'] },
      notices: /^blind: it does not find .*: it reported nothing there \(exit code 0\)/,
    },
    {
      title: 'settings of the sources without rules',
      prepare: (sources) => writeFileSync(join(sources, '.gitleaks.toml'), noRules),
      notices: /^blind: it does not find .*: it reported nothing there \(exit code 0\)/,
    },
    { title: 'an argument that turns its rules off', options: { args: ['--enable-rule=never'] }, notices: /^(?:blind|did not finish): / },
    emptySources,
  ],
  trivy: [
    { title: 'no database', options: { args: ['--skip-db-update', '--offline-scan'] }, notices: /^(?:blind|did not finish): / },
    {
      title: 'scanners that are turned off by its configuration',
      options: { scanners: ['secret', 'misconfig'], args: ['--skip-files=**/*'] },
      prepare: (sources) => mkdirSync(join(sources, 'none'), { recursive: true }),
      notices: /^blind: /,
    },
    emptySources,
  ],
};

// The component of the catalogue that each tool of tools/ stands for, and what it scans. A tool without a row here is the component of its name
// without options; a line `# scans FOLDER` in its recipe names the folder of its sources.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { plantToken } from './plant-token.mjs';
import { leakyServer, weakTlsServer } from './servers.mjs';

/** @typedef {(pod: string) => Promise<{ params: Record<string, string>, close: () => void }>} Serve */
/**
 * @typedef {object} Performed
 * @property {(catalogue: any, chart: any) => { spec: any }} create
 * @property {string} [path] - folder of the sources; default: all of them
 * @property {(folder: string) => void} [prepare] - changes the sources before the scan
 * @property {Serve} [serve] - starts what the tool scans
 * @property {Record<string, string>} [env] - where this machine has the tool's database
 */

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire/scanners');

/**
 * What is not the default.
 * @type {Readonly<Record<string, Partial<Performed>>>}
 */
const special = {
  // the same files, but the secrets were removed by a later commit
  'gitleaks-history': { create: ({ Gitleaks }, chart) => new Gitleaks(chart, 'gitleaks', { mode: 'history' }), prepare: removeSecrets },
  // Go's own advisories, at the version of tools/install.sh
  govulncheck: {
    create: ({ Govulncheck }, chart) => new Govulncheck(chart, 'govulncheck', { args: ['-db', `file://${join(cache, 'vulndb')}`] }),
  },
  'osv-scanner': {
    create: ({ OsvScanner }, chart) => new OsvScanner(chart, 'osv-scanner', { args: ['--offline'] }),
    env: { OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: join(cache, 'osv') },
    prepare: (folder) => ignoreAll(join(folder, 'dependency')),
  },
  kics: {
    prepare: (folder) => {
      ignoreAll(join(folder, 'infra'));
      // its thousand queries for Terraform take a minute: they are in what is recorded, not in what run.sh has it scan
      if ((process.env.TEKWIRE_BLIND ?? process.env.SCANNERS_RECORDED) !== undefined) rmSync(join(folder, 'infra/main.tf'));
    },
  },
  // databases of the advisories in advisories/
  grype: { create: ({ Grype }, chart) => new Grype(chart, 'grype', { database: databases() }) },
  trivy: { create: ({ Trivy }, chart) => new Trivy(chart, 'trivy', { database: databases() }) },
  semgrep: { create: ({ Semgrep }, chart) => new Semgrep(chart, 'semgrep', { config: 'rules/semgrep.yaml' }) },
  trufflehog: { prepare: plantToken },
  zizmor: { prepare: (folder) => ignoreAll(join(folder, 'workflows')) },
  nuclei: { create: ({ Nuclei }, chart) => new Nuclei(chart, 'nuclei', { templates: 'templates' }), serve: leakyServer },
  // without the known attacks, each of which takes seconds
  testssl: {
    create: ({ Testssl }, chart) => new Testssl(chart, 'testssl', { args: ['--protocols', '--server-defaults'] }),
    serve: weakTlsServer,
  },
};

/**
 * The components with a database that offline.mjs made, and nothing else that a network brings.
 * @type {Readonly<Record<string, Partial<Performed>>>}
 */
const offline = {
  'osv-scanner': { create: ({ OsvScanner }, chart) => new OsvScanner(chart, 'osv-scanner', { database: databases() }), env: {} },
  govulncheck: { create: ({ Govulncheck }, chart) => new Govulncheck(chart, 'govulncheck', { database: databases() }) },
  semgrep: { create: ({ Semgrep }, chart) => new Semgrep(chart, 'semgrep', { database: databases() }) },
  nuclei: { create: ({ Nuclei }, chart) => new Nuclei(chart, 'nuclei', { database: databases() }) },
};

function databases() {
  const { Workspace } = createRequire(import.meta.url)('../../dist/lib/index.js');
  return { workspace: Workspace.existingClaim('databases') };
}

/**
 * All tools of tools/.
 * @type {Readonly<Record<string, Performed>>}
 */
export const components = Object.fromEntries(
  readdirSync(join(import.meta.dirname, 'tools'))
    .map((file) => file.replace(/\.sh$/, ''))
    .filter((tool) => tool !== 'install')
    .map((tool) => [tool, { ...defaultOf(tool), ...special[tool], ...(process.env.TEKWIRE_OFFLINE === undefined ? {} : offline[tool]) }]),
);

/**
 * @param {string} tool
 * @returns {Performed}
 */
function defaultOf(tool) {
  const name = tool.replace(/(?:^|-)./g, (start) => start.slice(-1).toUpperCase());
  const [, path] = /^# scans (\S+)$/m.exec(readFileSync(join(import.meta.dirname, 'tools', `${tool}.sh`), 'utf8')) ?? [];
  return { create: (catalogue, chart) => new catalogue[name](chart, tool), ...(path !== undefined && { path }) };
}

/** Has Git ignore all files, which are committed nevertheless: they must be scanned. @param {string} folder */
function ignoreAll(folder) {
  writeFileSync(join(folder, '.gitignore'), '*\n');
}

/** @param {string} folder */
function removeSecrets(folder) {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=planted', '-c', 'user.email=planted@example.org', ...args], {
      env: { ...process.env, GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' },
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'secrets');
  for (const path of ['infra', 'python']) rmSync(join(folder, path), { recursive: true });
  git('commit', '--quiet', '--all', '--message', 'no secrets');
}

// The component of the catalogue that each tool of tools/ stands for, and what it scans.

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
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

/** @type {Readonly<Record<string, Performed>>} */
export const components = {
  bandit: { create: ({ Bandit }, chart) => new Bandit(chart, 'bandit') },
  checkov: { create: ({ Checkov }, chart) => new Checkov(chart, 'checkov'), path: 'infra' },
  eslint: { create: ({ Eslint }, chart) => new Eslint(chart, 'eslint'), path: 'javascript' },
  gitleaks: { create: ({ Gitleaks }, chart) => new Gitleaks(chart, 'gitleaks') },
  // the same files, but the secrets were removed by a later commit
  'gitleaks-history': { create: ({ Gitleaks }, chart) => new Gitleaks(chart, 'gitleaks', { mode: 'history' }), prepare: removeSecrets },
  gosec: { create: ({ Gosec }, chart) => new Gosec(chart, 'gosec'), path: 'go' },
  // Go's own advisories, at the version of tools/install.sh
  govulncheck: {
    create: ({ Govulncheck }, chart) => new Govulncheck(chart, 'govulncheck', { args: ['-db', `file://${join(cache, 'vulndb')}`] }),
    path: 'dependency',
  },
  hadolint: { create: ({ Hadolint }, chart) => new Hadolint(chart, 'hadolint') },
  kics: { create: ({ Kics }, chart) => new Kics(chart, 'kics'), path: 'infra' },
  mobsfscan: { create: ({ Mobsfscan }, chart) => new Mobsfscan(chart, 'mobsfscan'), path: 'android' },
  'osv-scanner': {
    create: ({ OsvScanner }, chart) => new OsvScanner(chart, 'osv-scanner', { args: ['--offline'] }),
    path: 'dependency',
    env: { OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: join(cache, 'osv') },
  },
  // vulnerabilities need a database, which is not to be had everywhere
  trivy: {
    create: ({ Trivy }, chart) =>
      new Trivy(chart, 'trivy', { scanners: ['secret', 'misconfig'], args: ['--skip-check-update', '--offline-scan'] }),
  },
  trufflehog: { create: ({ Trufflehog }, chart) => new Trufflehog(chart, 'trufflehog') },
  semgrep: { create: ({ Semgrep }, chart) => new Semgrep(chart, 'semgrep', { config: 'rules/semgrep.yaml' }) },
  shellcheck: { create: ({ Shellcheck }, chart) => new Shellcheck(chart, 'shellcheck') },
  zizmor: { create: ({ Zizmor }, chart) => new Zizmor(chart, 'zizmor'), path: 'workflows' },
  nuclei: { create: ({ Nuclei }, chart) => new Nuclei(chart, 'nuclei', { templates: 'templates' }), serve: leakyServer },
  // without the known attacks, each of which takes seconds
  testssl: {
    create: ({ Testssl }, chart) => new Testssl(chart, 'testssl', { args: ['--protocols', '--server-defaults'] }),
    serve: weakTlsServer,
  },
  syft: { create: ({ Syft }, chart) => new Syft(chart, 'syft'), path: 'dependency' },
  cdxgen: { create: ({ Cdxgen }, chart) => new Cdxgen(chart, 'cdxgen'), path: 'python' },
};

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

// offline.mjs FOLDER TOOL...: fetches nothing: runs the component of each tool with `database` in a network namespace without a route, not even to
// this machine unless that is what it scans, with a database made by hand as a Feed leaves it. The scan must finish, its canary too, and find what the
// database knows; without the database the same scan must not count. Exit: 0 when all is so. Needs what tools/TOOL.sh installs, `npm run build`, and unshare with its rights.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const [folder = '', ...tools] = process.argv.slice(2);
const advisory = JSON.parse(readFileSync(join(import.meta.dirname, '../support/go-advisory.json'), 'utf8'));
const text = { id: advisory.id, aliases: advisory.aliases };

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire/scanners');

/** The database that the recipe of a tool made of advisories/. @param {string} tool */
const copied = (tool) => (/** @type {string} */ to) => cpSync(join(cache, 'databases', tool), join(to, tool), { recursive: true });

/** @param {string} to @param {string} ecosystem @param {Readonly<Record<string, string>>} records */
function writeOsv(to, ecosystem, records) {
  const folder = join(to, 'osv/osv-scalibr', ecosystem);
  mkdirSync(folder, { recursive: true });
  const program =
    'import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as z:\n  for n, t in json.loads(sys.argv[2]).items(): z.writestr(n, t)';
  spawnSync('python3', ['-c', program, join(folder, 'all.zip'), JSON.stringify(records)]);
}

/** The advisories for packages of npm. */
function npmAdvisories() {
  const folder = join(import.meta.dirname, 'advisories');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/**
 * The database of each tool, what it finds with it, what its sources need, and whether it scans a server on this machine.
 * @type {Readonly<Record<string, { make: (folder: string) => void, finds: RegExp, prepare?: (sources: string) => void, isLocal?: boolean }>>}
 */
const databases = {
  'osv-scanner': {
    finds: /CVE-2021-38561|GO-2021-0113/,
    make: (to) => {
      writeOsv(to, 'Go', { 'GO-2021-0113.json': JSON.stringify(advisory) });
      writeOsv(to, 'npm', npmAdvisories());
    },
  },
  grype: { finds: /GHSA-xvch-5gv4-984h-minimist/, make: copied('grype') },
  trivy: { finds: /CVE-2021-44906/, make: copied('trivy') },
  nuclei: {
    finds: /planted-admin/,
    isLocal: true,
    make: (to) => cpSync(join(import.meta.dirname, 'sources/templates'), join(to, 'nuclei'), { recursive: true }),
  },
  govulncheck: {
    finds: /GO-2021-0113/,
    // modules come from a proxy otherwise
    prepare: (sources) => void spawnSync('go', ['mod', 'vendor'], { cwd: join(sources, 'dependency') }),
    make: (to) => {
      for (const name of ['index', 'ID']) mkdirSync(join(to, 'go', name), { recursive: true });
      const write = (/** @type {string} */ name, /** @type {unknown} */ content) =>
        writeFileSync(join(to, 'go', name), JSON.stringify(content));
      const { modified } = advisory;
      write('index/db.json', { modified });
      write('index/modules.json', [{ path: 'golang.org/x/text', vulns: [{ id: text.id, modified, fixed: '0.3.7' }] }]);
      write('index/vulns.json', [{ ...text, modified }]);
      write(`ID/${text.id}.json`, advisory);
    },
  },
  semgrep: {
    finds: /offline-print/,
    make: (to) => {
      mkdirSync(join(to, 'semgrep'), { recursive: true });
      const rule = '- { id: offline-print, languages: [python], severity: WARNING, message: m, pattern: eval(...) }\n';
      writeFileSync(join(to, 'semgrep/p-default.yaml'), `rules:\n${rule}`);
    },
  },
};

let wrong = 0;
for (const tool of tools) {
  const made = databases[tool];
  if (made === undefined) throw new Error(`no database is made for ${tool} (there are: ${Object.keys(databases).join(', ')})`);
  for (const isThere of [true, false]) {
    const { failures, found } = scan(tool, { ...made, ...(!isThere && { make: () => {} }) });
    const isRight = isThere ? failures.length === 0 && found.some((rule) => made.finds.test(rule)) : failures.length > 0;
    if (!isRight) wrong += 1;
    const said = failures[0] ?? `finished, found ${found.join(', ') || 'nothing'}`;
    console.log(`${isRight ? 'right' : 'WRONG'} ${tool} without a network, ${isThere ? 'with' : 'without'} its database: ${said}`);
  }
}
process.exitCode = wrong === 0 ? 0 : 1;

/**
 * @param {string} tool
 * @param {{ make: (folder: string) => void, prepare?: (sources: string) => void, isLocal?: boolean }} given
 * @returns {{ failures: readonly string[], found: readonly string[] }}
 */
function scan(tool, { make, prepare, isLocal = false }) {
  const work = mkdtempSync(join(tmpdir(), 'tekwire-offline-'));
  try {
    const [sources, given] = [join(work, 'sources'), join(work, 'databases')];
    cpSync(join(import.meta.dirname, 'sources'), sources, { recursive: true });
    mkdirSync(given);
    prepare?.(sources);
    make(given);
    const env = { ...process.env, TEKWIRE_OFFLINE: given };
    const program = [process.execPath, join(import.meta.dirname, 'perform.mjs'), folder, tool];
    const args = isLocal ? ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...program] : program;
    spawnSync('unshare', ['-n', ...args], { cwd: sources, env, stdio: 'ignore' });
    const { runs } = JSON.parse(readFileSync(join(folder, 'findings', `${tool}.sarif`), 'utf8'));
    const bad = runs
      .flatMap((/** @type {any} */ run) => run.invocations ?? [])
      .filter((/** @type {any} */ one) => !one.executionSuccessful);
    return {
      failures: bad.map((/** @type {any} */ one) => one.exitCodeDescription),
      found: [...new Set(runs.flatMap((/** @type {any} */ run) => run.results.map((/** @type {any} */ one) => one.ruleId)))].map(String),
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

// feed.mjs TOOL...: runs the steps of a Feed on this machine, with the real tools that tools/TOOL.sh installs and the addresses that they have in a
// cluster. A proxy here answers for these hosts, by https with an authority of its own. What is fetched must be in the folder where the scanner reads
// it; a second Feed, whose servers have nothing, must fail and leave it. Exit: 0 when all is so.
// Tools: go, osv, semgrep need none; nuclei, trivy and grype their program.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const require = createRequire(import.meta.url);
const { App, Chart } = require('cdk8s');
const { Feed } = require(join(import.meta.dirname, '../../dist/lib/catalogue/index.js'));
const bin = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire/scanners/bin');

/** @typedef {{ options: object, served: () => Record<string, Buffer | string>, has: readonly string[] }} Fed */

/**
 * What a Feed is told, what the hosts answer, and the files that it must leave.
 * @type {Readonly<Record<string, Fed>>}
 */
const feeds = {
  go: {
    options: { go: true },
    served: () => ({ 'https://vuln.go.dev/vulndb.zip': zip({ 'index/db.json': '{}', 'index/modules.json': '[]' }) }),
    has: ['go/index/db.json', 'go/index/modules.json'],
  },
  osv: {
    options: { osv: ['Go', 'crates.io'] },
    served: () => ({
      'https://osv-vulnerabilities.storage.googleapis.com/Go/all.zip': zip({ 'GO-1.json': '{}' }),
      'https://osv-vulnerabilities.storage.googleapis.com/crates.io/all.zip': zip({ 'RUSTSEC-1.json': '{}' }),
    }),
    has: ['osv/osv-scalibr/Go/all.zip', 'osv/osv-scalibr/crates.io/all.zip'],
  },
  semgrep: {
    options: { semgrep: ['p/default'] },
    served: () => ({ 'https://semgrep.dev/c/p/default': 'rules:\n- id: a\n' }),
    has: ['semgrep/p-default.yaml'],
  },
  nuclei: {
    options: { nuclei: true },
    served: () => ({
      'https://api.github.com/repos/projectdiscovery/nuclei-templates/releases/latest': JSON.stringify({
        tag_name: 'v10.3.0',
        zipball_url: 'https://api.github.com/repos/projectdiscovery/nuclei-templates/zipball/v10.3.0',
      }),
      'https://api.github.com/repos/projectdiscovery/nuclei-templates/zipball/v10.3.0': zip({
        'projectdiscovery-nuclei-templates-1/': '',
        'projectdiscovery-nuclei-templates-1/http/': '',
        'projectdiscovery-nuclei-templates-1/http/answers.yaml': 'id: answers\ninfo: { name: a, author: a, severity: low }\n',
        'projectdiscovery-nuclei-templates-1/README.md': 'templates',
      }),
    }),
    has: ['nuclei/http/answers.yaml'],
  },
};

const work = mkdtempSync(join(tmpdir(), 'tekwire-feeds-'));
/** @type {Record<string, Buffer | string>} */
let served = {};
const { proxy, authority, close } = await internet();
let wrong = 0;
try {
  for (const tool of process.argv.slice(2)) await check(tool);
} finally {
  close();
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = wrong === 0 ? 0 : 1;

/** @param {string} tool */
async function check(tool) {
  const fed = feeds[tool];
  if (fed === undefined) throw new Error(`unknown tool "${tool}" (available: ${Object.keys(feeds).join(', ')})`);
  const databases = join(work, tool);
  mkdirSync(databases);
  served = fed.served();
  const first = await feed(fed, databases);
  const missing = fed.has.filter((path) => !existsSync(join(databases, path)));
  report(first.code === 0 && missing.length === 0, `${tool}: fetched`, `exit ${first.code}, missing: ${missing.join(', ')}\n${first.log}`);
  const before = listed(databases);
  served = {};
  const second = await feed(fed, databases);
  const isKept = second.code !== 0 && listed(databases) === before;
  report(
    isKept,
    `${tool}: not to be had, the last one stays`,
    `exit ${second.code}\n${before}\n-- then --\n${listed(databases)}\n${second.log}`,
  );
}

/**
 * @param {boolean} isRight
 * @param {string} title
 * @param {string} otherwise
 */
function report(isRight, title, otherwise) {
  if (!isRight) wrong += 1;
  console.log(isRight ? `right ${title}` : `WRONG ${title}: ${otherwise}`);
}

/**
 * Runs the steps in a pod's folders, and returns the exit code of the last one.
 * @param {Fed} fed
 * @param {string} databases
 */
async function feed({ options }, databases) {
  const { spec } = new Feed(new Chart(new App(), 'feeds'), 'feed', options);
  const pod = mkdtempSync(join(work, 'pod-'));
  const fill = (/** @type {string} */ text) =>
    text
      .replaceAll('$(workspaces.databases.path)', databases)
      .replaceAll('$(context.taskRun.uid)', basename(pod))
      .replaceAll(/\$\(steps\.(?:step-)?([\w-]+)\.exitCode\.path\)/g, (_, name) => join(pod, `exit-code-${name}`));
  let code = 0;
  let log = '';
  for (const { name, script, command = [], args = [], env = [] } of spec.steps) {
    const own = Object.fromEntries(env.map((/** @type {{ name: string, value: string }} */ one) => [one.name, fill(one.value)]));
    let [program = '', ...rest] = [...command, ...args].map(fill);
    if (script !== undefined) {
      program = join(pod, `script-${name}`);
      writeFileSync(program, fill(script), { mode: 0o755 });
    } else if (program.startsWith('/')) program = basename(program);
    const child = spawn(program, rest, {
      cwd: pod,
      env: { PATH: `${bin}:${process.env.PATH}`, HOME: pod, HTTPS_PROXY: proxy, SSL_CERT_FILE: authority, ...own },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += `${name}: ${data}`));
    const [status] = await once(child, 'close');
    code = status ?? -1;
    writeFileSync(join(pod, `exit-code-${name}`), String(code));
  }
  return { code, log };
}

/** @param {string} folder */
function listed(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().join('\n');
}

/** @param {Record<string, string>} files */
function zip(files) {
  const program =
    'import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as z:\n for n, t in json.loads(sys.argv[2]).items(): z.writestr(n, t)';
  const file = join(work, `${createHash('sha256').update(JSON.stringify(files)).digest('hex')}.zip`);
  const { status, stderr } = spawnSync('python3', ['-c', program, file, JSON.stringify(files)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return readFileSync(file);
}

/** A proxy that answers for every host that is served, and for no other. */
async function internet() {
  const [key, authority] = [join(work, 'key.pem'), join(work, 'authority.pem')];
  const hosts = Object.values(feeds).flatMap((one) => Object.keys(one.served()).map((url) => new URL(url).host));
  const names = [...new Set(hosts)].map((host) => `DNS:${host}`).join(',');
  const subject = ['-days', '1', '-subj', '/CN=internet', '-addext', `subjectAltName=${names}`];
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', authority, ...subject]);
  const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(authority) }, ({ url = '', headers }, response) => {
    const found = served[`https://${headers.host}${url}`];
    response.writeHead(found === undefined ? 404 : 200).end(found);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const proxy = createServer((_, response) => response.writeHead(400).end());
  proxy.on('connect', (_, client) => {
    const inner = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    inner.pipe(client).pipe(inner);
    for (const one of [inner, client]) one.on('error', () => [inner, client].map((socket) => socket.destroy()));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const at = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  const close = () => [server, proxy].map((one) => one.close());
  return { proxy: `http://127.0.0.1:${at.port}`, authority, close };
}

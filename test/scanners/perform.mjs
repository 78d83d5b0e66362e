// perform.mjs FOLDER TOOL: runs the steps of a component of the catalogue on this machine, with the tool that tools/TOOL.sh installs: exactly the
// image's command, arguments, script and environment that the component emits. The working directory is a copy of the sources. Writes to FOLDER
// what the tool wrote (TOOL.sarif, or TOOL.json when the component converts it) and what our report step made of it (findings/TOOL.sarif).
// Exit: 0 when our report step calls the scan finished.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { blindness } from './blindness.mjs';
import { components } from './components.mjs';

const require = createRequire(import.meta.url);
const { App, Chart } = require('cdk8s');
const root = join(import.meta.dirname, '../..');
const catalogue = require(join(root, 'dist/lib/catalogue/index.js'));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tekwire/scanners');

/**
 * @typedef {{ name: string, image: string, command?: string[], args?: string[], script?: string, workingDir?: string, env?: { name: string, value?: string }[] }} EmittedStep
 */

const [folder = '', tool = ''] = process.argv.slice(2);
const component = components[tool];
if (component === undefined) throw new Error(`components.mjs does not say which component runs ${tool}`);
/** What makes the scanner blind, for blind.mjs. */
const blind = blindness[tool]?.find(({ title }) => title === process.env.TEKWIRE_BLIND);
process.exitCode = await perform(component);

/** @param {import('./components.mjs').Performed} component */
async function perform({ create, path = '', prepare, serve }) {
  const { spec } = create(withOptions(catalogue, blind?.options ?? {}), new Chart(new App(), 'scan'));
  const pod = mkdtempSync(join(tmpdir(), 'tekwire-pod-'));
  const served = await serve?.(pod);
  try {
    for (const name of ['scratch', 'home', 'results']) mkdirSync(join(pod, name));
    /** @type {Record<string, string>} */
    const params = {
      'source-path': join('source', path),
      'issues-path': 'findings.sarif',
      'sbom-path': 'sbom.json',
      ...served?.params,
      ...blind?.params,
    };
    for (const { name, default: value } of spec.params) params[name] ??= value;
    const fill = fillerOf(pod, params);
    mkdirSync(join(pod, 'workspace'));
    spawnSync('cp', ['-R', process.cwd(), join(pod, 'workspace/source')]);
    prepare?.(join(pod, 'workspace/source'));
    blind?.prepare?.(join(pod, 'workspace/source', path), join(pod, 'scratch'));
    for (const step of spec.steps) {
      const status = await run(step, fill, pod);
      // the scan and its canary say what a missing database means
      if (step.name === 'database') continue;
      if (step.name === 'scan' || step.name === 'canary') writeFileSync(join(pod, `exit-code-${step.name}`), String(status ?? -1));
      else if (status !== 0) return 1;
    }
    return keep(spec, fill, pod);
  } finally {
    served?.close();
    rmSync(pod, { recursive: true, force: true });
  }
}

/**
 * @param {string} pod
 * @param {Record<string, string>} params
 */
function fillerOf(pod, params) {
  return (/** @type {string} */ text) =>
    text
      .replaceAll('$(workspaces.source.path)', join(pod, 'workspace'))
      .replaceAll(/\$\(params\.([\w-]+)\)/g, (_, name) => params[name] ?? '')
      .replaceAll(/\$\(steps\.(?:step-)?(scan|canary)\.exitCode\.path\)/g, (_, name) => join(pod, `exit-code-${name}`))
      .replaceAll(/\$\(results\.([\w-]+)\.path\)/g, (_, name) => join(pod, 'results', name))
      .replaceAll('$(context.taskRun.name)', 'scan')
      .replaceAll(/(?<![\w.-])\/scratch\b/g, join(pod, 'scratch'))
      .replaceAll('/tekwire/databases', blind?.databases ?? process.env.TEKWIRE_OFFLINE ?? join(cache, 'databases'))
      .replaceAll('/tekton/home', join(pod, 'home'))
      .replaceAll('/opt/cdxgen/', `${join(cache, 'cdxgen/node_modules/@cyclonedx/cdxgen')}/`)
      .replaceAll(/(?<![\w.-])\/eslint\/node_modules\b/g, join(cache, 'eslint/node_modules'));
}

/**
 * The components with further options.
 * @param {any} all
 * @param {Record<string, any>} more
 */
function withOptions(all, more) {
  const changed = (/** @type {any} */ Component) =>
    class extends Component {
      constructor(/** @type {any} */ scope, /** @type {string} */ id, /** @type {any} */ options) {
        super(scope, id, { ...options, ...more });
      }
    };
  return Object.keys(more).length === 0 ? all : new Proxy(all, { get: (_, name) => changed(all[name]) });
}

/**
 * @param {EmittedStep} step
 * @param {(text: string) => string} fill
 * @param {string} pod
 */
async function run(step, fill, pod) {
  const env = Object.fromEntries((step.env ?? []).map(({ name, value = '' }) => [name, fill(value)]));
  // Kubernetes expands variables of the container in its command and arguments
  const expand = (/** @type {string} */ text) => fill(text).replaceAll(/\$\((\w+)\)/g, (whole, name) => env[name] ?? whole);
  const args = (step.args ?? []).map(expand);
  let [program = '', ...rest] = (step.command ?? []).map(expand);
  if (step.script !== undefined) {
    program = join(pod, `script-${step.name}`);
    writeFileSync(program, fill(step.script));
    chmodSync(program, 0o755);
  } else if (program.startsWith('/')) program = basename(program);
  const child = spawn(program, [...rest, ...args], {
    cwd: step.workingDir === undefined ? join(pod, 'workspace') : fill(step.workingDir),
    env: {
      ...ofThisMachine(),
      ...component?.env,
      ...Object.fromEntries(Object.entries(blind?.env ?? {}).map(([name, value]) => [name, fill(value)])),
      HOME: join(pod, 'home'),
      ...env,
      PATH: searchPath(),
      ...libraries(),
      TERM: 'dumb',
      USER: 'nobody',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 1000 * Number(process.env.SCANNERS_RUN_SECONDS ?? 300),
  });
  const [status, signal] = await once(child, 'exit');
  return signal === null ? status : -1;
}

/** How this machine reaches package registries; a cluster has its own ways. */
function ofThisMachine() {
  const names = ['GOMODCACHE', 'GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GOFLAGS', 'HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];
  const env = Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return { ...env, npm_config_userconfig: join(homedir(), '.npmrc'), npm_config_cache: join(homedir(), '.npm') };
}

/** Where the programs of the tool are, which an image has in its PATH. */
function searchPath() {
  const own = ['bin', 'node_modules/.bin', 'root/usr/bin'].map((path) => join(cache, tool, path));
  const all = [...own, join(cache, 'bin'), process.env.PATH].join(':').split(':');
  return all.filter((path) => !blind?.without?.some((program) => existsSync(join(path, program)))).join(':');
}

function libraries() {
  const path = join(cache, tool, 'root/usr/lib/x86_64-linux-gnu');
  return existsSync(path) ? { LD_LIBRARY_PATH: path } : {};
}

/**
 * @param {{ steps: EmittedStep[] }} spec
 * @param {(text: string) => string} fill
 * @param {string} pod
 */
function keep(spec, fill, pod) {
  const report = spec.steps.find(({ name }) => name === 'report');
  if (report === undefined) {
    keepText(join(pod, 'workspace/sbom.json'), `${tool}.cdx.json`, pod);
    return 0;
  }
  const value = (/** @type {string} */ name) => report.env?.find((one) => one.name === name)?.value;
  const isConverted = value('CONVERTER') !== undefined;
  mkdirSync(join(folder, 'findings'), { recursive: true });
  const written = fill(value('REPORT') ?? '');
  if (existsSync(written)) keepText(written, `${tool}.${isConverted ? 'json' : 'sarif'}`, pod);
  const own = value('OWN_REPORT');
  if (own !== undefined && existsSync(fill(own))) keepText(fill(own), `${tool}.json`, pod);
  copyFileSync(join(pod, 'workspace/findings.sarif'), join(folder, 'findings', `${tool}.sarif`));
  const { runs } = JSON.parse(readFileSync(join(folder, 'findings', `${tool}.sarif`), 'utf8'));
  const failed = runs
    .flatMap((/** @type {any} */ one) => one.invocations ?? [])
    .filter((/** @type {any} */ one) => !one.executionSuccessful);
  for (const one of failed) console.error(one.exitCodeDescription);
  return failed.length === 0 ? 0 : 1;
}

/**
 * @param {string} from
 * @param {string} name
 * @param {string} pod
 */
function keepText(from, name, pod) {
  const text = readFileSync(from, 'utf8').replaceAll(join(pod, 'workspace'), '/workspace').replaceAll(pod, '');
  writeFileSync(join(folder, name), text);
}

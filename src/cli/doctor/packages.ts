import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageFile, packageVersion } from '../package-folder';
import { compareVersions, type Finding, fail, fitsCaret, ok } from './finding';

const NAMES = ['cdk8s', 'constructs', 'tekwire'] as const;

interface Copy {
  readonly version: string;
  readonly path: string;
}

interface OwnManifest {
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const ownManifest = (): OwnManifest => JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as OwnManifest;

/** Whether this Node.js runs tekwire. */
export function checkNode(version = process.version): Finding {
  const least = ownManifest().engines.node.replace(/^\D+/, '');
  if (compareVersions(version, least) >= 0) return ok('node', version);
  return fail('node', `${version}, and tekwire needs ${least} or newer`, `install Node.js ${least} or newer`);
}

/** Whether the project has one copy of each package, of a version that fits. Two copies do not know each other's objects. */
export function checkPackages(folder: string): Finding[] {
  const modules = nearestModules(folder);
  if (modules === undefined) return [fail('packages', `no node_modules in ${folder} or above`, 'npm install tekwire cdk8s constructs')];
  const copies = findCopies(modules);
  const { peerDependencies } = ownManifest();
  return NAMES.map((name) => checkOne(name, copies.get(name) ?? [], peerDependencies[name], folder));
}

function checkOne(name: string, copies: readonly Copy[], range: string | undefined, folder: string): Finding {
  const [first, second] = copies;
  if (first === undefined) return fail(name, 'not installed', `npm install ${name}`);
  if (second !== undefined) {
    const list = copies.map(({ version, path }) => `${version} in ${relative(folder, path)}`).join(', ');
    return fail(
      name,
      `${copies.length} copies: ${list}`,
      `npm dedupe; if it stays, npm ls ${name} shows who needs which, and "overrides" in package.json decides`,
    );
  }
  if (range !== undefined && !fitsCaret(first.version, range))
    return fail(name, `${first.version}, and tekwire needs ${range}`, `npm install ${name}@${range}`);
  if (name === 'tekwire' && first.version !== packageVersion())
    return fail(
      name,
      `${first.version} in the project, and this command is ${packageVersion()}`,
      'call it with npx tekwire in the folder of the project',
    );
  return ok(name, first.version);
}

function nearestModules(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'node_modules'))) return join(at, 'node_modules');
    if (dirname(at) === at) return undefined;
  }
}

/** Every copy of the packages below node_modules, also those of other packages; a link counts as what it leads to. */
function findCopies(modules: string): ReadonlyMap<string, readonly Copy[]> {
  const found = new Map<string, Map<string, Copy>>();
  const waiting = [modules];
  for (const folder of waiting) {
    for (const { name, path } of packagesIn(folder)) {
      if ((NAMES as readonly string[]).includes(name)) note(found, name, path);
      const inner = join(path, 'node_modules');
      if (existsSync(inner) && !waiting.includes(inner)) waiting.push(inner);
    }
    // where pnpm keeps the packages
    if (folder === modules)
      for (const entry of entriesOf(join(modules, '.pnpm'))) waiting.push(join(modules, '.pnpm', entry.name, 'node_modules'));
  }
  return new Map([...found].map(([name, copies]) => [name, [...copies.values()]]));
}

function note(found: Map<string, Map<string, Copy>>, name: string, path: string): void {
  try {
    const real = realpathSync(path);
    const { version } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8')) as { readonly version: string };
    const copies = found.get(name) ?? new Map<string, Copy>();
    found.set(name, copies.set(real, { version, path }));
  } catch {
    // a folder without a package.json is not a package
  }
}

function packagesIn(modules: string): { readonly name: string; readonly path: string }[] {
  return entriesOf(modules).flatMap((entry) => {
    const path = join(modules, entry.name);
    if (entry.name.startsWith('.')) return [];
    if (!entry.name.startsWith('@')) return [{ name: entry.name, path }];
    return entriesOf(path).map((inner) => ({ name: `${entry.name}/${inner.name}`, path: join(path, inner.name) }));
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  } catch {
    return [];
  }
}

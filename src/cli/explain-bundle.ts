import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { suggestion, TekwireError } from '../diagnostics';
import { load, readYaml } from '../reader';
import { type Call, exit, UsageError } from './command';
import { packageFile } from './package-folder';
import { type FoundBundle, findBundles } from './scripts-of-manifests';

/** What dist/runtime/bundles.json says of the published bundles. */
interface Published {
  readonly version: string;
  /** The packages that make them, with their versions. */
  readonly needs: Readonly<Record<string, string>>;
  readonly bundles: Readonly<Record<string, { readonly sha256: string; readonly bytes: number; readonly isReadable: boolean }>>;
}

/** `tekwire explain bundle`: what the programs in steps are, and whether they can be made again from their sources. */
export async function explainBundle(names: readonly string[], call: Call): Promise<number> {
  const published = JSON.parse(readFileSync(packageFile('dist/runtime/bundles.json'), 'utf8')) as Published;
  if (names.length === 0) {
    call.out(listOf(published));
    return exit.ok;
  }
  const files = names.filter((name) => !Object.hasOwn(published.bundles, name) && existsSync(name));
  const bundles = names.filter((name) => !files.includes(name));
  for (const name of bundles) if (!Object.hasOwn(published.bundles, name)) throw new UsageError(unknownBundle(name, published));
  const results = [...files.map((file) => explainFile(file, published, call))];
  for (const name of bundles) results.push(await explainOne(name, published, call));
  return results.every(Boolean) ? exit.ok : exit.findings;
}

function unknownBundle(name: string, { bundles }: Published): string {
  return `there is no bundle and no file "${name}"${suggestion(name, Object.keys(bundles))}`;
}

function listOf({ version, bundles }: Published): string {
  const width = Math.max(...Object.keys(bundles).map((name) => name.length));
  const lines = Object.entries(bundles).map(
    ([name, { sha256, bytes, isReadable }]) =>
      `  ${name.padEnd(width)}  ${String(bytes).padStart(6)} bytes  ${isReadable ? 'readable' : 'minified'}  ${sha256}`,
  );
  return [`bundles of tekwire ${version}, with the SHA-256 that the first line of each names:`, ...lines].join('\n');
}

async function explainOne(name: string, published: Published, { out }: Call): Promise<boolean> {
  const file = packageFile(`dist/runtime/${name}.js`);
  const text = readFileSync(file, 'utf8');
  const { isReadable, bytes } = published.bundles[name] ?? { isReadable: true, bytes: 0 };
  const isIntact = digestOf(bodyOf(text)) === published.bundles[name]?.sha256;
  out(
    [
      `${name}: ${bytes} bytes, ${isReadable ? 'readable' : 'minified, because it is large'}`,
      `  file     ${file}`,
      `  source   ${packageFile(`dist/runtime/sources/src/catalogue/runtime/${name}.ts`)}`,
      `  SHA-256  ${published.bundles[name]?.sha256}, ${isIntact ? 'which the file has' : `but the file has ${digestOf(bodyOf(text))}`}`,
    ].join('\n'),
  );
  return (await rebuild(name, text, published, out)) && isIntact;
}

/** Makes the bundle again from the published sources, and compares every byte. */
async function rebuild(name: string, text: string, { version, needs }: Published, out: Call['out']): Promise<boolean> {
  const missing = Object.entries(needs).filter(([needed, wanted]) => needed === 'esbuild' && versionOf(needed) !== wanted);
  if (missing.length > 0) {
    const list = Object.entries(needs).map(([needed, wanted]) => `${needed}@${wanted}`);
    out(`  rebuilt  no: install what makes it, then call this again: npm install --no-save ${list.join(' ')}`);
    return true;
  }
  const recipe = (await import(pathToFileURL(packageFile('dist/runtime/recipe.mjs')).href)) as Recipe;
  const esbuild: unknown = createRequire(join(process.cwd(), 'noop.js'))('esbuild');
  const options = { root: packageFile('dist/runtime/sources'), name, version, nodePaths: [join(process.cwd(), 'node_modules')] };
  const made = await attempt(() => recipe.bundleProgram(esbuild, options));
  const isSame = made.text === text;
  out(isSame ? '  rebuilt  from its sources: the same, byte for byte' : `  rebuilt  from its sources: ${made.problem ?? 'it differs'}`);
  return isSame;
}

interface Recipe {
  bundleProgram(esbuild: unknown, options: object): Promise<{ readonly text: string }>;
}

async function attempt(work: () => Promise<{ readonly text: string }>): Promise<{ readonly text?: string; readonly problem?: string }> {
  try {
    return await work();
  } catch (error) {
    return { problem: (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '' };
  }
}

function versionOf(name: string): string | undefined {
  try {
    return (createRequire(join(process.cwd(), 'noop.js'))(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** The bundles in the scripts of manifests, each compared with the published one. */
function explainFile(file: string, published: Published, { out }: Call): boolean {
  const { sources, failures } = load([file]);
  if (failures.length > 0) throw new TekwireError(failures.join('\n'));
  const manifests: unknown[] = sources.flatMap(({ text, origin }) =>
    readYaml(text, origin).objects.flatMap(({ document }) => document?.manifest ?? []),
  );
  const found = findBundles(manifests);
  if (found.length === 0) out(`${file}: no step runs a bundle of tekwire`);
  for (const one of found) out(`${file}: ${one.place}: ${verdictOf(one, published)}`);
  return found.every((one) => one.isIntact);
}

function verdictOf({ name, version, sha256, isIntact }: FoundBundle, published: Published): string {
  if (!isIntact) return `bundle ${name} of tekwire ${version} was changed: its lines do not have the SHA-256 that it names`;
  const isOurs = published.bundles[name]?.sha256 === sha256;
  return `bundle ${name} of tekwire ${version}, SHA-256 ${sha256}, ${isOurs ? 'as published with this package' : `another one than that of this package, ${published.version}`}`;
}

/** The lines below the first one, which names their hash. */
function bodyOf(text: string): string {
  return text.slice(text.indexOf('\n') + 1);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

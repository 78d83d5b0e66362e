import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { TekwireError } from '../../diagnostics';
import { isRecord } from '../../synth';
import { packageFile } from '../package-folder';

/** What `tekwire init` finds in the folder. */
export interface Project {
  readonly folder: string;
  /** The content of package.json; undefined when there is none. */
  readonly manifest: Readonly<Record<string, unknown>> | undefined;
  /** The indentation of package.json. */
  readonly indent: string;
  /** Whether its files are ES modules, whose imports need an extension. */
  readonly isModule: boolean;
  readonly runner: 'jest' | 'node' | 'vitest';
  /** Whether it has an app of cdk8s already. */
  readonly isApp: boolean;
}

/** @throws TekwireError when package.json is not valid, or the app is written in another language */
export function projectIn(folder: string): Project {
  const path = join(folder, 'package.json');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const manifest = text === undefined ? undefined : parsed(path, text);
  const packages = { ...recordOf(manifest?.dependencies), ...recordOf(manifest?.devDependencies) };
  const runner = ['jest', 'ts-jest', '@types/jest'].some((name) => name in packages) ? 'jest' : 'vitest' in packages ? 'vitest' : 'node';
  const app = join(folder, 'cdk8s.yaml');
  const language = existsSync(app) ? /^language:\s*['"]?([\w-]+)/m.exec(readFileSync(app, 'utf8'))?.[1] : undefined;
  if (language !== undefined && language !== 'typescript')
    throw new TekwireError(`${app}: the app is written in ${language}; tekwire is for TypeScript, so choose another folder`);
  const indent = /^([ \t]+)"/m.exec(text ?? '')?.[1] ?? '  ';
  return {
    folder,
    manifest,
    indent,
    isModule: manifest?.type === 'module',
    runner,
    isApp: existsSync(app) || existsSync(join(folder, 'main.ts')),
  };
}

function parsed(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // the message is the same
  }
  throw new TekwireError(`${path} is not a JSON object; mend it, or choose another folder`);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

interface Parts {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

/** The package.json with what it lacks, and the names of what was added. Nothing that it has is changed. */
export function completedManifest({ folder, manifest, runner, isApp }: Project): { readonly manifest: object; readonly added: string[] } {
  const { dependencies, devDependencies, scripts } = partsFor(folder, runner);
  const own = manifest ?? { name: nameOf(folder), version: '0.0.0', private: true };
  const present = { ...recordOf(own.devDependencies), ...recordOf(own.dependencies), ...recordOf(own.peerDependencies) };
  // a project with an app compiles and runs it in its own way
  const tools = isApp ? {} : devDependencies;
  const added = {
    scripts: missing(isApp ? {} : scripts, withoutPlaceholder(recordOf(own.scripts))),
    dependencies: missing(dependencies, present),
    devDependencies: missing(tools, present),
  };
  const result: Record<string, unknown> = { ...own };
  for (const [part, entries] of Object.entries(added)) {
    if (Object.keys(entries).length === 0) continue;
    const merged = { ...recordOf(own[part]), ...entries };
    result[part] = part === 'scripts' ? merged : Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return { manifest: result, added: Object.values(added).flatMap((entries) => Object.keys(entries)) };
}

/** Without the script that `npm init` writes, which only fails. */
function withoutPlaceholder(scripts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(scripts).filter(([, command]) => !String(command).includes('Error: no test specified')));
}

function missing(wanted: Readonly<Record<string, string>>, present: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !(name in present)));
}

/** Beside the packages that tekwire itself is tested with, this runs TypeScript. */
const TSX = '^4.23.15';

function partsFor(folder: string, runner: Project['runner']): Parts {
  const { peerDependencies, devDependencies } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const tested = (name: string) => [name, `^${devDependencies?.[name]}`] as const;
  const { cdk8s = '', constructs = '' } = peerDependencies ?? {};
  const own = { tekwire: ownAddress(folder), cdk8s, constructs };
  const tests = { node: 'tsx --test *.test.ts', jest: 'jest', vitest: 'vitest run' };
  return {
    dependencies: own,
    devDependencies: { ...Object.fromEntries(['@types/node', 'cdk8s-cli', 'typescript'].map(tested)), tsx: TSX },
    scripts: { test: tests[runner], synth: 'cdk8s synth --check-upgrade=false', build: 'npm test && npm run synth' },
  };
}

/** How the new project finds tekwire: as this copy was installed, when that was from a tarball, a folder or Git; else by its version. */
function ownAddress(folder: string): string {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { readonly version: string };
  const around = resolve(packageFile('.'), '../..');
  const path = join(around, 'package.json');
  if (basename(resolve(packageFile('.'), '..')) !== 'node_modules' || !existsSync(path)) return `^${version}`;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
  const address = dependencies?.tekwire ?? devDependencies?.tekwire ?? '';
  if (address.startsWith('file:')) return `file:${relative(folder, resolve(around, address.slice('file:'.length))) || '.'}`;
  return /^(?:git|github|gitlab|https?)[+:]/.test(address) ? address : `^${version}`;
}

function nameOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '');
  return name === '' ? 'pipelines' : name;
}

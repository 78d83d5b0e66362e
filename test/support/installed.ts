import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');

/** Packs the package, which is built already, as `npm pack` publishes it, and returns the path of the tarball. */
export function pack(): string {
  return packIn(root, '--ignore-scripts');
}

/** Packs the package in a folder, with its own scripts and the programs of this repository. */
export function packIn(cwd: string, ...options: string[]): string {
  const scratch = mkdtempSync(join(tmpdir(), 'tekwire-tarball-'));
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
  const output = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', scratch, ...options], { cwd, env });
  const [packed] = JSON.parse(output.toString()) as readonly { readonly filename: string }[];
  return join(scratch, packed?.filename ?? '');
}

/**
 * Makes a project outside of this repository with the unpacked tarballs, by the name of their package, in node_modules, beside the libraries
 * of this repository, and returns its folder.
 */
export function project(tarballs: Readonly<Record<string, string>>, libraries: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-project-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  for (const [name, tarball] of Object.entries(tarballs)) {
    const installed = join(folder, 'node_modules', name);
    mkdirSync(installed, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed]);
  }
  for (const name of ['cdk8s', 'constructs', 'yaml', ...libraries]) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  return folder;
}

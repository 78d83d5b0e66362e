// Names the tests that are skipped here because a tool or folder is missing. As a program it prints them, a line each: `title|reason`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/**
 * Tests that need a program which is not a dependency: its name, the argument that prints its version, and what is tested with it.
 * @type {readonly (readonly [string, string, string])[]}
 */
const tools = [
  ['shellcheck', '--version', 'shellcheck findings (TW580)'],
  ['opa', 'version', 'policies in Rego'],
  ['docker-registry', '--version', 'baselines in a registry'],
  ['test/support/helm.sh', '--version', 'charts, judged by Helm 4'],
  ['kubectl', 'help', 'kustomizations, built by kubectl'],
  ['skopeo', '--version', 'images that are pulled from a registry'],
  ['fish', '--version', 'completion in fish'],
  ['zsh', '--version', 'completion in zsh'],
  ['pre-commit', '--version', 'the hook, run by pre-commit itself'],
];

/** @returns {{ readonly title: string, readonly reason: string }[]} */
export function absentTools() {
  const missing = tools
    .filter(([name, argument]) => spawnSync(name, [argument], { cwd: root }).status !== 0)
    .map(([name, , title]) => ({ title, reason: `${name} is not installed` }));
  const hasCases = existsSync(join(root, '../shared/cases'));
  return hasCases ? missing : [...missing, { title: 'collected cases', reason: '../shared/cases is missing' }];
}

if (process.argv[1] === import.meta.filename) for (const { title, reason } of absentTools()) console.log(`${title}|${reason}`);

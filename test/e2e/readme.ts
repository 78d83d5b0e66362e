import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { readManifests } from '../conformance/synthesise';
import type { Files } from './perform';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The program of the README that holds the text. */
export function programWith(text: string): string {
  return blockWith('ts', text);
}

/**
 * Does what the README's quickstart says with a program: the packed tarball is installed, and `cdk8s synth` checks the types and writes the
 * manifests. Claims get the storage class of the tests.
 */
export function synthesisePacked(program: string): Files {
  const project = process.env.E2E_PROJECT ?? newProject();
  // tests of several programs run side by side
  const cwd = mkdtempSync(join(project, 'program-'));
  try {
    writeFileSync(join(cwd, 'cdk8s.yaml'), blockWith('yaml', 'app:'));
    writeFileSync(join(cwd, 'tsconfig.json'), blockWith('json', 'compilerOptions'));
    writeFileSync(join(cwd, 'main.ts'), program);
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    execFileSync('npx', ['cdk8s', 'synth'], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    return Object.fromEntries(Object.entries(readManifests(join(cwd, 'dist'))).map(([name, text]) => [name, withStorageClass(text)]));
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function newProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-project-'));
  execFileSync(join(__dirname, 'project.sh'), [folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  process.env.E2E_PROJECT = folder;
  return folder;
}

function blockWith(language: string, text: string): string {
  const blocks = [...README.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) => block);
  const found = blocks.find((block) => block.includes(text));
  if (found === undefined) throw new Error(`README.md has no block of ${language} with "${text}"`);
  return found;
}

function withStorageClass(manifests: string): string {
  const name = process.env.E2E_STORAGE_CLASS;
  if (name === undefined) return manifests;
  const documents = parseAllDocuments(manifests).map((document) => document.toJS());
  for (const { spec } of documents)
    for (const { volumeClaimTemplate } of spec?.workspaces ?? [])
      if (volumeClaimTemplate !== undefined) volumeClaimTemplate.spec.storageClassName = name;
  return documents.map((document) => stringify(document)).join('---\n');
}

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULE = 'github.com/tektoncd/pipeline';

/** Folder with Tekton's own v1 examples, in the Go module that the judge is built of. */
export function upstreamFolder(): string {
  const go = (...words: string[]) =>
    execFileSync('go', words, {
      cwd: join(__dirname, '../judge'),
      encoding: 'utf8',
      env: { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=mod' },
    });
  const { Dir } = JSON.parse(go('mod', 'download', '-json', `${MODULE}@${versionOf(MODULE)}`)) as { readonly Dir: string };
  return join(Dir, 'examples/v1');
}

/** Paths of all YAML files of the folder, sorted. */
export function yamlFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.yaml')).sort();
}

function versionOf(module: string): string {
  const text = readFileSync(join(__dirname, '../judge/go.mod'), 'utf8');
  const line = text.split('\n').find((one) => one.trim().startsWith(`${module} `));
  const version = line?.trim().split(' ')[1];
  if (version === undefined) throw new Error(`go.mod names no version of ${module}`);
  return version;
}

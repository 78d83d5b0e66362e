import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Runs a cdk8s program, as `cdk8s synth` does, and gives the texts of the manifest files that it wrote, by file name. */
export function synthesise(program: string): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'tekwire-synth-'));
  const cwd = process.cwd();
  const before = process.env.CDK8S_OUTDIR;
  try {
    process.env.CDK8S_OUTDIR = outdir;
    process.chdir(dirname(program));
    jest.isolateModules(() => require(program));
    return readManifests(outdir);
  } finally {
    process.chdir(cwd);
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
}

/** Texts of the YAML files of a folder, by file name. */
export function readManifests(folder: string): Record<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** The folder and all below it that hold a file whose name matches; none when the folder is missing. */
export function foldersWith(root: string, pattern: RegExp): string[] {
  if (!existsSync(root)) return [];
  const entries = readdirSync(root, { withFileTypes: true });
  const below = entries.filter((entry) => entry.isDirectory()).flatMap((entry) => foldersWith(join(root, entry.name), pattern));
  return [...(entries.some((entry) => entry.isFile() && pattern.test(entry.name)) ? [root] : []), ...below].sort();
}

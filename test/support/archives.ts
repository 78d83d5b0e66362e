import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WRITERS = `
import io, sys, tarfile, zipfile
path = sys.argv[1]
def entry(name, content=b"", **more):
    one = tarfile.TarInfo(name)
    one.size = len(content)
    for key, value in more.items(): setattr(one, key, value)
    return one, io.BytesIO(content)
def tar(entries, mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for one in entries: archive.addfile(*one)
`;

/**
 * Makes an archive with Python's own writers, which write anything. The program has `path`, the file to write, and `tar([entry(name, content)])`.
 * @throws with what Python printed when the program fails
 */
export function makeArchive(program: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-archive-'));
  try {
    const file = join(folder, 'archive');
    const { status, stderr } = spawnSync('python3', ['-c', `${WRITERS}${program}`, file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes a gzipped tar file of texts by their path. */
export function tarOf(files: Readonly<Record<string, string>>): Buffer {
  return makeArchive(`
import json
tar([entry(name, text.encode()) for name, text in json.loads(${JSON.stringify(JSON.stringify(files))}).items()])`);
}

/** Makes a zip file of texts by their path. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  return makeArchive(`
import json
with zipfile.ZipFile(path, "w") as z:
    for name, text in json.loads(${JSON.stringify(JSON.stringify(files))}).items(): z.writestr(name, text)`);
}

/** The SHA-256 of bytes, as `sha256sum` and registries write it. */
export function checksumOf(bytes: Buffer): `sha256:${string}` {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

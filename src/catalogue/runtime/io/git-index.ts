import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of a Git index: a file that is checked out. */
interface IndexEntry {
  readonly path: string;
  readonly bytes: number;
  readonly mode: number;
}

const regularFile = 0o100000;
const fixedBytes = 62;
const extended = 0x4000;
/** Flags of entries that are not checked out (sparse) or assumed unchanged. */
const skipped = { assumeValid: 0x8000, skipWorktree: 0x4000 };

/**
 * The paths of files in a Git index that are missing from the directory or have another type or size than when checked out.
 * Undefined for unsupported index versions (4 and above).
 * @see git Documentation/gitformat-index.adoc
 */
export function lostFiles(index: Buffer, directory: string): readonly string[] | undefined {
  const entries = readEntries(index);
  return entries?.filter((entry) => !isThere(entry, directory)).map(({ path }) => path);
}

function isThere({ path, bytes, mode }: IndexEntry, directory: string): boolean {
  const file = lstatSync(join(directory, path), { throwIfNoEntry: false });
  return file !== undefined && ((mode & 0o170000) !== regularFile || (file.isFile() && file.size === bytes));
}

function readEntries(index: Buffer): readonly IndexEntry[] | undefined {
  if (index.length < 12 || index.toString('latin1', 0, 4) !== 'DIRC' || index.readUInt32BE(4) > 3) return undefined;
  const entries: IndexEntry[] = [];
  let at = 12;
  for (let left = index.readUInt32BE(8); left > 0; left--) {
    if (at + fixedBytes > index.length) return undefined;
    const flags = index.readUInt16BE(at + 60);
    const more = (flags & extended) === 0 ? 0 : 2;
    const start = at + fixedBytes + more;
    const end = index.indexOf(0, start);
    if (end < 0) return undefined;
    const isSkipped =
      (flags & skipped.assumeValid) !== 0 || (more > 0 && (index.readUInt16BE(at + fixedBytes) & skipped.skipWorktree) !== 0);
    // an index stores the low 32 bits of a size
    const entry = { path: index.toString('utf8', start, end), bytes: index.readUInt32BE(at + 36), mode: index.readUInt32BE(at + 24) };
    if (!isSkipped) entries.push(entry);
    // padded with 1 to 8 zeros to a multiple of eight
    at += Math.floor((end - at) / 8 + 1) * 8;
  }
  return entries;
}

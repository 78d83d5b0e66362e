import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { NotEnriched } from './enrich';
import { reasonOf } from './files';

const largestBytes = 256 * 1024 * 1024;

/** The text of a mounted feed file, unpacked when it is a gzip file. @throws NotEnriched when it cannot be read */
export function readFeed(file: string): string {
  try {
    const status = statSync(file);
    if (!status.isFile() || status.size > largestBytes)
      throw new Error(`it is not a regular file of at most ${largestBytes / 1024 / 1024} MiB`);
    const bytes = readFileSync(file);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (isPacked ? gunzipSync(bytes, { maxOutputLength: largestBytes }) : bytes).toString('utf8');
  } catch (error) {
    throw new NotEnriched(`cannot read the feed ${file}: ${reasonOf(error)}`);
  }
}

import { closeSync, fstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve, sep } from 'node:path';
import type { SarifLog } from '../../findings';

/** Larger files are neither hashed nor shown. */
const maximumBytes = 4 * 1024 * 1024;

/** The scanned sources on this machine. */
export class Sources {
  private readonly texts = new Map<string, string | undefined>();
  private readonly root: string | undefined;

  constructor(readonly directory: string) {
    this.root = tryRealPath(directory);
  }

  /** The text of a file by its path relative to the sources; undefined when it is missing, large, outside of them or no regular file. */
  readonly read = (path: string): string | undefined => {
    if (!this.texts.has(path)) this.texts.set(path, this.load(path));
    return this.texts.get(path);
  };

  /** The lines of a file, whose path may be percent-encoded. */
  readonly linesOf = (uri: string): readonly string[] | undefined => this.read(decode(uri))?.split(/\r\n|\r|\n/);

  /** Whether a file exists; undefined when the sources are not at hand. */
  readonly fileExists = (uri: string): boolean | undefined =>
    this.root === undefined ? undefined : statSync(join(this.directory, decode(uri)), { throwIfNoEntry: false }) !== undefined;

  /** The directory as tools on this machine name it. */
  get roots(): readonly string[] {
    return [...new Set([resolve(this.directory), ...(this.root === undefined ? [] : [this.root])])];
  }

  private load(path: string): string | undefined {
    const real = path === '' || isAbsolute(path) || this.root === undefined ? undefined : tryRealPath(join(this.directory, path));
    if (real === undefined || this.root === undefined || !real.startsWith(this.root.endsWith(sep) ? this.root : this.root + sep))
      return undefined;
    return readRegular(real);
  }
}

/**
 * The directory of the sources as the tool saw it on another machine, for reports with absolute paths: what precedes the longest part of a
 * path that is a file here. Undefined when no path fits, or most fit another.
 */
export function inferRoot(log: SarifLog, sources: Sources): string | undefined {
  const uris = new Set(
    log.runs.flatMap(({ results }) => results.flatMap((result) => result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? [])),
  );
  const counts = new Map<string, number>();
  for (const uri of [...uris].filter((one) => one.startsWith('/')).slice(0, 200)) {
    const parts = uri.split('/');
    const at = parts.findIndex((_, index) => index > 0 && sources.fileExists(parts.slice(index).join('/')) === true);
    if (at > 1) counts.set(parts.slice(0, at).join('/'), (counts.get(parts.slice(0, at).join('/')) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length)[0]?.[0];
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function tryRealPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function readRegular(path: string): string | undefined {
  let file: number | undefined;
  try {
    if (!statSync(path).isFile()) return undefined;
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    if (size > maximumBytes) return undefined;
    const bytes = Buffer.alloc(size);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, size, 0));
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

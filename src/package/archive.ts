/** A file of an archive or folder; the path has no leading slash. */
export interface PackedFile {
  readonly path: string;
  readonly text: string;
}

const BLOCK = 512;
// the largest stored block of deflate (RFC 1951, section 3.2.4)
const MAX_STORED = 65535;

/** A tar archive (POSIX ustar) of files, without times and owners: equal files give equal bytes. */
export function tar(files: readonly PackedFile[]): Buffer {
  return tarOf(files.map(({ path, text }) => ({ path, bytes: Buffer.from(text) })));
}

/** A file or symbolic link of an archive; the path has no leading slash. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: Buffer;
  /** @default 0o644 */
  readonly mode?: number;
  /** The target of a symbolic link. @default - it is a file */
  readonly link?: string;
}

/** A tar archive of files and links. Paths that ustar has no room for are written as GNU tar does it, which busybox reads too. */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap(({ path, bytes, mode = 0o644, link = '' }) => [
    ...(isLong(path) ? padded(Buffer.from(`${path}\0`), { path: LONG, type: 'L' }) : []),
    ...(Buffer.byteLength(link) > 100 ? padded(Buffer.from(`${link}\0`), { path: LONG, type: 'K' }) : []),
    ...padded(bytes, { path, mode, type: link === '' ? '0' : '2', link }),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

const LONG = '././@LongLink';

interface Header {
  readonly path: string;
  readonly type: string;
  readonly mode?: number;
  readonly link?: string;
}

function padded(bytes: Buffer, header: Header): readonly Buffer[] {
  return [headerOf(header, bytes.length), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
}

function headerOf({ path, type, mode = 0o644, link = '' }: Header, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const [prefix, name] = splitPath(path);
  header.write(name, 0, 100);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Whether no slash divides the path into a prefix of 155 bytes and a name of 100. */
function isLong(path: string): boolean {
  const [prefix, name] = splitPath(path);
  return Buffer.byteLength(prefix) > 155 || Buffer.byteLength(name) > 100;
}

/** Names of more than 100 bytes are divided at a slash. */
function splitPath(path: string): readonly [prefix: string, name: string] {
  if (Buffer.byteLength(path) <= 100) return ['', path];
  const at = path.lastIndexOf('/', 154);
  return [path.slice(0, at), path.slice(at + 1)];
}

/**
 * The bytes as gzip, stored without compression: what a compressor writes differs between versions and processors, and these archives must
 * have the same digest everywhere.
 */
export function gzip(bytes: Buffer): Buffer {
  // no name, no time, unknown operating system (RFC 1952)
  const parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])];
  for (let at = 0; at < bytes.length || at === 0; at += MAX_STORED) {
    const chunk = bytes.subarray(at, at + MAX_STORED);
    const head = Buffer.alloc(5);
    head.writeUInt8(at + MAX_STORED >= bytes.length ? 1 : 0, 0);
    head.writeUInt16LE(chunk.length, 1);
    head.writeUInt16LE(chunk.length ^ 0xffff, 3);
    parts.push(head, chunk);
  }
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(bytes), 0);
  end.writeUInt32LE(bytes.length >>> 0, 4);
  return Buffer.concat([...parts, end]);
}

let crcTable: Uint32Array | undefined;

// node:zlib has it from Node 22 on only
function crc32(bytes: Buffer): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, at) => {
    let value = at;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

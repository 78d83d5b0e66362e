/** The number of characters in the window of a hash. */
const width = 100;
const base = 37;
const endOfFile = 0xffff;

/**
 * For each line of a text, the hash by which GitHub code scanning recognises an alert when the lines above it move: a hash of the 100
 * characters from the start of the line, without spaces and tabs, with every line end as one LF, and the end of the file as U+FFFF followed
 * by zeros. The number after the colon distinguishes equal hashes, from the top. Computed like `primaryLocationLineHash` in
 * github/codeql-action (src/fingerprints.ts), whose test vectors are among our tests.
 */
export function lineHashes(text: string): readonly string[] {
  const { characters, lines } = condense(text);
  const seen = new Map<string, number>();
  const hashes = rollingHashes(characters, lines);
  return hashes.map((hash) => {
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

/** The characters that are hashed, and the index of each line's start among them. */
function condense(text: string): { readonly characters: Uint16Array; readonly lines: readonly number[] } {
  const characters = new Uint16Array(text.length + 1 + width);
  const lines: number[] = [];
  let length = 0;
  let isLineStart = true;
  const add = (code: number) => {
    if (isLineStart) lines.push(length);
    isLineStart = code === lineFeed;
    characters[length++] = code;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === blank || code === tab) continue;
    if (code === lineFeed && text.charCodeAt(i - 1) === carriageReturn) continue;
    add(code === carriageReturn ? lineFeed : code);
  }
  add(endOfFile);
  return { characters: characters.subarray(0, length + width), lines };
}

const [tab, lineFeed, carriageReturn, blank] = [9, 10, 13, 32];

/** The hashes at the given positions: the sum of character times 37 to the power of its distance from the window's end, modulo 2 to the 64. */
function rollingHashes(characters: Uint16Array, positions: readonly number[]): readonly string[] {
  const hashes: string[] = [];
  let [high, low] = [0, 0];
  let next = 0;
  for (let end = 0; end < characters.length && next < positions.length; end++) {
    // halves of 32 bits: a product with 37 or with a character stays below 2 to the 53
    const product = low * base + (characters[end] ?? 0);
    const gone = characters[end - width] ?? 0;
    const lowSum = product - power.low * gone;
    low = modulo(lowSum);
    high = modulo(high * base + Math.floor(lowSum / half) - power.high * gone);
    if (end - width + 1 !== positions[next]) continue;
    hashes.push(toHex(high, low));
    next++;
  }
  return hashes;
}

const half = 2 ** 32;

/** 37 to the power of 100, modulo 2 to the 64. */
const power = /* @__PURE__ */ powerOf(width);

function powerOf(exponent: number): { readonly high: number; readonly low: number } {
  const value = BigInt.asUintN(64, BigInt(base) ** BigInt(exponent));
  return { high: Number(value >> 32n), low: Number(value & 0xffffffffn) };
}

function modulo(value: number): number {
  return ((value % half) + half) % half;
}

function toHex(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}

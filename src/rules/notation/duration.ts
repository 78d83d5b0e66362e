const NANOSECONDS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
// the longest duration that Go can represent, about 292 years
const LONGEST = 2 ** 63;

/** How a duration is written, for messages. */
export const DURATION_TEXT = 'use hours, minutes and seconds as in "1h30m" or "90s"';

/** Parses a Go duration such as `1h30m` or `-5s` and returns nanoseconds; undefined for any other string. Go has no unit for days. */
export function tryParseDuration(text: string): number | undefined {
  const sign = /^[-+]/.test(text) ? 1 : 0;
  if (text.slice(sign) === '0') return 0;
  const part = /(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;
  part.lastIndex = sign;
  let total = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return undefined;
    total += Number(match[1]) * (NANOSECONDS[match[2] ?? ''] ?? 0);
  }
  if (text.length === sign || total >= LONGEST) return undefined;
  return text.startsWith('-') ? -total : total;
}

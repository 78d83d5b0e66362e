import { TekwireError } from '../diagnostics';
import type { unknownKeys } from '../synth';

/**
 * Returns the options.
 * @param unknown - what `unknownKeys` found in them
 * @throws TekwireError TW299 when there are unknown keys
 */
export function refuseUnknown<T>(options: T, unknown: ReturnType<typeof unknownKeys>): T {
  if (unknown.length === 0) return options;
  throw new TekwireError(unknown.map(({ where, message }) => `TW299 ${where.replace(/^\./, '')}: ${message}`).join('\n'), {
    code: 'TW299',
  });
}

import { type PolicyChange, printChanges } from '../policy';

/** The output formats of `explain policies`, by their name in `-o`. */
export const changeFormats = {
  human: { summary: 'one line per field', print: (changes: readonly PolicyChange[]) => printChanges(changes).trimEnd() },
  json: {
    summary: 'one JSON object per line',
    print: (changes: readonly PolicyChange[]) => changes.map((change) => JSON.stringify(change)).join('\n'),
  },
} as const;

import { type PolicyChange, printChanges } from '../policy';

/** All forms in which changes of policies are printed, by the name that `-o` takes. */
export const changeFormats = {
  human: { summary: 'a line a field', print: (changes: readonly PolicyChange[]) => printChanges(changes).trimEnd() },
  json: {
    summary: 'an object a line',
    print: (changes: readonly PolicyChange[]) => changes.map((change) => JSON.stringify(change)).join('\n'),
  },
} as const;

import { align, groupBy } from './align';
import { type Entry, lacksIdentity } from './entry';
import { type FileExists, pairRenamed } from './renamed';

/** Each finding with the finding of the baseline that it is. */
export type Pairs = ReadonlyMap<Entry, Entry>;

/**
 * Pairs findings with those of the baseline; each of either side is in at most one pair. The first way that pairs a finding wins:
 *
 * 1. rule, file and content, in the same run of the tool: a finding in a file that was renamed in an earlier scan has kept its identity,
 *    which another finding may have now
 * 2. the identity, in the same run of the tool, then in any: so moved lines, another order, a second tool and an upgrade change nothing
 * 3. the former identity `tekwire/v1`, for a baseline of an earlier version
 * 4. the identity without the sources, for a baseline that another program has written
 * 5. a renamed file: its old path no longer has findings, and its new path had none
 *
 * Equal findings of a file are distinguished by the text after them, then by their order.
 */
export function pairWithBaseline(current: readonly Entry[], baseline: readonly Entry[], fileExists: FileExists): Pairs {
  const pairs = new Map<Entry, Entry>();
  const taken = new Set<Entry>();
  const pair = (ours: Entry, theirs: Entry) => {
    pairs.set(ours, theirs);
    taken.add(theirs);
  };
  const unpaired = <T extends Entry>(entries: readonly T[]) => entries.filter((one) => !pairs.has(one) && !taken.has(one));
  for (const keysOf of [keysAtPath, keysInRun, keysAnywhere]) alignAll(unpaired(current), unpaired(baseline), keysOf, pair, unpaired);
  const older = unpaired(baseline).filter(({ groups }) => groups.length === 0);
  if (older.length > 0) alignAll(unpaired(current), older, ({ former }) => (former === undefined ? [] : [former]), pair, unpaired);
  const foreign = unpaired(baseline).filter(lacksIdentity);
  if (foreign.length > 0)
    alignAll(unpaired(current), foreign, ({ sourceless }) => (sourceless === undefined ? [] : [sourceless]), pair, unpaired);
  pairRenamed({ current, baseline, fileExists, unpaired, pair });
  return pairs;
}

function keysAtPath({ path, content, owner }: Entry): readonly string[] {
  return content === undefined ? [] : [`${owner}\0${path}\0${content}`];
}

function keysInRun({ groups, owner }: Entry): readonly string[] {
  return groups.map((group) => `${owner}\0${group}`);
}

function keysAnywhere({ groups }: Entry): readonly string[] {
  return groups;
}

type Keys = (entry: Entry) => readonly string[];
type Pair = (ours: Entry, theirs: Entry) => void;
type Unpaired = (entries: readonly Entry[]) => readonly Entry[];

function alignAll(current: readonly Entry[], baseline: readonly Entry[], keysOf: Keys, pair: Pair, unpaired: Unpaired): void {
  const theirs = groupBy(baseline, keysOf);
  for (const [key, group] of groupBy(current, keysOf)) {
    const others = theirs.get(key);
    if (others) align(unpaired(group), unpaired(others), pair);
  }
}

import { align, groupBy } from './align';
import { type Entry, isNameless } from './entry';
import { type IsThere, pairRenamed } from './renamed';

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
export function pairWithBaseline(current: readonly Entry[], baseline: readonly Entry[], isThere: IsThere): Pairs {
  const pairs = new Map<Entry, Entry>();
  const taken = new Set<Entry>();
  const pair = (ours: Entry, theirs: Entry) => {
    pairs.set(ours, theirs);
    taken.add(theirs);
  };
  const open = <T extends Entry>(entries: readonly T[]) => entries.filter((one) => !pairs.has(one) && !taken.has(one));
  for (const keysOf of [atPath, inRun, anywhere]) alignAll(open(current), open(baseline), keysOf, pair, open);
  const older = open(baseline).filter(({ groups }) => groups.length === 0);
  if (older.length > 0) alignAll(open(current), older, ({ former }) => (former === undefined ? [] : [former]), pair, open);
  const foreign = open(baseline).filter(isNameless);
  if (foreign.length > 0) alignAll(open(current), foreign, ({ plain }) => (plain === undefined ? [] : [plain]), pair, open);
  pairRenamed({ current, baseline, isThere, open, pair });
  return pairs;
}

function atPath({ path, content, owner }: Entry): readonly string[] {
  return content === undefined ? [] : [`${owner}\0${path}\0${content}`];
}

function inRun({ groups, owner }: Entry): readonly string[] {
  return groups.map((group) => `${owner}\0${group}`);
}

function anywhere({ groups }: Entry): readonly string[] {
  return groups;
}

type Keys = (entry: Entry) => readonly string[];
type Pair = (ours: Entry, theirs: Entry) => void;
type Open = (entries: readonly Entry[]) => readonly Entry[];

function alignAll(current: readonly Entry[], baseline: readonly Entry[], keysOf: Keys, pair: Pair, open: Open): void {
  const theirs = groupBy(baseline, keysOf);
  for (const [key, group] of groupBy(current, keysOf)) {
    const others = theirs.get(key);
    if (others) align(open(group), open(others), pair);
  }
}

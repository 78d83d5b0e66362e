import { CelError, celEquals, compare } from '../cel';
import { integer, list } from './cel-values';

type Functions = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

/** The functions for lists that stand behind a dot. @see cel-go ext/lists.go; triggers pkg/interceptors/cel/triggers.go */
export const listFunctions: Functions = {
  first: (of) => list(of, 'first')[0] ?? null,
  last: (of) => list(of, 'last').at(-1) ?? null,
  reverse: (of) => (typeof of === 'string' ? [...of].reverse().join('') : [...list(of, 'reverse')].reverse()),
  slice: (of, from, to) => {
    const items = list(of, 'slice');
    const [start, end] = [integer(from, 'slice'), integer(to, 'slice')];
    if (start < 0 || end < start || end > items.length) throw new CelError(`slice() has no items ${start} to ${end} of ${items.length}`);
    return items.slice(start, end);
  },
  flatten: (of, depth = 1n) => {
    if (integer(depth, 'flatten') < 0) throw new CelError('flatten() takes a number that is not negative');
    return list(of, 'flatten').flat(integer(depth, 'flatten') as 1);
  },
  sort: (of) => sorted(list(of, 'sort')),
  distinct: (of) => distinct(list(of, 'distinct')),
};

function sorted(items: readonly unknown[]): unknown[] {
  const [first] = items;
  if (items.some((item) => typeof item !== typeof first || typeof item === 'object')) throw new CelError('sort() takes items of one type');
  return [...items].sort(compare);
}

function distinct(items: readonly unknown[]): unknown[] {
  const made: unknown[] = [];
  for (const item of items) if (!made.some((one) => celEquals(one, item))) made.push(item);
  return made;
}

const holds = (of: readonly unknown[], item: unknown) => of.some((one) => celEquals(one, item));

/** The functions of the namespaces `sets` and `lists`. @see cel-go ext/sets.go, ext/lists.go */
export const listNamespaces: Functions = {
  'sets.contains': (of, other) => list(other, 'sets.contains').every((item) => holds(list(of, 'sets.contains'), item)),
  'sets.equivalent': (of, other) => {
    const [one, two] = [list(of, 'sets.equivalent'), list(other, 'sets.equivalent')];
    return one.every((item) => holds(two, item)) && two.every((item) => holds(one, item));
  },
  'sets.intersects': (of, other) => list(of, 'sets.intersects').some((item) => holds(list(other, 'sets.intersects'), item)),
  'lists.range': (count) => {
    const size = integer(count, 'lists.range');
    if (size < 0 || size > 1_000_000) throw new CelError('lists.range() takes a size from 0');
    return Array.from({ length: size }, (_, at) => BigInt(at));
  },
};

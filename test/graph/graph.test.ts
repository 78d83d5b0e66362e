import { type Graph, layers, Reach, tryFindCycle } from '../../src/graph';
import { fc } from '../support/random';

type Edge = Graph['edges'][number];

function graph(...edges: readonly string[]): Graph {
  const pairs = edges.map((edge): Edge => ({ from: edge.split('>')[0] ?? '', to: edge.split('>')[1] ?? '', kind: 'data' }));
  return { nodes: [...new Set(pairs.flatMap(({ from, to }) => [from, to]))], edges: pairs };
}

/** Edges only from lower to higher numbers: there is no circle. */
const acyclic = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 60 }).map(
  (pairs): Graph => ({
    nodes: Array.from({ length: 20 }, (_, i) => `n${i}`),
    edges: pairs.filter(([a, b]) => a < b).map(([a, b]): Edge => ({ from: `n${a}`, to: `n${b}`, kind: 'data' })),
  }),
);

it('the layers of a diamond are its start, its sides and its end', () => {
  expect(layers(graph('a>b', 'a>c', 'b>d', 'c>d'))).toEqual([['a'], ['b', 'c'], ['d']]);
});

it('the longest path through a chain is as long as the chain', () => {
  expect(layers(graph('a>b', 'b>c', 'a>c'))).toHaveLength(3);
});

it('nodes on a cycle and after it are in no layer', () => {
  expect(layers(graph('a>b', 'b>c', 'c>b', 'c>d'))).toEqual([['a']]);
});

it('every node comes after all its dependencies', () => {
  fc.assert(
    fc.property(acyclic, (one) => {
      const place = new Map(layers(one).flatMap((layer, at) => layer.map((node) => [node, at] as const)));

      expect(place.size).toBe(one.nodes.length);
      for (const { from, to } of one.edges) expect(place.get(from)).toBeLessThan(place.get(to) ?? -1);
    }),
  );
});

it.each([
  ['a task that waits for itself', graph('a>a'), ['a', 'a']],
  ['two that wait for each other', graph('b>a', 'a>b'), ['a', 'b', 'a']],
  ['a circle with a tail', graph('x>a', 'a>b', 'b>c', 'c>a', 'c>z'), ['a', 'b', 'c', 'a']],
])('the cycle of %s starts and ends with its first name', (_, one, cycle) => {
  expect(tryFindCycle(one)).toEqual(cycle);
});

it('a graph without a cycle has none', () => {
  fc.assert(fc.property(acyclic, (one) => expect(tryFindCycle(one)).toBeUndefined()));
});

it('the reported cycle does not depend on the order of the edges', () => {
  const edges = graph('a>b', 'b>a', 'c>d', 'd>c', 'b>c', 'd>e').edges;
  fc.assert(
    fc.property(fc.shuffledSubarray([...edges], { minLength: edges.length }), (shuffled) => {
      expect(tryFindCycle({ nodes: ['e', 'd', 'c', 'b', 'a'], edges: shuffled })).toEqual(['a', 'b', 'a']);
    }),
  );
});

it('every step of the reported cycle is an edge', () => {
  const any = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 30 }).map((pairs) => graph(...pairs.map(([a, b]) => `n${a}>n${b}`)));
  fc.assert(
    fc.property(any, (one) => {
      const cycle = tryFindCycle(one) ?? [];
      const edges = new Set(one.edges.map(({ from, to }) => `${from}>${to}`));

      for (let at = 0; at + 1 < cycle.length; at++) expect(edges).toContain(`${cycle[at]}>${cycle[at + 1]}`);
    }),
  );
});

describe('Reach', () => {
  it('a task reaches exactly its direct and indirect dependencies', () => {
    const reach = new Reach(graph('a>b', 'b>c', 'x>c'), 1000);

    expect(reach.waitsFor('c', 'a')).toBe(true);
    expect(reach.waitsFor('c', 'b')).toBe(true);
    expect(reach.waitsFor('a', 'c')).toBe(false);
    expect(reach.waitsFor('b', 'x')).toBe(false);
  });

  it('a cycle does not make it loop forever', () => {
    expect(new Reach(graph('a>b', 'b>a'), 1000).waitsFor('a', 'z')).toBe(false);
  });

  it('past its limit it returns true, so that there are no false diagnostics', () => {
    expect(new Reach(graph('a>b', 'b>c'), 1).waitsFor('c', 'z')).toBe(true);
  });
});

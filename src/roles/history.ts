import type { IConstruct } from 'constructs';
import { quoted, TekwireError } from '../diagnostics';
import type { AnyProducer, AnySource } from './contract';

/**
 * The param `depth` of a source for producers that need all commits: 0. Empty when none does, or the source has no such param.
 * Throws when the program has set another depth
 */
export function historyParams(
  scope: IConstruct,
  { surface, preset, name }: AnySource,
  producers: readonly AnyProducer[],
): Readonly<Record<string, unknown>> {
  const needing = producers.find(({ needsHistory }) => needsHistory === true);
  const depth = surface?.params.depth;
  if (needing === undefined || depth === undefined) return {};
  if (!preset.includes('depth')) return { depth: '0' };
  if (depth.default === '0') return {};
  const problem = `${quoted(needing.name)} needs all commits, but ${quoted(name)} has depth ${quoted(depth.default)}; remove the depth, or set it to '0'`;
  throw new TekwireError(`${scope.node.path} source: ${problem}`, { where: 'source', problem });
}

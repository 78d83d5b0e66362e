import { CelMistake, type CelNode, literalValue } from '../../cel';

/** The value of a string literal in a condition; undefined for anything else. */
export function textOf(node: CelNode | undefined): string | undefined {
  if (node?.kind !== 'literal' || node.type !== 'string') return undefined;
  try {
    return literalValue('string', node.text) as string;
  } catch (error) {
    if (error instanceof CelMistake) return undefined;
    throw error;
  }
}

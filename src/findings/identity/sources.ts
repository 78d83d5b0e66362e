import type { SarifResult } from '../log/sarif';

/** Property of a result that was merged from several tools' results: all of them. */
export const sourcesProperty = 'tekwire/sources';

/** One of the results that were merged into a result. */
export interface FindingSource {
  readonly tool: string;
  readonly rule: string;
  readonly identity?: string;
}

/** The results that were merged into a result; empty when it is one tool's own. */
export function sourcesOf({ properties }: SarifResult): readonly FindingSource[] {
  const sources = properties?.[sourcesProperty];
  return Array.isArray(sources) ? sources.filter(isSource) : [];
}

function isSource(value: unknown): value is FindingSource {
  if (typeof value !== 'object' || value === null) return false;
  const { tool, rule, identity } = value as Partial<Record<keyof FindingSource, unknown>>;
  return typeof tool === 'string' && typeof rule === 'string' && (identity === undefined || typeof identity === 'string');
}

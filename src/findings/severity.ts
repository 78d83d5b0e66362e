import type { SarifLevel, SarifProperties, SarifResult, SarifRule } from './sarif';

/** The severities of findings, gravest first. */
export const findingSeverities = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** How grave a finding is. `none` is information: it is listed and never fails a gate. */
export type FindingSeverity = (typeof findingSeverities)[number];

/** Property of a result that overrides all else: the gravest severity that any of the tools gave it. */
export const severityProperty = 'tekwire/severity';

const byLevel: Readonly<Record<SarifLevel, FindingSeverity>> = { error: 'high', warning: 'medium', note: 'low', none: 'none' };

/**
 * Severity of a result: from `security-severity` (a CVSS score, in the result or in its rule; 9 critical, 7 high, 4 medium), else from
 * `level` (in the result or in its rule; error high, warning medium, note low), else medium, since SARIF's default level is `warning`.
 */
export function severityOf(result: SarifResult, rule: SarifRule | undefined): FindingSeverity {
  const stated = findingSeverities.find((one) => one === result.properties?.[severityProperty]);
  if (stated) return stated;
  const score = scoreOf(result.properties) ?? scoreOf(rule?.properties);
  if (score !== undefined) return fromScore(score);
  return byLevel[result.level ?? rule?.defaultConfiguration?.level ?? 'warning'];
}

/** Negative when the first is graver than the second. */
export function compareSeverity(left: FindingSeverity, right: FindingSeverity): number {
  return findingSeverities.indexOf(left) - findingSeverities.indexOf(right);
}

/** A CVSS score as number or text; anything else, beyond 0 to 10 included, says nothing. */
function scoreOf(properties: SarifProperties | undefined): number | undefined {
  const value = properties?.['security-severity'];
  const score = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof score === 'number' && score >= 0 && score <= 10 ? score : undefined;
}

function fromScore(score: number): FindingSeverity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}

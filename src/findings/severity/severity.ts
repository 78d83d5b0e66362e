/** The severities of findings, highest first. */
export const findingSeverities = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** The severity of a finding. `none` is informational: it is listed but never fails a gate. */
export type FindingSeverity = (typeof findingSeverities)[number];

/** Property of a result that overrides all other sources of severity: the highest severity of all tools that reported it. */
export const severityProperty = 'tekwire/severity';

/** Negative when the first is more severe than the second. */
export function compareSeverity(left: FindingSeverity, right: FindingSeverity): number {
  return findingSeverities.indexOf(left) - findingSeverities.indexOf(right);
}

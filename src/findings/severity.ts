/** The severities of findings, gravest first. */
export const findingSeverities = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** How grave a finding is. `none` is information: it is listed and never fails a gate. */
export type FindingSeverity = (typeof findingSeverities)[number];

/** Property of a result that overrides all else: the gravest severity that any of the tools gave it. */
export const severityProperty = 'tekwire/severity';

/** Negative when the first is graver than the second. */
export function compareSeverity(left: FindingSeverity, right: FindingSeverity): number {
  return findingSeverities.indexOf(left) - findingSeverities.indexOf(right);
}

import { TekwireError } from '../../diagnostics';
import { isObject } from '../log/rewrite';
import type { SarifLog } from '../log/sarif';
import { findingSeverities } from '../severity/severity';
import { mapResults } from './each-finding';
import { type PolicyEffect, type PolicyFinding, policyFinding, withEffect } from './policy';

/** The findings of a log as policies see them, in the order by which decisions count them, from 0. */
export function listPolicyFindings(log: SarifLog): readonly PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  mapResults(log, (subject) => {
    findings.push(policyFinding(subject));
    return subject.result;
  });
  return findings;
}

/**
 * Applies the decisions of a policy engine to the findings that they number: the first severity counts, suppressions and tags add up.
 * Throws when a decision is malformed, so that none is applied.
 */
export function applyDecisions(log: SarifLog, decisions: unknown, name: string): SarifLog {
  if (!Array.isArray(decisions)) throw new TekwireError('the decisions are not an array');
  const byIndex = new Map<number, PolicyEffect[]>();
  for (const [at, one] of decisions.entries()) {
    const { index, effect } = readDecision(one, at);
    byIndex.set(index, [...(byIndex.get(index) ?? []), effect]);
  }
  let index = -1;
  return mapResults(log, ({ result }) => {
    index += 1;
    const effects = byIndex.get(index) ?? [];
    const severity = effects.find((one) => one.severity !== undefined)?.severity;
    return effects.reduce((changed, one) => withEffect(changed, { ...one, severity }, name), result);
  });
}

function readDecision(value: unknown, at: number): { readonly index: number; readonly effect: PolicyEffect } {
  if (!isObject(value)) throw new TekwireError(`decision ${at} is not an object`);
  const { index, severity, accept, tag } = value;
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0)
    throw new TekwireError(`decision ${at} has no index of a finding`);
  if (severity !== undefined && !findingSeverities.some((one) => one === severity))
    throw new TekwireError(
      `decision ${at}: unknown severity ${JSON.stringify(severity)}; expected one of: ${findingSeverities.join(', ')}`,
    );
  for (const [key, text] of Object.entries({ accept, tag }))
    if (text !== undefined && (typeof text !== 'string' || text.trim() === ''))
      throw new TekwireError(`decision ${at}: ${key} is not a string with text`);
  return { index, effect: { severity, accept, tag } as PolicyEffect };
}

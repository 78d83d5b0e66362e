import type { Construct } from 'constructs';
import { Enricher } from '../../roles';
import { attempt, knownOptions, refuse } from '../../synth';
import { enrichStep } from './step';

/** Which rules of different tools are the same. */
export interface DeduplicateProps {
  /**
   * Groups of rules that find the same weakness, each rule as `tool:rule`: `[['gosec:G101', 'gitleaks:generic-api-key']]`. Rules with a common
   * CWE or advisory need none. @default - none
   */
  readonly sameRules?: readonly (readonly string[])[];
}

/**
 * Merges the findings of all producers into one SARIF file, one run per tool, and removes duplicates within and across tools: the same
 * weakness by rule, advisory or CWE at the same location becomes one finding, which lists its sources. Two locations are never merged.
 */
export class Deduplicate extends Enricher {
  constructor(scope: Construct, id: string, options: DeduplicateProps = {}) {
    const owner = { scope, id };
    const { sameRules = [] } = knownOptions('DeduplicateProps', options, owner, { isExtended: new.target !== Deduplicate });
    attempt(owner, () => demandGroups(owner, sameRules));
    super(scope, id, {
      description: 'Merges findings and removes duplicates',
      steps: (context) => [
        enrichStep('deduplicate', context, [context.params['producer-result-paths']], {
          ...(sameRules.length > 0 && { SAME_RULES: JSON.stringify(sameRules) }),
        }),
      ],
    });
  }
}

function demandGroups(owner: object, groups: unknown): void {
  const isGroup = (group: unknown) =>
    Array.isArray(group) && group.length > 1 && group.every((rule) => typeof rule === 'string' && rule !== '');
  if (!Array.isArray(groups) || !groups.every(isGroup))
    refuse(owner, 'sameRules', groups, "groups of rules; write [['gosec:G101', 'gitleaks:generic-api-key']]");
}

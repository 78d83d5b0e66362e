import type { Construct } from 'constructs';
import { type SeverityRule, severityRulesProblem } from '../../findings';
import { Enricher } from '../../roles';
import { attempt, knownOptions } from '../../synth';
import { enrichStep, fail } from './step';

/** Severities of your own. */
export interface SeverityMapProps {
  /** The first rule that matches a finding counts. @default - none */
  readonly rules?: readonly SeverityRule[];
}

/**
 * Replaces the severities of findings by tool, rule and path; the severity by the tool stays in the property `tekwire/severityOfTool`.
 * @example
 * new SeverityMap(chart, 'severities', { rules: [{ tool: 'gosec', rule: 'G104', severity: 'none' }, { path: 'test/**', severity: 'low' }] });
 */
export class SeverityMap extends Enricher {
  constructor(scope: Construct, id: string, options: SeverityMapProps = {}) {
    const owner = { scope, id };
    const { rules = [] } = knownOptions('SeverityMapProps', options, owner, { isExtended: new.target !== SeverityMap });
    const problem = severityRulesProblem(rules);
    if (problem !== undefined) attempt(owner, () => fail(owner, 'rules', problem));
    super(scope, id, {
      description: 'Replaces severities by tool, rule and path',
      steps: (context) => [
        enrichStep('severity-map', context, [context.params['producer-result-paths']], { SEVERITY_RULES: JSON.stringify(rules) }),
      ],
    });
  }
}

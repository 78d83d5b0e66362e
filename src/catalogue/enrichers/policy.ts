import type { Construct } from 'constructs';
import { type PolicyEffect, type PolicyFinding, policyProblem } from '../../findings';
import { checkedList, Enricher, runtimeScript } from '../../roles';
import { attempt, type FutureConstruct, isRecord, knownOptions, refuse } from '../../synth';
import { checkEffect } from './policy-effect';
import { predicateText } from './predicate';
import { DECISIONS, demandModule, regoSteps } from './rego';
import { enrichStep, fail } from './step';

/** A condition on a finding, written in TypeScript. It runs in the step, so it sees only its argument and what JavaScript has. */
export type FindingPredicate = (finding: PolicyFinding) => boolean;

/** Which findings, and what to do with them. */
export interface PolicyCondition extends PolicyEffect {
  /** @default - the number of the rule */
  readonly name?: string;
  /** A condition in CEL on `finding`, as `finding.kev && finding.severity == "low"`, or a predicate. */
  readonly when: string | FindingPredicate;
}

/** The rules of a policy. */
export interface PolicyProps {
  /** In their order: the first severity counts; reasons to accept and tags add up. @default - none */
  readonly rules?: readonly PolicyCondition[];
  /**
   * A module in Rego of the package `tekwire`, which OPA evaluates after the rules. Its input has `findings`; `decisions` is an array or set of
   * objects with the `index` of a finding and `severity`, `accept` or `tag`. @default - none
   */
  readonly rego?: string;
  /** The image of OPA; it needs a shell. @default openpolicyagent/opa:1.19.1-debug */
  readonly opaImage?: string;
}

/**
 * Applies the rules of your organisation to every finding: another severity, a suppression with its reason, or a tag. Conditions are CEL or
 * TypeScript, and are checked at synth. A rule that fails on a finding does nothing to it, and the gate fails.
 * @example
 * new Policy(chart, 'policy', {
 *   rules: [
 *     { when: 'finding.kev', severity: 'critical' },
 *     { when: ({ path, severity }) => path.startsWith('test/') && severity !== 'critical', accept: 'tests are not shipped' },
 *   ],
 * });
 */
export class Policy extends Enricher {
  constructor(scope: Construct, id: string, options: PolicyProps = {}) {
    const owner = { scope, id };
    const props = knownOptions('PolicyProps', options, owner, { isExtended: new.target !== Policy });
    const rules = checkedList(scope, id, 'rules', props.rules, "rules: [{ when: 'finding.kev', severity: 'critical' }]") ?? [];
    const predicates: string[] = [];
    const written = rules.flatMap((rule, at) => attempt(owner, () => [writtenRule(owner, rule, at, predicates)]) ?? []);
    const module = attempt(owner, () => demandModule(owner, props.rego));
    super(scope, id, {
      description: 'Applies rules of the organisation to every finding',
      ...(module !== undefined && { volumes: [{ name: 'scratch', emptyDir: {} }] }),
      steps: (context) => {
        const args = [context.params['producer-result-paths']];
        const env = { POLICY_RULES: JSON.stringify(written), ...(module !== undefined && { DECISIONS }) };
        const policy = {
          ...enrichStep('policy', context, args, env),
          ...(predicates.length > 0 && { script: runtimeScript('policy', preludeOf(predicates)) }),
        };
        return module === undefined ? [policy] : regoSteps(policy, module, args, props.opaImage);
      },
    });
  }
}

/** The rule as the step reads it; a predicate is added to `predicates`. Throws when it has a mistake. */
function writtenRule(owner: FutureConstruct, rule: PolicyCondition, at: number, predicates: string[]) {
  const where = `rules[${at}]`;
  if (!isRecord(rule)) refuse(owner, where, rule, "an object such as { when: 'finding.kev', severity: 'critical' }");
  const { name, when, ...effect } = rule;
  checkEffect(owner, where, effect);
  const problem = typeof when === 'string' ? policyProblem(when) : undefined;
  if (problem !== undefined) fail(owner, `${where}.when`, problem);
  const test = typeof when === 'string' ? when : predicates.push(predicateText(owner, `${where}.when`, when)) - 1;
  return { name: name ?? `rule ${at + 1}`, when: test, ...effect };
}

/** The predicates as a program that precedes ours; compilers wrap functions in __name to keep their names. */
function preludeOf(predicates: readonly string[]): string {
  return `const __name = (value) => value;\nglobalThis.tekwirePredicates = [\n${predicates.map((text) => `(${text}),`).join('\n')}\n];`;
}

import { applyDecisions, applyPolicy, celPredicate, firstLine, type PolicyEffect, type PolicyFinding, type SarifLog } from '../../findings';
import { enrichStep, jsonVariable, NotEnriched, parseJson } from './io/enrich';
import { optionalVariable } from './io/environment';
import { readText } from './io/read-text';

/** A rule as the component writes it: a CEL expression, or the number of a predicate in the script. */
interface Rule extends PolicyEffect {
  readonly name: string;
  readonly when: string | number;
}

declare global {
  /** The predicates of the policy, which precede this program in the step's script. */
  var tekwirePredicates: readonly ((finding: PolicyFinding) => boolean)[] | undefined;
}

// Takes the paths of findings files as arguments and applies the rules of the policy.
enrichStep('policy', (log) => {
  const rules = (jsonVariable<Rule[]>('POLICY_RULES') ?? []).map((rule) => ({ ...rule, matches: predicateOf(rule) }));
  console.log(`policy: ${rules.map(({ name }) => name).join(', ') || 'no rules'}`);
  return decided(applyPolicy(log, rules));
});

/** What `opa eval --format=json` prints. */
interface Output {
  readonly result?: readonly { readonly expressions?: readonly { readonly value?: unknown }[] }[];
  readonly errors?: readonly { readonly message?: unknown }[];
}

/** The log after the decisions of OPA, if the policy has a module for it. */
function decided(log: SarifLog): SarifLog {
  const file = optionalVariable('DECISIONS');
  if (file === undefined) return log;
  const { text, problem } = readText(file);
  if (!text?.trim()) throw new NotEnriched(`OPA left no decisions${problem === undefined ? '' : `, ${problem}`}; its step has the reason`);
  const { result, errors } = parseJson(text, 'the output of OPA') as Output;
  const [error] = errors ?? [];
  if (error !== undefined) throw new NotEnriched(`OPA: ${firstLine(String(error.message), 300)}`);
  const decisions = result?.[0]?.expressions?.[0]?.value;
  if (decisions === undefined) throw new NotEnriched('the module defines no data.tekwire.decisions');
  try {
    return applyDecisions(log, decisions, 'rego');
  } catch (error) {
    throw new NotEnriched(`data.tekwire.decisions: ${error instanceof Error ? error.message : error}`);
  }
}

function predicateOf({ name, when }: Rule): (finding: PolicyFinding) => boolean {
  const predicate = typeof when === 'string' ? celPredicate(when) : globalThis.tekwirePredicates?.[when];
  if (predicate === undefined) throw new NotEnriched(`the policy rule "${name}" has no predicate`);
  return predicate;
}

import { isObject, type JsonObject } from '../log/rewrite';
import type { SarifResult, SarifRule } from '../log/sarif';

/** The CWE numbers of a result: of its tags, properties, taxa, and those of its rule. Sorted, without duplicates. */
export function cwesOf(result: SarifResult, rule: SarifRule | undefined): readonly number[] {
  const numbers = [...ownCwes(result as unknown as JsonObject), ...(rule ? ruleCwes(rule) : [])];
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Rules are shared by thousands of results. */
const known = new WeakMap<SarifRule, readonly number[]>();

function ruleCwes(rule: SarifRule): readonly number[] {
  const found = known.get(rule) ?? ownCwes(rule as unknown as JsonObject);
  known.set(rule, found);
  return found;
}

function ownCwes({ properties, relationships, taxa }: JsonObject): readonly number[] {
  const bag = isObject(properties) ? properties : {};
  const texts = [...listOf(bag.tags), ...listOf(bag.cwe), ...listOf(bag.cwes), ...listOf(bag['cwe-id'])];
  const targets = [...listOf(relationships).map((one) => (isObject(one) ? one.target : undefined)), ...listOf(taxa)];
  return [...texts.flatMap(cweOfText), ...targets.flatMap(cweOfTarget)];
}

function cweOfText(text: unknown): readonly number[] {
  if (typeof text !== 'string') return [];
  const [, digits] = /(?:^|[^a-z])cwe[-_: ]*0*(\d{1,5})\b/i.exec(text) ?? [];
  return digits === undefined ? [] : [Number(digits)];
}

/** A reference to an entry of the taxonomy CWE. */
function cweOfTarget(target: unknown): readonly number[] {
  if (!isObject(target) || typeof target.id !== 'string') return [];
  const isCwe = isObject(target.toolComponent) && /^cwe$/i.test(String(target.toolComponent.name));
  const [, digits] = (isCwe ? /^(?:cwe-)?0*(\d{1,5})$/i : /^cwe-0*(\d{1,5})$/i).exec(target.id) ?? [];
  return digits === undefined ? [] : [Number(digits)];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

import { ruleIdOf } from '../log/rule';
import type { SarifResult, SarifRule } from '../log/sarif';
import { sourcesOf } from './sources';

const advisoryId = /\b(?:CVE-\d{4}-\d{4,}|GHSA(?:-[0-9a-z]{4}){3}|GO-\d{4}-\d{4,}|PYSEC-\d{4}-\d+|RUSTSEC-\d{4}-\d{4}|MAL-\d{4}-\d+)\b/gi;

/**
 * Ids of the advisory of a result, in upper case: those in the id of its rule first, then its aliases, from the rule's name, texts, tags and
 * help URI, and from the results that were merged into it. Empty when the rule's id has none.
 */
export function idsOfAdvisory(result: SarifResult, rule: SarifRule | undefined): readonly string[] {
  const own = idsIn(ruleIdOf(result, rule));
  const sources = sourcesOf(result).flatMap((one) => idsIn(one.rule));
  if (own.length === 0) return [...new Set(sources)];
  return [...new Set([...own, ...sources, ...(rule ? aliasesOf(rule) : [])])];
}

/** Rules are shared by thousands of results. */
const known = new WeakMap<SarifRule, readonly string[]>();

function aliasesOf(rule: SarifRule): readonly string[] {
  const { tags } = rule.properties ?? {};
  const texts = [rule.name, rule.shortDescription?.text, rule.helpUri, ...(Array.isArray(tags) ? tags : [])];
  const found = known.get(rule) ?? texts.flatMap((text) => (typeof text === 'string' ? idsIn(text) : []));
  known.set(rule, found);
  return found;
}

function idsIn(text: string): readonly string[] {
  return (text.match(advisoryId) ?? []).map((id) => id.toUpperCase());
}

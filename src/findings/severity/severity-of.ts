import type { SarifLevel, SarifProperties, SarifResult, SarifRule } from '../log/sarif';
import { isProven } from './kind';
import { type FindingSeverity, findingSeverities, severityProperty } from './severity';
import { levelWordOfProperties, type SeverityWord, wordOfProperties, wordOfTags, wordOfText } from './severity-word';

/** A source of a severity. */
type Source<T = FindingSeverity> = (result: SarifResult, rule: SarifRule | undefined) => T | undefined;

/** Severities that a tool states per result and not only per rule, by the tool's name in lower case. */
const byTool: Readonly<Record<string, Source<SeverityWord>>> = {
  // The tags are those of the rule's most severe result. The level is per result: warning for LOW, error for MEDIUM and HIGH (report/sarif/formatter.go).
  gosec: ({ level }, rule) => {
    const word = wordOfTags(rule?.properties);
    if (word === undefined) return undefined;
    if (level === 'warning') return 'low';
    return level === 'error' && word === 'low' ? 'high' : word;
  },
  // One rule is an advisory in several packages, which distributors rate differently. The message is per result (pkg/report/sarif.go).
  trivy: ({ message }) => wordOfText(message.text),
};

/** Severity words of the tool. */
const words: readonly Source<SeverityWord>[] = [
  ({ properties }) => wordOfProperties(properties) ?? wordOfTags(properties),
  (_result, rule) => rule && wordOfRule(rule),
];

/** CVSS scores, which rate the weakness in general. */
const scores: readonly Source[] = [({ properties }) => fromScore(properties), (_result, rule) => fromScore(rule?.properties)];

/** Ranks and levels, which are standard SARIF. */
const levels: readonly Source[] = [
  ({ rank }) => fromRank(rank),
  (_result, rule) => fromRank(rule?.defaultConfiguration?.rank),
  // SARIF allows only the level `none` for results that are not of the kind `fail`, so it has no meaning there
  (result) => fromLevel(!isProven(result) && result.level === 'none' ? undefined : result.level),
  ({ properties }) => levelWordOfProperties(properties),
  (_result, rule) => fromLevel(rule?.defaultConfiguration?.level),
  (_result, rule) => levelWordOfProperties(rule?.properties),
];

/**
 * The severity of a result. The first of these that is present wins; in each, the result comes before its rule:
 *
 * 1. `tekwire/severity` of the result
 * 2. the tool-specific field, for gosec and Trivy, whose results differ from their rules
 * 3. a word (`CRITICAL` to `INFO`, see severity-word.ts): in `security-severity`, in another property whose name ends with `severity`, as
 *    a tag of its own; of the rule also in a line `Severity: HIGH` of its help
 * 4. `security-severity` as a score: 9 critical, 7 high, 4 medium, above 0 low. The word `UNKNOWN` skips it: tools write 0 beside it
 * 5. `rank`: 90 critical, 70 high, 40 medium, else low
 * 6. `level`: error high, warning medium, note low
 * 7. medium, since SARIF's default level is `warning`
 */
export function severityOf(result: SarifResult, rule: SarifRule | undefined, tool: string): FindingSeverity {
  return trySeverityOf(result, rule, tool) ?? 'medium';
}

/** The same; undefined when the result has no severity. */
export function trySeverityOf(result: SarifResult, rule: SarifRule | undefined, tool: string): FindingSeverity | undefined {
  const stated = findingSeverities.find((one) => one === result.properties?.[severityProperty]);
  if (stated) return stated;
  const toolSource = byTool[tool.toLowerCase()];
  const word = firstOf(toolSource ? [toolSource, ...words] : words, result, rule);
  if (word !== undefined && word !== 'unknown') return word;
  const score = word === undefined ? firstOf(scores, result, rule) : undefined;
  return score ?? firstOf(levels, result, rule);
}

function firstOf<T>(sources: readonly Source<T>[], result: SarifResult, rule: SarifRule | undefined): T | undefined {
  for (const source of sources) {
    const found = source(result, rule);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Caches the severity of help texts: they are long, and thousands of results share a rule. */
const knownRules = new WeakMap<SarifRule, SeverityWord | 'no word'>();

function wordOfRule(rule: SarifRule): SeverityWord | undefined {
  let word = knownRules.get(rule);
  if (word === undefined) {
    word = wordOfProperties(rule.properties) ?? wordOfTags(rule.properties) ?? wordOfText(rule.help?.text) ?? 'no word';
    knownRules.set(rule, word);
  }
  return word === 'no word' ? undefined : word;
}

/** A CVSS score from a number or numeric string; undefined for anything else, also outside 0 to 10. */
function fromScore(properties: SarifProperties | undefined): FindingSeverity | undefined {
  const value = properties?.['security-severity'];
  const score = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof score !== 'number' || !(score >= 0 && score <= 10)) return undefined;
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}

/** The severity of a rank; undefined for -1, which means "no rank" in SARIF. */
function fromRank(rank: number | undefined): FindingSeverity | undefined {
  if (rank === undefined || !(rank >= 0 && rank <= 100)) return undefined;
  if (rank >= 90) return 'critical';
  if (rank >= 70) return 'high';
  return rank >= 40 ? 'medium' : 'low';
}

const byLevel: Readonly<Record<SarifLevel, FindingSeverity>> = { error: 'high', warning: 'medium', note: 'low', none: 'none' };

function fromLevel(level: SarifLevel | undefined): FindingSeverity | undefined {
  return level && byLevel[level];
}

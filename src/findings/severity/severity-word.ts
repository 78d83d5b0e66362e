import type { SarifProperties } from '../log/sarif';
import { compareSeverity, type FindingSeverity } from './severity';

/** The severity of a tool's word; `unknown` when the tool itself has no severity. */
export type SeverityWord = FindingSeverity | 'unknown';

/** The severity words of scanners and vulnerability databases: CVSS, GitHub, Red Hat, Debian, SonarQube. */
const words: Readonly<Record<string, SeverityWord>> = {
  blocker: 'critical',
  critical: 'critical',
  high: 'high',
  important: 'high',
  severe: 'high',
  major: 'medium',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  minor: 'low',
  info: 'none',
  information: 'none',
  informational: 'none',
  negligible: 'none',
  none: 'none',
  undefined: 'unknown',
  unknown: 'unknown',
};

const levels: Readonly<Record<string, FindingSeverity>> = { error: 'high', warning: 'medium', note: 'low', recommendation: 'low' };

/** The severity word in the properties: `security-severity`, else the highest of `severity`, `issue_severity`, `baseSeverity`. */
export function wordOfProperties(properties: SarifProperties | undefined): SeverityWord | undefined {
  if (!properties) return undefined;
  return wordOf(properties['security-severity']) ?? highest(severityTexts(properties).map(wordOf));
}

/** The same for words that are levels: `error`, `warning`, `note`. */
export function levelWordOfProperties(properties: SarifProperties | undefined): FindingSeverity | undefined {
  if (!properties) return undefined;
  return highest(severityTexts(properties).map((text) => lookUp(levels, text))) as FindingSeverity | undefined;
}

/** The severity in the tags: a tag that consists of the word (`HIGH`, not `HIGH CONFIDENCE`). Ambiguous words such as `info` and `major` are ignored. */
export function wordOfTags(properties: SarifProperties | undefined): SeverityWord | undefined {
  const tags = properties?.tags;
  return Array.isArray(tags) ? highest(tags.map((tag) => (isScaleWord(tag) ? wordOf(tag) : undefined))) : undefined;
}

function isScaleWord(tag: unknown): boolean {
  return typeof tag === 'string' && /^\s*(critical|high|medium|moderate|low|unknown)\s*$/i.test(tag);
}

/** The severity in lines such as `Severity: HIGH`; the highest, because a line may come from the scanned sources. */
export function wordOfText(text: string | undefined): SeverityWord | undefined {
  if (!text) return undefined;
  return highest([...text.matchAll(severityLine)].map(([, word]) => wordOf(word)));
}

const severityLine = /^[ \t*]*severity[*]*:[ \t*]*([a-z]+)/gim;

function severityTexts(properties: SarifProperties): readonly unknown[] {
  return Object.keys(properties)
    .filter((name) => /severity$/i.test(name))
    .map((name) => properties[name]);
}

function wordOf(value: unknown): SeverityWord | undefined {
  return lookUp(words, value);
}

function lookUp<T>(table: Readonly<Record<string, T>>, value: unknown): T | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The highest severity; `unknown` only when there is no other. */
function highest(found: readonly (SeverityWord | undefined)[]): SeverityWord | undefined {
  const known = found.filter((one): one is FindingSeverity => one !== undefined && one !== 'unknown');
  if (known.length === 0) return found.find((one) => one === 'unknown');
  return known.reduce((worst, one) => (compareSeverity(one, worst) < 0 ? one : worst));
}

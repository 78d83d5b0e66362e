import { ruleFinder } from '../log/rule';
import type { SarifRule, SarifRun, SarifText } from '../log/sarif';
import { firstLine } from '../log/text';

/**
 * Adds a rule for every result that names one, and to every rule the texts that stores show: `shortDescription`, `fullDescription` and
 * `help`. A missing text is filled from another text, the name, the id or the help URI.
 */
export function completeRules(run: SarifRun): SarifRun {
  const { driver, extensions } = run.tool;
  const findRule = ruleFinder(run);
  const unknown = new Set(run.results.filter((result) => result.ruleId && !findRule(result)).map(({ ruleId = '' }) => ruleId));
  const rules = [...(driver.rules ?? []), ...[...unknown].map((id) => ({ id }))].map(withTexts);
  const tool = {
    ...run.tool,
    driver: { ...driver, rules },
    ...(extensions && { extensions: extensions.map((one) => (one.rules ? { ...one, rules: one.rules.map(withTexts) } : one)) }),
  };
  return { ...run, tool };
}

function withTexts(rule: SarifRule): SarifRule {
  const full = textOf(rule.fullDescription);
  const short = textOf(rule.shortDescription) ?? (full && firstSentence(full)) ?? rule.name ?? rule.id;
  const help = textOf(rule.help) ?? [full ?? short, rule.helpUri].filter((part) => part).join('\n');
  return {
    ...rule,
    shortDescription: { ...rule.shortDescription, text: short },
    fullDescription: { ...rule.fullDescription, text: full ?? short },
    help: { ...rule.help, text: help },
  };
}

/** The plain text; the Markdown when there is no plain text. */
function textOf(text: SarifText | undefined): string | undefined {
  return text?.text || text?.markdown || undefined;
}

function firstSentence(text: string): string {
  return firstLine(text, 200).replace(/([.!?])\s.*$/, '$1');
}

import { ruleFinder } from './rule';
import type { SarifRule, SarifRun, SarifText } from './sarif';
import { firstLine } from './text';

/**
 * The run with a rule for every result that names one, and for every rule the texts that stores show: `shortDescription`,
 * `fullDescription` and `help`. What the tool does not say is taken from what it does: another text, the name, the id, the address of help.
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

/** Text without Markdown; one that is Markdown alone is better than none. */
function textOf(text: SarifText | undefined): string | undefined {
  return text?.text || text?.markdown || undefined;
}

function firstSentence(text: string): string {
  return firstLine(text, 200).replace(/([.!?])\s.*$/, '$1');
}

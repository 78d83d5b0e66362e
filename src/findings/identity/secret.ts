import { ruleIdOf } from '../log/rule';
import type { SarifResult, SarifRule } from '../log/sarif';
import { cwesOf } from './weakness';

const secretTools = /^(gitleaks|trufflehog|detect-secrets|kingfisher|noseyparker|ggshield|secretscanner)/i;
/** Hard-coded credentials. */
const secretWeaknesses: readonly number[] = [259, 321, 798];

/** Whether a finding is a secret in the sources: of a tool that searches for them, with a weakness of hard-coded credentials, or tagged so. */
export function isSecretFinding(tool: string, result: SarifResult, rule: SarifRule | undefined): boolean {
  if (secretTools.test(tool) || cwesOf(result, rule).some((number) => secretWeaknesses.includes(number))) return true;
  return tagsOf(result, rule).some((tag) => /^secrets?$/i.test(tag));
}

/** Whether the lines of a finding may hold a secret: it is one, or its rule is named or tagged like one. */
export function mayHoldSecret(tool: string, result: SarifResult, rule: SarifRule | undefined): boolean {
  const words = [ruleIdOf(result, rule), rule?.name ?? '', ...tagsOf(result, rule)];
  return isSecretFinding(tool, result, rule) || words.some((word) => /secret|password|credential|private-?key|api-?key/i.test(word));
}

function tagsOf(result: SarifResult, rule: SarifRule | undefined): readonly string[] {
  const tags = [result.properties?.tags, rule?.properties?.tags].flatMap((list) => (Array.isArray(list) ? list : []));
  return tags.filter((tag) => typeof tag === 'string');
}

import { judgeYaml } from '../check';
import { errorsOf, type LocatedDiagnostic, problemText, type RuleText, type Verdict, warningsOf } from '../diagnostics';
import { faultRules, load } from '../reader';
import { adviceProblem, allRules, type JudgeOptions } from '../rules';
import type { ValidationContext, Violation } from './validation-context';

/** Checks the Tekton objects of manifests and reports every error. @throws Error when a manifest cannot be read, or a code in `lint` is unknown */
export function judgeManifests({ manifests, report, logger }: ValidationContext, options: JudgeOptions): void {
  const problem = typeof options.lint === 'object' ? adviceProblem(options.lint) : undefined;
  if (problem !== undefined) throw new Error(`properties.lint of TektonValidation in cdk8s.yaml: ${problem}`);
  const { sources, failures } = load(manifests);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  const { verdicts } = judgeYaml(sources, options);
  const texts = new Map([...faultRules, ...allRules].map((rule): [string, RuleText] => [rule.code, rule]));
  const violations = violationsOf(verdicts, texts);
  for (const violation of violations) report.addViolation(violation);
  for (const verdict of verdicts) for (const warning of warningsOf(verdict)) logger.log(`warning ${warning.code} ${messageOf(warning)}`);
  const judged = verdicts.filter(({ isSkipped }) => !isSkipped).length;
  report.submit(violations.length === 0 ? 'success' : 'failure', { 'Tekton objects': String(judged) });
}

/** One violation per rule with errors, sorted by code. */
function violationsOf(verdicts: readonly Verdict[], texts: ReadonlyMap<string, RuleText>): Violation[] {
  const codes = new Set(verdicts.flatMap((verdict) => errorsOf(verdict).map(({ code }) => code)));
  return [...codes].sort().map((code) => {
    const broken = verdicts.flatMap((verdict) => {
      const errors = errorsOf(verdict).filter((error) => error.code === code);
      return errors.length === 0 ? [] : [{ verdict, errors }];
    });
    const fixes = new Set(broken.flatMap(({ errors }) => errors.flatMap(({ fix }) => (fix === undefined ? [] : [fix]))));
    return {
      ruleName: `${code} ${texts.get(code)?.title ?? ''}`,
      recommendation: texts.get(code)?.why ?? '',
      fix: fixes.size === 0 ? `"tekwire explain ${code}" shows a good example` : [...fixes].join('; '),
      violatingResources: broken.map(({ verdict: { name, origin }, errors }) => ({
        resourceName: name,
        locations: errors.map(locationOf),
        manifestPath: origin,
      })),
    };
  });
}

/** Without the fix: cdk8s-cli prints the fixes of a violation below its locations. */
function locationOf(error: LocatedDiagnostic): string {
  return `line ${error.line}: ${problemText({ ...error, fix: undefined })}`;
}

function messageOf(warning: LocatedDiagnostic): string {
  return `${warning.origin}:${warning.line}:${warning.column} ${problemText(warning)}`;
}

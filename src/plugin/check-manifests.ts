import { checkSources } from '../check';
import { configuration, tryFindConfig } from '../config';
import {
  type CheckedDocument,
  errorsOf,
  type LocatedDiagnostic,
  problemText,
  type RuleText,
  TekwireError,
  warningsOf,
} from '../diagnostics';
import { load, readErrorRules } from '../reader';
import { adviceProblem, allRules, customRuleProblems, textOf } from '../rules';
import type { TektonValidationProps } from './properties';
import type { ValidationContext, Violation } from './validation-context';

const { externalProblem, readConfig, rulesOf, Settings } = configuration();

/** Checks the Tekton objects of manifests and reports every error. @throws Error when a manifest cannot be read, or a property is malformed */
export function checkManifests({ manifests, report, logger }: ValidationContext, props: TektonValidationProps): void {
  const { sources, failures } = load(manifests);
  if (failures.length > 0) throw new TekwireError(failures.join('\n'));
  const { lint = true, features, external = [], config, rules: files = [] } = props;
  const rules = files.flatMap((file) => rulesOf(file, 'properties.rules of TektonValidation in cdk8s.yaml: '));
  for (const problem of customRuleProblems(rules)) demand('rules', problem);
  if (typeof lint === 'object') demand('lint', adviceProblem(lint));
  for (const name of external) demand('external', externalProblem(name));
  const path = config ?? tryFindConfig(process.cwd());
  const settings = new Settings({
    config: path === undefined ? undefined : readConfig(path),
    lint: lint === false ? ['none'] : lint === true ? [] : lint,
    rules,
  });
  const { documents } = checkSources(sources, {
    features: settings.config?.features ?? {},
    forcedFeatures: features ?? {},
    external: [...(settings.config?.external ?? []), ...external],
    lint: settings.lint,
    rules,
    adjust: (diagnostic, object) => settings.adjust(diagnostic, object),
  });
  const texts = new Map([...readErrorRules, ...allRules, ...rules.map(textOf)].map((rule): [string, RuleText] => [rule.code, rule]));
  const violations = violationsOf(documents, texts);
  for (const violation of violations) report.addViolation(violation);
  for (const document of documents) for (const warning of warningsOf(document)) logger.log(`warning ${warning.code} ${messageOf(warning)}`);
  const checked = documents.filter(({ isSkipped }) => !isSkipped).length;
  report.submit(violations.length === 0 ? 'success' : 'failure', { 'Tekton objects': String(checked) });
}

function demand(property: string, problem: string | undefined): void {
  if (problem !== undefined) throw new TekwireError(`properties.${property} of TektonValidation in cdk8s.yaml: ${problem}`);
}

/** One violation per rule with errors, sorted by code. */
function violationsOf(documents: readonly CheckedDocument[], texts: ReadonlyMap<string, RuleText>): Violation[] {
  const codes = new Set(documents.flatMap((document) => errorsOf(document).map(({ code }) => code)));
  return [...codes].sort().map((code) => {
    const broken = documents.flatMap((document) => {
      const errors = errorsOf(document).filter((error) => error.code === code);
      return errors.length === 0 ? [] : [{ document, errors }];
    });
    const fixes = new Set(broken.flatMap(({ errors }) => errors.flatMap(({ fix }) => (fix === undefined ? [] : [fix]))));
    return {
      ruleName: `${code} ${texts.get(code)?.title ?? ''}`,
      recommendation: texts.get(code)?.why ?? '',
      fix: fixes.size === 0 ? `"tekwire explain ${code}" shows a good example` : [...fixes].join('; '),
      violatingResources: broken.map(({ document: { name, origin }, errors }) => ({
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

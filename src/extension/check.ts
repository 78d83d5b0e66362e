import { checkSources, isForeign } from '../check';
import { type Diagnostic, type LocatedDiagnostic, TekwireError } from '../diagnostics';
import { adviceProblem, type CustomRule, checkDocuments, customRuleProblems } from '../rules';
import type { Manifest } from '../spec';
import { unknownKeys } from '../synth';

/** Options of `check`. */
export interface CheckOptions {
  /** Your own rules. @default - only the rules of tekwire @open */
  readonly rules?: readonly CustomRule[];
  /** Feature flags of the cluster by Tekton's names, such as `{ 'enable-api-fields': 'alpha' }`. @default - Tekton's defaults */
  readonly features?: Readonly<Record<string, string>>;
  /** Whether warnings are reported; an array of codes or slugs adds opt-in rules, such as `['TW520']`. @default true */
  readonly lint?: boolean | readonly string[];
  /**
   * External objects, such as `Task/git-clone`, or all of a kind, such as `StepAction/*`: they are not reported as missing. @default - none
   */
  readonly external?: readonly string[];
}

/** Options of `checkYaml`. */
export interface CheckYamlOptions extends CheckOptions {
  /** The name of the YAML in diagnostics, such as its path. @default yaml */
  readonly origin?: string;
}

/**
 * Checks manifests together, with all rules, and returns every diagnostic, sorted; `index` is the position in `manifests`. Objects that
 * are not Tekton's are skipped. Prints nothing, and never throws because of the manifests' content.
 * @throws TekwireError when an option is malformed
 * @example
 * const errors = check(manifests, { rules: [taskWithoutOwner] }).filter(({ severity }) => severity === 'error');
 */
export function check(manifests: readonly object[], options: CheckOptions = {}): readonly Diagnostic[] {
  demandKnown('check', unknownKeys('CheckOptions', options));
  const ruleOptions = checked('check', options);
  if (!Array.isArray(manifests)) throw new TekwireError('check: pass an array of manifests; for YAML there is checkYaml');
  const documents = manifests.map((manifest, index) => ({ origin: 'manifests', index, manifest: manifest as Manifest }));
  return checkDocuments(
    documents.filter((one) => !isForeign(one)),
    ruleOptions,
  );
}

/**
 * Checks the manifests in a YAML string as `tekwire validate` does. Every diagnostic has its line and column; YAML that cannot be read is
 * reported as a diagnostic too.
 * @throws TekwireError when an option is malformed
 * @example
 * for (const one of checkYaml(readFileSync('task.yaml', 'utf8'), { origin: 'task.yaml' })) console.log(formatDiagnostic(one));
 */
export function checkYaml(text: string, options: CheckYamlOptions = {}): readonly LocatedDiagnostic[] {
  demandKnown('checkYaml', unknownKeys('CheckYamlOptions', options));
  const { origin = 'yaml', ...rest } = options;
  if (typeof origin !== 'string') throw new TekwireError('checkYaml: origin: expected the name of the file');
  const ruleOptions = checked('checkYaml', rest);
  if (typeof text !== 'string') throw new TekwireError('checkYaml: pass the YAML as a string; for manifests there is check');
  return checkSources([{ origin, text }], ruleOptions).documents.flatMap(({ diagnostics }) => diagnostics);
}

function demandKnown(name: string, [first]: ReturnType<typeof unknownKeys>): void {
  if (first !== undefined) throw new TekwireError(`${name}: ${first.message}`);
}

function areStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function checked(name: string, options: CheckOptions): CheckOptions {
  const { rules, lint = true, external } = options;
  if (typeof lint !== 'boolean' && !areStrings(lint)) throw new TekwireError(`${name}: lint: expected true, false or an array of codes`);
  if (external !== undefined && !areStrings(external))
    throw new TekwireError(`${name}: external: expected an array of objects, such as ['Task/build']`);
  const advice = typeof lint === 'object' ? adviceProblem(lint) : undefined;
  const problems = [...(rules === undefined ? [] : customRuleProblems(rules)), ...(advice === undefined ? [] : [advice])];
  if (problems.length > 0) throw new TekwireError(`${name}: ${problems.join('; ')}`);
  return { ...options, lint };
}

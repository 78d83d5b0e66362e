import { isForeign, judgeYaml } from '../check';
import { type Diagnostic, type LocatedDiagnostic, TekwireError } from '../diagnostics';
import { adviceProblem, type CustomRule, customRuleProblem, judge } from '../rules';
import type { Manifest } from '../spec';
import { unknownKeys } from '../synth';

/** How manifests are checked. */
export interface CheckOptions {
  /** Rules of your own. @default - only those of tekwire @open */
  readonly rules?: readonly CustomRule[];
  /** Feature flags of the cluster by Tekton's own names, as `{ 'enable-api-fields': 'alpha' }`. @default - Tekton's own defaults */
  readonly features?: Readonly<Record<string, string>>;
  /** Whether warnings are reported; a list of codes or slugs adds opt-in rules, as `['TW520']`. @default true */
  readonly lint?: boolean | readonly string[];
  /** External objects, as `Task/git-clone`, or all of a kind, as `StepAction/*`: no warning misses them. @default - none */
  readonly external?: readonly string[];
}

/** How a YAML text is checked. */
export interface CheckYamlOptions extends CheckOptions {
  /** What messages call the text. @default yaml */
  readonly origin?: string;
}

/**
 * Checks manifests together with all rules and returns every diagnostic, sorted; `index` is the position in `manifests`. Objects that
 * are not Tekton's are skipped. Writes nothing and never throws for what the manifests hold.
 * @throws TekwireError when an option is malformed
 * @example
 * const errors = check(manifests, { rules: [taskWithoutOwner] }).filter(({ severity }) => severity === 'error');
 */
export function check(manifests: readonly object[], options: CheckOptions = {}): readonly Diagnostic[] {
  demandKnown('check', unknownKeys('CheckOptions', options));
  const judgeOptions = checked('check', options);
  if (!Array.isArray(manifests)) throw new TekwireError('check: pass an array of manifests; checkYaml takes YAML');
  const documents = manifests.map((manifest, index) => ({ origin: 'manifests', index, manifest: manifest as Manifest }));
  return judge(
    documents.filter((one) => !isForeign(one)),
    judgeOptions,
  );
}

/**
 * Checks the manifests of a YAML text as `tekwire validate` does, with line and column of every diagnostic; what cannot be read is one too.
 * @throws TekwireError when an option is malformed
 * @example
 * for (const one of checkYaml(readFileSync('task.yaml', 'utf8'), { origin: 'task.yaml' })) console.log(formatDiagnostic(one));
 */
export function checkYaml(text: string, options: CheckYamlOptions = {}): readonly LocatedDiagnostic[] {
  demandKnown('checkYaml', unknownKeys('CheckYamlOptions', options));
  const { origin = 'yaml', ...rest } = options;
  const judgeOptions = checked('checkYaml', rest);
  if (typeof text !== 'string') throw new TekwireError('checkYaml: pass the YAML as a string; check takes manifests');
  return judgeYaml([{ origin, text }], judgeOptions).verdicts.flatMap(({ diagnostics }) => diagnostics);
}

function demandKnown(name: string, [first]: ReturnType<typeof unknownKeys>): void {
  if (first !== undefined) throw new TekwireError(`${name}: ${first.message}`);
}

function checked(name: string, options: CheckOptions): CheckOptions {
  const { rules, lint = true } = options;
  const problem = (rules && customRuleProblem(rules)) ?? (typeof lint === 'object' ? adviceProblem(lint) : undefined);
  if (problem !== undefined) throw new TekwireError(`${name}: ${problem}`);
  return { ...options, lint };
}

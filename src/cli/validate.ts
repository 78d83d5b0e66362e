import { type Judged, judgeYaml } from '../check';
import { errorsOf, type Reported, reports, type Verdict, warningsOf } from '../diagnostics';
import { faultRules, load } from '../reader';
import { allRules, type CustomRule, customRuleProblem, textOf } from '../rules';
import { type Call, type Command, exit, outputOption, UsageError } from './command';
import { externalOf } from './external';
import { featureOption, featuresOf } from './features';
import { lintOf } from './lint';
import { packageVersion } from './package-folder';
import { rulesOf } from './rules-file';
import { shellcheck } from './shellcheck';

/** `tekwire validate`: runs all rules on YAML files. */
export const validate: Command = {
  name: 'validate',
  summary: 'check Tekton manifests: what the cluster would refuse, and what would fail in it',
  calls: ['OPTIONS FILE|DIR|-...'],
  about: `Reads YAML files, folders, or standard input, and checks all Tekton objects as one manifest set. Objects of other APIs are skipped,
and so is YAML in folders that is not a Kubernetes object. Folders are read with their subfolders, hidden ones such as .tekton included,
but without version control (.git), node_modules and the like, caches (.cache), and links to folders. The report goes to stdout, everything
else to stderr.`,
  options: {
    output: outputOption(reports),
    feature: featureOption,
    lint: {
      type: 'string',
      multiple: true,
      default: [],
      value: 'CODE',
      summary:
        'an opt-in rule to add to the recommended advice, as in --lint TW520; all: every opt-in rule; none: no advice except codes listed beside it. TW580 runs shellcheck on scripts',
    },
    external: {
      type: 'string',
      multiple: true,
      default: [],
      value: 'KIND/NAME',
      summary: "an external object, not reported as missing, as in --external Task/git-clone or 'StepAction/*'",
    },
    rules: {
      type: 'string',
      multiple: true,
      default: [],
      value: 'FILE',
      summary: 'a JavaScript module that exports "rules", an array of your own rules to add (docs/own-rules.md)',
    },
    'allow-empty': { type: 'boolean', default: false, summary: 'succeed when there is no Tekton object to check' },
  },
  exits: {
    0: 'no errors',
    1: 'errors',
    2: 'invalid arguments or nothing to check',
    3: 'a file cannot be read or the report cannot be written',
  },
  run: runValidate,
};

function runValidate(call: Call): number {
  const { files, options, out, err } = call;
  const { print } = reports[options.output as keyof typeof reports];
  const features = featuresOf([options.feature].flat().map(String));
  const lint = lintOf([options.lint].flat().map(String));
  const external = externalOf([options.external].flat().map(String));
  const rules = [options.rules].flat().map(String).flatMap(rulesOf);
  const problem = customRuleProblem(rules);
  if (problem !== undefined) throw new UsageError(`--rules: ${problem}`);
  if (files.length === 0) throw new UsageError('missing argument; pass the files to check, or - for standard input');
  const { sources, failures, barren, skipped } = load(files);
  const judged = judgeYaml(sources, { features, lint, external, rules, examineScripts: shellcheck(err) });
  const lines = print(reportedOf(judged, rules, failures, call));
  if (lines.length > 0) out(lines.join('\n'));
  for (const failure of failures) err(failure);
  for (const folder of barren) err(`${folder}: contains no .yaml or .yml file`);
  if (skipped.length > 0) err(skippedFolders(skipped));
  err(summary(judged.verdicts));
  if (failures.length > 0) return exit.failure;
  if (options['allow-empty'] !== true && judged.verdicts.every(({ isSkipped }) => isSkipped)) {
    err('no Tekton object to check; pass other files, or allow this with --allow-empty');
    return exit.usage;
  }
  return judged.verdicts.some((verdict) => errorsOf(verdict).length > 0) ? exit.findings : exit.ok;
}

const MAX_SHOWN = 5;

function skippedFolders(folders: readonly string[]): string {
  const more = folders.length > MAX_SHOWN ? ` and ${folders.length - MAX_SHOWN} more` : '';
  return `skipped: ${folders.slice(0, MAX_SHOWN).join(', ')}${more}; pass a folder by name to read it`;
}

/** Collects what the report needs; on a terminal, also the source lines. */
function reportedOf(
  { verdicts, lineOf }: Judged,
  own: readonly CustomRule[],
  failures: readonly string[],
  { isTerminal, isColoured }: Call,
): Reported {
  const rules = [...faultRules, ...allRules, ...own.map(textOf)];
  return { verdicts, failures, rules, version: packageVersion(), isColoured, ...(isTerminal === true ? { lineOf } : {}) };
}

function summary(verdicts: readonly Verdict[]): string {
  const skipped = verdicts.filter(({ isSkipped }) => isSkipped).length;
  const errors = verdicts.reduce((sum, verdict) => sum + errorsOf(verdict).length, 0);
  const warnings = verdicts.reduce((sum, verdict) => sum + warningsOf(verdict).length, 0);
  return [
    `${counted(verdicts.length - skipped, 'object')} checked`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    counted(errors, 'error'),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ].join(', ');
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

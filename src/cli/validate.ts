import { relative } from 'node:path';
import { type CheckedSources, checkSources, type Grouping } from '../check';
import { configuration, type Settings as SettingsType, tryFindConfig } from '../config';
import { type CheckedDocument, errorsOf, type Reported, reports, warningsOf } from '../diagnostics';
import { type Loaded, load, readErrorRules } from '../reader';
import { adviceProblem, allRules, type CustomRule, kustomizeRules, textOf } from '../rules';
import { type Call, type Command, exit, UsageError } from './command';
import { externalOf } from './external';
import { featuresOf } from './features';
import { packageVersion } from './package-folder';
import { ownRules } from './rules-file';
import { shellcheck } from './shellcheck';
import { validateOptions } from './validate-options';

const { AllowError, readConfig, Settings, writeBaseline } = configuration();

/** `tekwire validate`: runs all rules on YAML files. */
export const validate: Command = {
  name: 'validate',
  summary: 'check Tekton manifests: what the cluster would refuse, and what would fail in it',
  calls: ['OPTIONS FILE|DIR|-...'],
  about: `Reads YAML files, folders, or standard input, and checks all Tekton objects, those of one manifest set together: the files that are
applied together. Folders that define the same object, as task/lint/0.1 and 0.2 or overlays/dev and prod, are alternatives, which are not
compared; every folder .tekton is a set of its own; --set groups otherwise. Objects of other APIs are skipped, and so is YAML in folders
that is not a Kubernetes object. Folders are read with their subfolders, hidden ones such as .tekton included, but without version control
(.git), node_modules and the like, caches (.cache), and links to folders. The report goes to stdout, everything else to stderr.`,
  options: validateOptions,
  examples: {
    'validate .': 'all manifests of the working directory',
    'validate --feature enable-api-fields=alpha --external "Task/*" .tekton':
      'a cluster with alpha fields; its Tasks are not among the files',
    'validate -o sarif --fail-on warning manifests/': 'a log for code scanning; warnings fail, too',
    'validate --update-baseline manifests/': 'from now on only what is new is reported',
  },
  exits: {
    0: 'no errors',
    1: 'errors, or warnings with --fail-on warning',
    2: 'invalid arguments or nothing to check',
    3: 'a file cannot be read, the report cannot be written, or shellcheck cannot run for TW580',
  },
  run: runValidate,
};

function runValidate(call: Call): number {
  const { options, out, err } = call;
  const { print } = reports[options.output as keyof typeof reports];
  const features = featuresOf(listOf(options.feature));
  const external = externalOf(listOf(options.external));
  const rules = ownRules(listOf(options.rules));
  const settings = settingsOf(call, rules);
  const loaded = loadAll(call);
  let isUnchecked = false;
  const checked = checkSources(loaded.sources, {
    features: settings.config?.features ?? {},
    forcedFeatures: features,
    lint: settings.lint,
    external: [...(settings.config?.external ?? []), ...external],
    rules,
    grouping: (options.set ?? settings.config?.set ?? 'auto') as Grouping,
    adjust: (diagnostic, object) => settings.adjust(diagnostic, object),
    examineScripts: shellcheck((reason) => {
      err(reason);
      isUnchecked = true;
    }),
  });
  const documents = options['update-baseline'] === true ? record(checked.documents, settings, err) : checked.documents;
  const isStrict = (options['fail-on'] ?? settings.config?.failOn) === 'warning';
  const shown =
    options.quiet === true && !isStrict ? documents.map((document) => ({ ...document, diagnostics: errorsOf(document) })) : documents;
  const lines = print(reportedOf({ ...checked, documents: shown }, rules, loaded.failures, call));
  if (lines.length > 0) out(lines.join('\n'));
  for (const failure of loaded.failures) err(failure);
  if (options.quiet !== true) tellAll(loaded, documents, err);
  if (loaded.failures.length > 0 || isUnchecked) return exit.failure;
  if (options['allow-empty'] !== true && documents.every(({ isSkipped }) => isSkipped)) {
    err('no Tekton object to check; pass other files, or allow this with --allow-empty');
    return exit.usage;
  }
  return documents.some((document) => (isStrict ? document.diagnostics : errorsOf(document)).length > 0) ? exit.findings : exit.ok;
}

function loadAll({ files, options }: Call): Loaded {
  const stdin = options['stdin-filename'];
  if (typeof stdin !== 'string') {
    if (files.length === 0) throw new UsageError('missing argument; pass the files to check, or - for standard input');
    return load(files);
  }
  return load(files.includes('-') ? files : ['-', ...files], stdin);
}

function listOf(option: Call['options'][string]): string[] {
  return option === undefined ? [] : [option].flat().map(String);
}

function settingsOf({ options }: Call, rules: readonly CustomRule[]): SettingsType {
  const lint = listOf(options.lint);
  const problem = adviceProblem(lint, ['all']);
  if (problem !== undefined) throw new UsageError(`--lint ${problem}`);
  const path = typeof options.config === 'string' ? options.config : tryFindConfig(process.cwd());
  const config = path === undefined ? undefined : readConfig(path);
  try {
    return new Settings({ config, lint, rules, allow: listOf(options.allow), isWithoutBaseline: options['update-baseline'] === true });
  } catch (error) {
    throw error instanceof AllowError ? new UsageError(error.message) : error;
  }
}

/** Writes the baseline; returns what no baseline may hold. */
function record(documents: readonly CheckedDocument[], settings: SettingsType, err: Call['err']): readonly CheckedDocument[] {
  const found = documents.flatMap(({ diagnostics, origin, kind, name }) =>
    diagnostics
      .filter((diagnostic) => settings.isAllowable(diagnostic))
      .map((diagnostic) => ({ diagnostic, about: { kind, name }, file: settings.fileOf(origin) })),
  );
  writeBaseline(settings.baselinePath, found);
  const left = documents.map((document) => ({
    ...document,
    diagnostics: document.diagnostics.filter((one) => !settings.isAllowable(one)),
  }));
  const errors = left.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  const more = errors === 0 ? '' : `; ${counted(errors, 'error')} that Tekton reports, too, cannot be recorded`;
  err(`${relative(process.cwd(), settings.baselinePath)}: ${counted(found.length, 'diagnostic')} recorded${more}`);
  return left;
}

const MAX_SHOWN = 5;

function tellAll({ barren, skipped }: Loaded, documents: readonly CheckedDocument[], err: Call['err']): void {
  for (const folder of barren) err(`${folder}: contains no .yaml or .yml file`);
  const more = skipped.length > MAX_SHOWN ? ` and ${skipped.length - MAX_SHOWN} more` : '';
  if (skipped.length > 0) err(`skipped: ${skipped.slice(0, MAX_SHOWN).join(', ')}${more}; pass a folder by name to read it`);
  err(summary(documents));
}

/** Collects what the report needs; on a terminal, also the source lines. */
function reportedOf(
  { documents, lineOf }: CheckedSources,
  own: readonly CustomRule[],
  failures: readonly string[],
  { isTerminal, isColoured, options }: Call,
): Reported {
  const rules = [...readErrorRules, ...allRules, ...kustomizeRules, ...own.map(textOf)];
  const isPainted = options.color === 'always' || (options.color !== 'never' && isColoured);
  const isQuiet = options.quiet === true;
  return {
    documents,
    failures,
    rules,
    version: packageVersion(),
    isColoured: isPainted,
    isQuiet,
    ...(isTerminal === true ? { lineOf } : {}),
  };
}

function summary(documents: readonly CheckedDocument[]): string {
  const skipped = documents.filter(({ isSkipped }) => isSkipped).length;
  const errors = documents.reduce((sum, document) => sum + errorsOf(document).length, 0);
  const warnings = documents.reduce((sum, document) => sum + warningsOf(document).length, 0);
  return [
    `${counted(documents.filter((document) => !document.isSkipped && !isUnreadable(document)).length, 'object')} checked`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    counted(errors, 'error'),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ].join(', ');
}

/** Whether a syntax error keeps the whole document from being checked. */
function isUnreadable({ kind, diagnostics }: CheckedDocument): boolean {
  return kind === '' && diagnostics.some(({ code }) => readErrorRules.some((rule) => rule.code === code));
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

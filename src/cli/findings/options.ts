import { gateThresholds } from '../../findings';
import { type Call, type Option, UsageError } from '../command';
import { type FindingsFormat, findingsFormats } from './formats';

/** What each action does; the output is in the format named first when `--output` does not say otherwise. */
export const actions = {
  merge: { format: 'sarif', summary: 'join files: one run per tool and target' },
  dedup: { format: 'sarif', summary: 'merge, and join what several tools found at one location' },
  diff: { format: 'text', summary: 'compare with --baseline, or the second file with the first' },
  gate: { format: 'text', summary: 'exit with 1 on findings at or above --fail-on (default: high)' },
  report: { format: 'text', summary: 'print the findings' },
  convert: { format: 'sarif', summary: 'write another format' },
  suppress: { format: 'sarif', summary: 'accept findings by a suppressions file and VEX documents' },
} as const;

/** One of the actions. */
export type Action = keyof typeof actions;

const formatsText = Object.entries(findingsFormats)
  .map(([name, { summary }]) => `${name}: ${summary}`)
  .join('; ');

/** The options of `tekwire findings`. */
export const findingsOptions: Readonly<Record<string, Option>> = {
  output: {
    type: 'string',
    short: 'o',
    multiple: true,
    default: [],
    value: 'FORMAT|FILE',
    summary: `a format for standard output, or a file, whose ending names its format; ${formatsText}`,
  },
  baseline: { type: 'string', value: 'FILE', summary: 'SARIF of an earlier scan, to tell new findings from known ones' },
  'write-baseline': { type: 'string', value: 'FILE', summary: 'write the baseline for the next scan' },
  'fail-on': { type: 'string', value: 'SEVERITY', summary: `exit with 1 on findings at or above ${gateThresholds.join(', ')}` },
  'new-only': { type: 'boolean', default: false, summary: 'count only findings that the baseline lacks, or had with a lower severity' },
  'severity-map': { type: 'string', value: 'FILE', summary: 'YAML or JSON with severities of your own by tool, rule and path' },
  suppressions: { type: 'string', value: 'FILE', summary: 'accepted findings; suppress takes .tekwire/suppressions.yaml if it exists' },
  vex: {
    type: 'string',
    multiple: true,
    default: [],
    value: 'FILE',
    summary: 'an OpenVEX or CycloneDX document whose statements to apply',
  },
  product: { type: 'string', multiple: true, default: [], value: 'PURL', summary: 'what was scanned, for VEX, as in pkg:oci/app' },
  source: { type: 'string', default: '.', value: 'DIR', summary: 'directory of the sources' },
  'source-root': {
    type: 'string',
    multiple: true,
    default: [],
    value: 'PATH',
    summary: 'the same directory as the tool saw it, if elsewhere',
  },
  github: {
    type: 'boolean',
    default: false,
    summary: 'split SARIF files by the limits of GitHub code scanning: NAME.sarif, NAME-2.sarif, …',
  },
  'max-size': { type: 'string', default: '60000', value: 'BYTES', summary: 'maximum size of Markdown; GitHub takes comments of 65,536' },
};

/** The action and the files of a call. @throws UsageError */
export function actionOf({ files: [name, ...files] }: Call): { readonly action: Action; readonly files: readonly string[] } {
  const names = Object.keys(actions).join(', ');
  if (name === undefined) throw new UsageError(`missing action; expected one of: ${names}`);
  if (!Object.hasOwn(actions, name)) throw new UsageError(`unknown action "${name}"; expected one of: ${names}`);
  if (files.length === 0) throw new UsageError('missing argument; pass the findings files, or - for standard input');
  return { action: name as Action, files };
}

/** One place that a report goes to. */
export interface Target {
  readonly format: FindingsFormat;
  /** @default - standard output */
  readonly file?: string;
}

/** The targets of `--output`. @throws UsageError */
export function targetsOf({ options }: Call, action: Action): readonly Target[] {
  const targets = listOf(options.output).map(targetOf);
  const printed = targets.filter(({ file }) => file === undefined);
  if (printed.length > 1) throw new UsageError('--output: only one format goes to standard output; write the others to files');
  return targets.length > 0 ? targets : [{ format: formatNamed(actions[action].format) }];
}

function targetOf(text: string): Target {
  if (Object.hasOwn(findingsFormats, text)) return { format: formatNamed(text) };
  const format = Object.values(findingsFormats)
    .flatMap((one) => one.extensions.map((extension) => ({ one, extension })))
    .sort((a, b) => b.extension.length - a.extension.length)
    .find(({ extension }) => text.toLowerCase().endsWith(extension))?.one;
  if (format) return { format, file: text };
  const endings = Object.values(findingsFormats).flatMap(({ extensions }) => extensions);
  throw new UsageError(
    `--output: unknown format "${text}"; expected one of: ${Object.keys(findingsFormats).join(', ')}, or a file ending with ${endings.join(', ')}`,
  );
}

function formatNamed(name: string): FindingsFormat {
  const format = findingsFormats[name];
  if (format === undefined) throw new UsageError(`unknown format "${name}"`);
  return format;
}

/** The values of an option that may be given several times. */
export function listOf(value: Call['options'][string]): readonly string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string');
}

/** The value of an option; undefined when it is not given. @throws UsageError when it is empty */
export function textOption({ options }: Call, name: string): string | undefined {
  const value = options[name];
  if (value === '') throw new UsageError(`--${name}: the value is empty`);
  return typeof value === 'string' ? value : undefined;
}

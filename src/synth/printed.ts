import { Yaml } from 'cdk8s';
import { isEmpty, tryPrintYaml } from './print-yaml';

const NODE_TYPE = Symbol.for('yaml.node.type');
const DOCUMENT = Symbol.for('yaml.document');

/**
 * Lets the manifest print itself, several times as fast as the `yaml` package and with the same bytes. `stringify` of that package, which
 * cdk8s calls, lets its documents print themselves; non-enumerable properties mark the manifest as such a document.
 */
export function printable<T extends object>(manifest: T): T {
  return Object.defineProperties(manifest, MARKS);
}

const MARKS: PropertyDescriptorMap = {
  [NODE_TYPE]: { value: DOCUMENT, configurable: true },
  // read when the manifest is inside another value
  contents: {
    get(this: object) {
      return { ...this };
    },
    configurable: true,
  },
  toString: { value: print, configurable: true, writable: true },
};

function print(this: object, ...given: readonly unknown[]): string {
  if (given.length === 0) return Object.prototype.toString.call(this);
  const value = { ...this };
  if (isOfPipelinesAsCode(value)) return printQuoted(value);
  if (!isOfCdk8s(given[0])) return printOtherwise(value, given[0]);
  return (isTrusted() ? tryPrintYaml(value) : undefined) ?? Yaml.stringify(value);
}

const PAC = 'pipelinesascode.tekton.dev/';

/** Whether Pipelines-as-Code replaces variables in the text of the manifest, before it reads it as YAML. */
function isOfPipelinesAsCode({
  kind,
  metadata,
}: {
  readonly kind?: unknown;
  readonly metadata?: { readonly annotations?: object };
}): boolean {
  return kind === 'PipelineRun' && Object.keys(metadata?.annotations ?? {}).some((key) => key.startsWith(PAC));
}

/** Prints with quotes around strings with a variable: its value could be read as a number or a comment. */
function printQuoted(value: object): string {
  const { Document, visit } = require('yaml') as typeof import('yaml');
  const document = new Document(value, { version: '1.1', keepUndefined: true });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && scalar.value.includes('{{') && !scalar.value.includes('\n')) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** Whether the options are those of cdk8s. */
function isOfCdk8s(options: unknown): boolean {
  const { keepUndefined, lineWidth, version, ...others } = (options ?? {}) as Readonly<Record<string, unknown>>;
  return keepUndefined === true && lineWidth === 0 && version === '1.1' && isEmpty(others);
}

/** Prints for a program that passes other options. */
function printOtherwise(value: object, options: unknown): string {
  const { stringify } = require('yaml') as typeof import('yaml');
  return stringify(value, null, options as Parameters<typeof stringify>[2]);
}

let trusted: boolean | undefined;

/** Whether the installed cdk8s prints a sample in the same way: a later release may use another version of `yaml`. */
function isTrusted(): boolean {
  trusted ??= tryPrintYaml(SAMPLE) === Yaml.stringify(SAMPLE);
  return trusted;
}

const SAMPLE = {
  plain: ['a b', '$(params.x)', 'a:b', 'a#b', '-x', 'ä', 1, -0, 1.5e30, true, null],
  quoted: [
    '',
    ' a',
    'a: b',
    'a #b',
    "it's: ",
    '"',
    '# "',
    'true',
    'No',
    '~',
    '012',
    '0x1F',
    '1_0',
    '1e3',
    '.5',
    '12:30',
    '2001-12-14',
    '\t',
    '- ',
  ],
  block: ['a\nb', 'a\n\n b\n', { script: '#!/bin/sh\nset -e\n' }],
  empty: [{}, [], [[{ a: {} }]]],
  y: { '1': 'x', '': 'x', 'a: b': 'x' },
};

import type { Scalar } from 'yaml';

// octal numbers of YAML 1.2, which kubectl and Helm read as numbers and a printer of YAML 1.1 does not quote
const OCTAL = /^[-+]?0o[0-7_]+$/;

/** A value as YAML: like what cdk8s writes, without line folding. Words such as `on` and `0o7` are quoted for every version of YAML. */
export function yamlOf(value: unknown): string {
  const { Document, visit } = require('yaml') as typeof import('yaml');
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  const quote = (_: unknown, scalar: Scalar) => {
    if (typeof scalar.value === 'string' && OCTAL.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
  };
  visit(document, { Scalar: quote });
  return document.toString({ lineWidth: 0 });
}

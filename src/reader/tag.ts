import { Scalar } from 'yaml';
import { type Meaning, meaningOf } from './scalar';

/**
 * The type and value of a scalar, with its tag and quotes: only plain scalars and those with a tag of YAML itself can be anything but
 * a string; other tags are ignored, as Kubernetes does. Undefined when the value does not fit its tag.
 */
export function taggedMeaning(node: Scalar): Meaning | undefined {
  const source = typeof node.value === 'string' ? node.value : '';
  if (node.tag === undefined) return node.type === Scalar.PLAIN ? meaningOf(source) : { kind: 'text', value: source };
  const kind = kinds.get(node.tag);
  if (kind === undefined) return { kind: 'text', value: source };
  return kind(source);
}

const kinds: ReadonlyMap<string, (source: string) => Meaning | undefined> = new Map(
  Object.entries({
    bool: (source: string) => onlyIf(meaningOf(source), 'flag'),
    int: (source: string) => onlyIf(meaningOf(source), 'int'),
    float: (source: string) => onlyIf(meaningOf(source), 'float', 'int'),
    null: (source: string) => onlyIf(meaningOf(source), 'null'),
    timestamp: (source: string) => (timestamp.test(source) ? { kind: 'text' as const, value: source } : undefined),
    binary: (source: string) =>
      isBase64(source) ? { kind: 'text' as const, value: Buffer.from(source, 'base64').toString('utf8') } : undefined,
  }).map(([name, read]) => [`tag:yaml.org,2002:${name}`, read]),
);

// resolve.go allowedTimestampFormats
const timestamp = /^\d{4}-\d\d?-\d\d?([Tt]\d\d?:\d\d?:\d\d?(\.\d+)?(Z|[-+]\d\d:\d\d)| \d\d?:\d\d?:\d\d?(\.\d+)?)?$/;
function isBase64(source: string): boolean {
  return base64.test(source) && source.replace(/[\r\n]/g, '').length % 4 === 0;
}

const base64 = /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/;

function onlyIf(meaning: Meaning, ...allowed: readonly Meaning['kind'][]): Meaning | undefined {
  return allowed.includes(meaning.kind) ? meaning : undefined;
}

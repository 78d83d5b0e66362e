import { CelError, type CelLibrary, TRIGGERS } from '../cel';
import { readYaml } from '../reader';
import { listFunctions, listNamespaces } from './cel-lists';
import { numberNamespaces } from './cel-numbers';
import { quotedText, textFunctions } from './cel-texts';
import { integer, isFields, marshalled, text } from './cel-values';
import { JsonError, parseGoJson } from './go-json';
import { type Headers, headerOf } from './header';
import { goMatches, goReplaceAll } from './regular';
import { Unsimulated } from './unsimulated';
import { partsOfUrl } from './url';

/** Compares a text with a key of a Secret. @throws CelError when there is no such Secret */
export type CompareSecret = (text: string, key: string, name: string) => boolean;

type Functions = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

const triggersFunctions: Functions = {
  match: (headers, name, value) => headerOf(headersIn(headers), text(name, 'match')) === text(value, 'match'),
  canonical: (headers, name) => headerOf(headersIn(headers), text(name, 'canonical')),
  truncate: (of, length) => truncated(text(of, 'truncate'), integer(length, 'truncate')),
  parseJSON: (of) => parsedJson(text(of, 'parseJSON')),
  parseYAML: (of) => parsedYaml(text(of, 'parseYAML')),
  parseURL: (of) => partsOfUrl(text(of, 'parseURL')),
  marshalJSON: marshalled,
  translate: (of, pattern, replacement) => goReplaceAll(text(of, 'translate'), text(pattern, 'translate'), text(replacement, 'translate')),
};

const methods: Functions = {
  ...textFunctions,
  ...listFunctions,
  ...triggersFunctions,
  matches: (of, pattern) => goMatches(text(of, 'matches'), text(pattern, 'matches')),
};

const functions: Functions = {
  ...listNamespaces,
  ...numberNamespaces,
  matches: (of, pattern) => goMatches(text(of, 'matches'), text(pattern, 'matches')),
  'strings.quote': quotedText,
  'base64.encode': (bytes) => {
    if (!(bytes instanceof Uint8Array)) throw new CelError('base64.encode() takes bytes');
    return Buffer.from(bytes).toString('base64');
  },
  'base64.decode': (encoded) => decoded(text(encoded, 'base64.decode')),
  bytes: (value) => (value instanceof Uint8Array ? value : new Uint8Array(Buffer.from(text(value, 'bytes')))),
  timestamp: () => unsimulated('timestamp'),
  duration: () => unsimulated('duration'),
  uint: () => unsimulated('uint'),
  type: () => unsimulated('type'),
};

/** The functions of the CEL interceptor. */
export function triggersLibrary(compareSecret: CompareSecret): CelLibrary {
  const comparing: Functions = {
    compareSecret: (of, key, name) => compareSecret(text(of, 'compareSecret'), text(key, 'compareSecret'), text(name, 'compareSecret')),
  };
  return {
    namespaces: TRIGGERS.namespaces,
    find: (name, isMethod) => {
      if (isMethod && Object.hasOwn(comparing, name)) return comparing[name];
      const table = isMethod ? methods : functions;
      return Object.hasOwn(table, name) ? table[name] : undefined;
    },
  };
}

function headersIn(value: unknown): Headers {
  const isHeaders =
    isFields(value) && Object.values(value).every((one) => Array.isArray(one) && one.every((item) => typeof item === 'string'));
  if (!isHeaders) throw new CelError('match() and canonical() take the variable header');
  return value as Headers;
}

/** Triggers cuts bytes, also in the middle of a character. */
function truncated(of: string, length: number): string {
  if (length < 0) throw new CelError('truncate() takes a length that is not negative');
  const bytes = Buffer.from(of);
  if (length >= bytes.length) return of;
  const cut = bytes.subarray(0, length);
  const made = cut.toString();
  if (Buffer.from(made).equals(cut)) return made;
  throw new Unsimulated('truncate() cuts in the middle of a character, so the result is not UTF-8');
}

function parsedJson(of: string): unknown {
  try {
    return demandFields(parseGoJson(of), 'parseJSON');
  } catch (error) {
    throw error instanceof JsonError ? new CelError(`parseJSON() cannot read the text: ${error.message}`) : error;
  }
}

function parsedYaml(of: string): unknown {
  const { objects } = readYaml(of, 'parseYAML', true);
  if (objects.length > 1) throw new CelError('parseYAML() takes one document');
  if (objects.some(({ document, readErrors }) => document === undefined || readErrors.length > 0))
    throw new CelError('parseYAML() cannot read the text');
  return demandFields(objects[0]?.document?.manifest ?? null, 'parseYAML');
}

function demandFields(value: unknown, of: string): unknown {
  if (value === null || value === undefined) return {};
  if (isFields(value)) return value;
  throw new CelError(`${of}() takes an object`);
}

function decoded(encoded: string): Uint8Array {
  const plain = encoded.replace(/[\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain) || plain.replace(/=+$/, '').length % 4 === 1)
    throw new CelError('base64.decode() takes base64');
  return new Uint8Array(Buffer.from(plain, 'base64'));
}

function unsimulated(name: string): never {
  throw new Unsimulated(`${name}() is not simulated`);
}

import { relative } from 'node:path';
import type { Grouping } from '../check';
import { type FieldPath, quoted } from '../diagnostics';
import { loadFile, type Reading, type ReadObject, readDiagnostics, readYaml } from '../reader';
import { tryFindMismatch } from './conform';
import { externalProblem } from './external';
import { featureName, featureProblem } from './features';
import { ConfigError } from './find';
import { configSchema } from './schema';

/** Leaves out diagnostics, with the reason. */
export interface Ignore {
  /** Code or slug of the rule. */
  readonly code: string;
  readonly reason: string;
  /** A pattern of files, as `tasks/**`. @default - all files */
  readonly path?: string;
  /** Kind and name, as `Task/build` or `Pipeline/*`. @default - all objects */
  readonly object?: string;
}

/** How grave the diagnostics of a rule are. */
export type Severity = 'off' | 'warning' | 'error';

/** The settings of a config file. */
export interface Config {
  /** The file, as seen from the working directory. */
  readonly path: string;
  readonly features: Readonly<Record<string, string>>;
  readonly external: readonly string[];
  /** Opt-in rules, or severities by code or slug. */
  readonly lint: readonly string[] | Readonly<Record<string, Severity>>;
  readonly ignore: readonly Ignore[];
  readonly baseline?: string;
  readonly set?: Grouping;
  readonly failOn?: 'error' | 'warning';
  /** An error that names the line of a field. */
  readonly errorAt: (field: FieldPath, message: string) => ConfigError;
}

/**
 * Reads a config file.
 * @throws ConfigError when it cannot be read, or holds what no config file may hold, with line and column
 */
export function readConfig(file: string): Config {
  const path = relative(process.cwd(), file) || file;
  const reading = readYaml(loadFile(file).text, path);
  const [object] = reading.objects;
  if (object === undefined) return { path, ...NOTHING, errorAt: (_, message) => new ConfigError(`${path}: ${message}`) };
  const errorAt = (field: FieldPath, message: string) => new ConfigError(`${placeOf(reading, object, field)}: ${titled(field, message)}`);
  const [error] = readDiagnostics(reading, object, 0);
  if (error !== undefined) throw new ConfigError(`${path}:${error.line}:${error.column}: ${error.message}`);
  const value: unknown = object.document?.manifest;
  const mismatch = tryFindMismatch(value, configSchema);
  if (mismatch !== undefined) throw errorAt(mismatch.field, mismatch.message);
  const written = value as Written;
  return checked({ path, ...NOTHING, ...written, features: featuresOf(written, errorAt), lint: lintOf(written), errorAt });
}

type Written = Omit<Partial<Config>, 'features' | 'lint' | 'path' | 'errorAt'> & {
  readonly features?: Readonly<Record<string, string | boolean>>;
  readonly lint?: readonly string[] | Readonly<Record<string, Severity | boolean>>;
};

const NOTHING = { features: {}, external: [], lint: [], ignore: [] } as const;

function placeOf(reading: Reading, { locator }: ReadObject, field: FieldPath): string {
  const { key, value } = locator.find(field);
  const { line, column } = reading.position(locator.offsetOf(key ?? value));
  return `${reading.origin}:${line}:${column}`;
}

function titled(field: FieldPath, message: string): string {
  const path = field.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return path === '' || message.startsWith('unknown key') ? message : `${path.slice(1)}: ${message}`;
}

function featuresOf({ features = {} }: Written, errorAt: Config['errorAt']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => {
      const problem = featureProblem(name, String(value));
      if (problem !== undefined) throw errorAt(['features', name], problem);
      return [featureName(name), String(value)];
    }),
  );
}

function lintOf({ lint = [] }: Written): Config['lint'] {
  if (Array.isArray(lint)) return lint as readonly string[];
  const entries = Object.entries(lint as Readonly<Record<string, Severity | boolean>>);
  return Object.fromEntries(entries.map(([name, value]) => [name, value === false ? 'off' : value === true ? 'warning' : value]));
}

function checked(config: Config): Config {
  for (const [at, name] of config.external.entries()) {
    const problem = externalProblem(name);
    if (problem !== undefined) throw config.errorAt(['external', at], `${quoted(name)}: ${problem}`);
  }
  for (const [at, { object = 'Task/x' }] of config.ignore.entries()) {
    if (!/^[A-Za-z*]+\/[^/]+$/.test(object))
      throw config.errorAt(['ignore', at, 'object'], `${quoted(object)}: expected KIND/NAME, as in Task/build or Task/*`);
  }
  return config;
}

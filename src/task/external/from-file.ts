import { dirname, resolve } from 'node:path';
import { type Diagnostic, type FieldPath, problemText, quoted, TekwireError, type TextLocation, throwAll } from '../../diagnostics';
import { FILE, fileKey, filesLike, lockCommand, lockPath, staleTypes, surfaceSpecOf, tryReadLock } from '../../lock';
import type { Reading, ReadObject } from '../../reader';
import { type ObjectMeta, type PipelineSpec, type StepActionSpec, type TaskSpec, TEKTON_V1, TEKTON_V1BETA1 } from '../../spec';
import { fileBeside, isRecord } from '../../synth';
import { type AnySurface, declaredSurface, surfaceErrors } from './declared-surface';

/** An object of a YAML file. */
export interface ReadFile<S> {
  readonly path: string;
  readonly metadata: ObjectMeta;
  readonly spec: S;
  readonly surface: AnySurface;
}

/** The kinds that can be read, with their apiVersion. */
const VERSIONS = { Task: TEKTON_V1, Pipeline: TEKTON_V1, StepAction: TEKTON_V1BETA1 } as const;

/** The spec of each kind. */
interface Specs {
  readonly Task: TaskSpec;
  readonly Pipeline: PipelineSpec;
  readonly StepAction: StepActionSpec;
}

/**
 * Reads the only object of a YAML file, as kubectl reads it, with its declarations; everything in `expected` must be declared with the same
 * type. A relative path is that of a file beside the calling one, else in the working directory.
 * @throws TekwireError when the file cannot be read, contains anything but one object of the kind, or has other declarations; with all errors
 */
export function readFileOf<K extends keyof Specs>(kind: K, given: string, expected: Partial<AnySurface> = {}): ReadFile<Specs[K]> {
  if (typeof given !== 'string') throw new TekwireError(`${kind}.fromFile: expected the path of a YAML file, found ${String(given)}`);
  const wanted = `expected exactly one ${VERSIONS[kind]} ${kind}`;
  const path = fileBeside(given);
  // loaded on demand, like the YAML package that it uses
  const { readDiagnostics, loadFile, readYaml } = require('../../reader') as typeof import('../../reader');
  const reading = readYaml(loadFile(path).text, path);
  throwAll(reading.objects.flatMap((object, index) => readDiagnostics(reading, object, index)).map((error) => readError(path, error)));
  const object = onlyObject(reading, wanted);
  const placeOf = (field: FieldPath) => placeText(path, reading.position(object.locator.offsetOfField(field)));
  const manifest: unknown = object.document?.manifest;
  if (!isOf(kind, manifest)) throw new TekwireError(`${placeOf(['kind'])}: ${wanted}, found ${describe(manifest, kind)}`);
  const odd = misshapen(manifest.metadata);
  if (odd !== undefined) throw new TekwireError(`${placeOf(odd)}: ${odd.join('.')} must be an object`);
  // the results of a Pipeline are values, and declare nothing for others
  const { results, ...declared } = manifest.spec as TaskSpec;
  const surface = declaredSurface(kind === 'Pipeline' ? declared : { ...declared, results });
  throwAll(surfaceErrors((part) => placeOf(['spec', part]), surface, expected));
  return { path, metadata: manifest.metadata ?? {}, spec: manifest.spec as Specs[K], surface };
}

/**
 * Checks that the types which the compiler has for a path, from the declarations of tekwire.lock, are those of the file.
 * @throws TekwireError when they are not
 */
export function checkTypes<K extends keyof Specs>(kind: K, given: string, { path, spec }: ReadFile<Specs[K]>): void {
  const lock = lockPath(dirname(resolve(path)));
  const objects = tryReadLock(lock)?.objects;
  if (objects === undefined) return;
  const key = fileKey(lock, path);
  const locked = objects[key];
  const [like, second] = filesLike(given, objects, kind);
  if (locked === undefined && like !== undefined && second === undefined)
    throw new TekwireError(
      `${path}: the compiler takes the types of ${like.slice(FILE.length)} for it, because it is not in ${lock}; run ${lockCommand('--types', path)}`,
    );
  const changes = locked === undefined ? [] : staleTypes(key, locked, kind, surfaceSpecOf(kind, spec));
  if (changes.length > 0)
    throw new TekwireError(
      `${path}: the types in ${lock} are not those of the file (${changes.join('; ')}); run ${lockCommand('--types', path)}`,
    );
}

function readError(path: string, error: Diagnostic & TextLocation): TekwireError {
  const problem = `${placeText(path, error)}: ${problemText(error)}`;
  return new TekwireError(problem, { code: error.code, problem });
}

function onlyObject({ origin, objects, position }: Reading, wanted: string): ReadObject {
  const [only, second] = objects;
  if (only !== undefined && second === undefined) return only;
  const place = second === undefined ? origin : placeText(origin, position(second.locator.offsetOfField([])));
  throw new TekwireError(`${place}: ${wanted}, found ${objects.length} documents`);
}

function placeText(path: string, { line, column }: TextLocation): string {
  return `${path}:${line}:${column}`;
}

/** The metadata field with a wrong type, which an object of cdk8s would misread. */
function misshapen(metadata: unknown): FieldPath | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (!isRecord(metadata)) return ['metadata'];
  const field = ['labels', 'annotations'].find((name) => !isRecord(metadata[name] ?? {}));
  return field === undefined ? undefined : ['metadata', field];
}

function isOf(kind: keyof Specs, value: unknown): value is { metadata?: ObjectMeta; spec: object } {
  return isRecord(value) && value.apiVersion === VERSIONS[kind] && value.kind === kind && isRecord(value.spec);
}

function describe(value: unknown, wanted: string): string {
  if (!isRecord(value)) return Array.isArray(value) ? 'an array' : `the string ${quoted(String(value))}`;
  const { apiVersion, kind } = value;
  if (apiVersion === undefined || kind === undefined) return 'an object without apiVersion or kind';
  if (kind === wanted && !isRecord(value.spec)) return `a ${wanted} without a spec`;
  return `a ${String(apiVersion)} ${String(kind)}`;
}

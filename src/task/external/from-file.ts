import { type FieldPath, problemText, quoted, type TextPlace } from '../../diagnostics';
import type { Reading, ReadObject } from '../../reader';
import type { ObjectMeta, TaskSpec } from '../../spec';
import { isRecord } from '../../synth';
import { type AnySurface, compareSurface, declaredSurface } from './declared-surface';

interface ReadTask {
  readonly metadata: ObjectMeta;
  readonly spec: TaskSpec;
  readonly surface: AnySurface;
}

/**
 * Reads the Task of a YAML file, as kubectl reads it, with all that it declares; what `expected` names must be declared with the same type.
 * @throws Error when the file cannot be read (a line for each mistake), holds anything but one Task, or declares something else
 */
export function readTask(path: string, expected: Partial<AnySurface> = {}): ReadTask {
  if (typeof path !== 'string') throw new Error(`${String(path)} is given; Task.fromFile wants the path of a YAML file`);
  // loaded only when used, as the package that it stands on
  const { faultsOf, loadFile, readYaml } = require('../../reader') as typeof import('../../reader');
  const reading = readYaml(loadFile(path).text, path);
  const faults = reading.objects.flatMap((object, index) => faultsOf(reading, object, index));
  if (faults.length > 0)
    throw new Error(faults.map((fault) => `${placeText(path, fault)}: ${fault.code} ${problemText(fault)}`).join('\n'));
  const object = onlyObject(reading);
  const placeOf = (field: FieldPath) => placeText(path, reading.position(object.places.offsetOfField(field)));
  const manifest: unknown = object.document?.manifest;
  if (!isTask(manifest)) throw new Error(`${placeOf(['kind'])}: holds ${describe(manifest)}, ${WANTED}`);
  const odd = misshapen(manifest.metadata);
  if (odd !== undefined) throw new Error(`${placeOf(odd)}: ${odd.join('.')} must be a mapping`);
  const surface = declaredSurface(manifest.spec);
  compareSurface((kind) => placeOf(['spec', kind]), surface, expected);
  return { metadata: manifest.metadata ?? {}, spec: manifest.spec, surface };
}

const WANTED = 'but Task.fromFile wants exactly one tekton.dev/v1 Task';

function onlyObject({ origin, objects, position }: Reading): ReadObject {
  const [only, second] = objects;
  if (only !== undefined && second === undefined) return only;
  const place = second === undefined ? origin : placeText(origin, position(second.places.offsetOfField([])));
  throw new Error(`${place}: holds ${objects.length} documents, ${WANTED}`);
}

function placeText(path: string, { line, column }: TextPlace): string {
  return `${path}:${line}:${column}`;
}

/** The field of the metadata that an object of cdk8s would take for something else. */
function misshapen(metadata: unknown): FieldPath | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (!isRecord(metadata)) return ['metadata'];
  const field = ['labels', 'annotations'].find((name) => !isRecord(metadata[name] ?? {}));
  return field === undefined ? undefined : ['metadata', field];
}

function isTask(value: unknown): value is { metadata?: ObjectMeta; spec: TaskSpec } {
  return isRecord(value) && value.apiVersion === 'tekton.dev/v1' && value.kind === 'Task' && isRecord(value.spec);
}

function describe(value: unknown): string {
  if (!isRecord(value)) return Array.isArray(value) ? 'a list' : `the text ${quoted(String(value))}`;
  const { apiVersion, kind } = value;
  if (apiVersion === undefined || kind === undefined) return 'something without apiVersion or kind';
  if (kind === 'Task' && !isRecord(value.spec)) return 'a Task without a spec';
  return `a ${String(apiVersion)} ${String(kind)}`;
}

import { type Diagnostic, type FieldPath, whereText } from '../../diagnostics';
import { isRecord } from '../notation/record';
import { placeKey } from '../view/document';
import { CORE_KINDS, type ObjectView } from '../view/object-view';

/** The diagnostics with the fields of v1beta1 objects as they are written there: rules know the words of v1 only. */
export function inOlderWords(found: readonly Diagnostic[], objects: readonly ObjectView[]): readonly Diagnostic[] {
  const older = new Map<string, unknown>();
  for (const { apiVersion, kind, document } of objects)
    if (apiVersion === 'tekton.dev/v1beta1' && CORE_KINDS.has(kind)) older.set(placeKey(document), document.manifest);
  if (older.size === 0) return found;
  return found.map((one) => {
    const manifest = older.get(placeKey(one));
    if (manifest === undefined) return one;
    const field = olderField(one.field, manifest);
    return { ...one, field, where: whereText(manifest, field) };
  });
}

const names: Readonly<Record<string, string>> = {
  computeResources: 'resources',
  stepSpecs: 'stepOverrides',
  sidecarSpecs: 'sidecarOverrides',
  serviceAccountName: 'taskServiceAccountName',
  podTemplate: 'taskPodTemplate',
};
const overrides: ReadonlySet<unknown> = new Set(['stepSpecs', 'sidecarSpecs']);
const containers: ReadonlySet<unknown> = new Set(['steps', 'sidecars', 'stepOverrides', 'sidecarOverrides']);

function olderField(field: FieldPath, manifest: unknown): FieldPath {
  const made: (string | number)[] = [];
  let value: unknown = manifest;
  for (const part of ofRun(field, manifest)) {
    const name = olderName(part, made, value);
    made.push(name);
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return made;
}

/** @param made - where the field stands, @param value - what stands there */
function olderName(part: string | number, made: FieldPath, value: unknown): string | number {
  const older = typeof part === 'string' && Object.hasOwn(names, part) ? names[part] : undefined;
  if (older === undefined || (isRecord(value) && part in value)) return part;
  const isInContainer = made.at(-1) === 'stepTemplate' || containers.has(made.at(-2));
  return (isRecord(value) && older in value) || isInContainer || overrides.has(part) ? older : part;
}

/** What v1 put together: a run's template and its timeouts. */
function ofRun(field: FieldPath, manifest: unknown): FieldPath {
  const [spec, first, second] = field;
  if (first === 'taskRunTemplate') return [spec ?? 'spec', ...field.slice(2)];
  const body: unknown = isRecord(manifest) ? manifest.spec : undefined;
  const hasTimeout = first === 'timeouts' && isRecord(body) && body.timeout !== undefined && body.timeouts === undefined;
  return hasTimeout && (second === undefined || second === 'pipeline') ? ['spec', 'timeout'] : field;
}

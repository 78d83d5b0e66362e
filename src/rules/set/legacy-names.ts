import { type Diagnostic, type FieldPath, whereText } from '../../diagnostics';
import { isRecord } from '../notation/record';
import { documentKey } from '../view/document';
import { CORE_KINDS, type ObjectView } from '../view/object-view';

/** Returns the diagnostics with legacy field names in the field paths of v1beta1 objects. Rules use v1 names only. */
export function withLegacyNames(found: readonly Diagnostic[], objects: readonly ObjectView[]): readonly Diagnostic[] {
  const legacy = new Map<string, unknown>();
  for (const { apiVersion, kind, document } of objects)
    if (apiVersion === 'tekton.dev/v1beta1' && CORE_KINDS.has(kind)) legacy.set(documentKey(document), document.manifest);
  if (legacy.size === 0) return found;
  return found.map((one) => {
    const manifest = legacy.get(documentKey(one));
    if (manifest === undefined) return one;
    const field = legacyField(one.field, manifest);
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

function legacyField(field: FieldPath, manifest: unknown): FieldPath {
  const made: (string | number)[] = [];
  let value: unknown = manifest;
  for (const part of ofRun(field, manifest)) {
    const name = legacyName(part, made, value);
    made.push(name);
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return made;
}

/** @param made - the converted path up to the field, @param value - the value at that path */
function legacyName(part: string | number, made: FieldPath, value: unknown): string | number {
  const older = typeof part === 'string' && Object.hasOwn(names, part) ? names[part] : undefined;
  if (older === undefined || (isRecord(value) && part in value)) return part;
  const isInContainer = made.at(-1) === 'stepTemplate' || containers.has(made.at(-2));
  return (isRecord(value) && older in value) || isInContainer || overrides.has(part) ? older : part;
}

/** Fields that v1 groups: the template of a run and its timeouts. */
function ofRun(field: FieldPath, manifest: unknown): FieldPath {
  const [spec, first, second] = field;
  if (first === 'taskRunTemplate') return [spec ?? 'spec', ...field.slice(2)];
  const body: unknown = isRecord(manifest) ? manifest.spec : undefined;
  const hasTimeout = first === 'timeouts' && isRecord(body) && body.timeout !== undefined && body.timeouts === undefined;
  return hasTimeout && (second === undefined || second === 'pipeline') ? ['spec', 'timeout'] : field;
}

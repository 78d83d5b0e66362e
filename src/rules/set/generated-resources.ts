import { type Diagnostic, type FieldPath, whereText } from '../../diagnostics';
import type { Manifest } from '../../spec';
import { isRecord } from '../notation/record';
import type { Document } from '../view/document';
import { type TriggerTemplateSpec, templatesOf } from '../view/trigger-view';

/** A resource that a TriggerTemplate generates for an event, and its location in the template. */
interface GeneratedResource {
  readonly document: Document;
  /** The document of the TriggerTemplate, Trigger or EventListener. */
  readonly outer: Document;
  readonly field: FieldPath;
  /** The resource as written, with `$(tt.params.x)` in its strings. */
  readonly written: unknown;
}

/** The Tekton resources that TriggerTemplates generate, as documents of their own. Triggers itself does not check them. */
export class GeneratedResources {
  private readonly byOrigin = new Map<string, GeneratedResource>();

  constructor(documents: readonly Document[]) {
    for (const document of documents) this.addFrom(document);
  }

  get documents(): readonly Document[] {
    return [...this.byOrigin.values()].map(({ document }) => document);
  }

  /** Moves diagnostics of generated resources to their templates. Leaves out those that depend on a value of the event. */
  relocated(found: readonly Diagnostic[]): readonly Diagnostic[] {
    if (this.byOrigin.size === 0) return found;
    return found.flatMap((one) => {
      const generated = this.byOrigin.get(one.origin);
      if (generated === undefined) return [one];
      if (one.code === NAME_TAKEN || (!OF_TEXT.has(one.code) && isOfEvent(generated.written, one))) return [];
      const { origin, index = 0, manifest } = generated.outer;
      const field = [...generated.field, ...one.field];
      return [{ ...one, origin, index, field, where: whereText(manifest, field) }];
    });
  }

  private addFrom(outer: Document): void {
    const manifest: unknown = outer.manifest;
    if (!isRecord(manifest) || !holders.has(manifest.kind) || !isRecord(manifest.spec) || !isOfTriggers(manifest.apiVersion)) return;
    for (const { field, objects } of listsOf(String(manifest.kind), manifest.spec)) {
      for (const [at, written] of objects.entries()) {
        if (isOfTekton(written)) this.add(outer, ['spec', ...field, 'resourcetemplates', at], written);
      }
    }
  }

  private add(outer: Document, field: FieldPath, written: Readonly<Record<string, unknown>>): void {
    // an origin that no file and no construct can have
    const origin = `\n${this.byOrigin.size}`;
    const filled = fill(written, new Map()) as Manifest;
    const { namespace } = isRecord(outer.manifest.metadata) ? outer.manifest.metadata : {};
    const metadata = isRecord(filled.metadata)
      ? withoutEventNamespace({ ...(namespace === undefined ? {} : { namespace }), ...filled.metadata }, written.metadata)
      : filled.metadata;
    this.byOrigin.set(origin, { document: { origin, manifest: { ...filled, metadata } as Manifest }, outer, field, written });
  }
}

/** A namespace that is a value of the event is unknown. */
function withoutEventNamespace(metadata: Readonly<Record<string, unknown>>, written: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(written) || typeof written.namespace !== 'string' || !ANY_USE.test(written.namespace)) return metadata;
  const { namespace: _, ...rest } = metadata;
  return rest;
}

/** Whether the document is a resource that a template generates. */
export function isGenerated({ origin }: Document): boolean {
  return origin.startsWith('\n');
}

const holders: ReadonlySet<unknown> = new Set(['TriggerTemplate', 'Trigger', 'EventListener']);
// two templates may generate resources of the same name at different times
const NAME_TAKEN = 'TW005';
// a value of an event is always a string, and a variable next to it does not change
const OF_TEXT: ReadonlySet<string> = new Set(['TW304', 'TW330', 'TW331']);

function isOfTriggers(apiVersion: unknown): boolean {
  return typeof apiVersion === 'string' && apiVersion.startsWith('triggers.tekton.dev/');
}

function isOfTekton(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isRecord(value) && typeof value.kind === 'string' && typeof value.apiVersion === 'string' && value.apiVersion.startsWith('tekton.dev/')
  );
}

interface List {
  readonly field: FieldPath;
  readonly objects: readonly unknown[];
}

/** The arrays of resources. Their shape is not checked yet, so other types are skipped. */
function listsOf(kind: string, spec: Readonly<Record<string, unknown>>): readonly List[] {
  if (kind === 'EventListener' && !(Array.isArray(spec.triggers) && spec.triggers.every(isRecord))) return [];
  const templates = templatesOf(kind, spec as TriggerTemplateSpec);
  return templates.flatMap(({ field, part }) => {
    const objects: unknown = isRecord(part) ? part.resourcetemplates : undefined;
    return Array.isArray(objects) ? [{ field, objects }] : [];
  });
}

// Triggers replaces every $(uid) with a UUID (pkg/template/resource.go applyUIDToResourceTemplate)
const USE = /\$\((?:tt\.params\.[_a-zA-Z][_a-zA-Z0-9.-]*|uid)\)/g;
const ANY_USE = /\$\((?:tt\.|uid\))/;

/** Returns a copy with a placeholder for every value of the event. Cyclic values stay cyclic. */
function fill(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'string') return value.replace(USE, 'tt');
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (seen.size > MAX_PARTS) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  for (const [key, item] of Object.entries(value)) {
    const made = seen.size > MAX_PARTS ? item : fill(item, seen);
    Object.defineProperty(copy, key, { value: made, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

// more values than any run has, and few enough for the stack
const MAX_PARTS = 4000;

/** Whether the string at the field, or the reported line of it, contains a value of the event. */
function isOfEvent(written: unknown, { field, at }: Diagnostic): boolean {
  let value = written;
  for (const part of field)
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[part] : undefined;
  if (typeof value !== 'string' || !ANY_USE.test(value)) return false;
  return at === undefined || ANY_USE.test(value.split('\n')[at.line - 1] ?? '');
}

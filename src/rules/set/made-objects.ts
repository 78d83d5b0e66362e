import { type Diagnostic, type FieldPath, whereText } from '../../diagnostics';
import type { Manifest } from '../../spec';
import { isRecord } from '../notation/record';
import type { Document } from '../view/document';
import { type TriggerTemplateSpec, templatesOf } from '../view/trigger-view';

/** An object that a TriggerTemplate makes when an event comes, and where it is written. */
interface Made {
  readonly document: Document;
  /** The document of the TriggerTemplate, Trigger or EventListener. */
  readonly outer: Document;
  readonly field: FieldPath;
  /** The object as it is written, with `$(tt.params.x)` in its texts. */
  readonly written: unknown;
}

/** The objects of Tekton that templates of the set make, as documents of their own; Triggers itself never looks at them. */
export class MadeObjects {
  private readonly byOrigin = new Map<string, Made>();

  constructor(documents: readonly Document[]) {
    for (const document of documents) this.addFrom(document);
  }

  get documents(): readonly Document[] {
    return [...this.byOrigin.values()].map(({ document }) => document);
  }

  /** What was found in the made objects, as said of the templates. What hangs on a value of the event is left out. */
  relocated(found: readonly Diagnostic[]): readonly Diagnostic[] {
    if (this.byOrigin.size === 0) return found;
    return found.flatMap((one) => {
      const made = this.byOrigin.get(one.origin);
      if (made === undefined) return [one];
      if (one.code === NAME_TAKEN || (!OF_TEXT.has(one.code) && isOfEvent(made.written, one))) return [];
      const { origin, index = 0, manifest } = made.outer;
      const field = [...made.field, ...one.field];
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
    // no file and no construct has such a name
    const origin = `\n${this.byOrigin.size}`;
    const filled = fill(written, new Map()) as Manifest;
    const { namespace } = isRecord(outer.manifest.metadata) ? outer.manifest.metadata : {};
    const metadata = isRecord(filled.metadata)
      ? { ...(namespace === undefined ? {} : { namespace }), ...filled.metadata }
      : filled.metadata;
    this.byOrigin.set(origin, { document: { origin, manifest: { ...filled, metadata } as Manifest }, outer, field, written });
  }
}

/** Whether a template makes the object of the document. */
export function isMade({ origin }: Document): boolean {
  return origin.startsWith('\n');
}

const holders: ReadonlySet<unknown> = new Set(['TriggerTemplate', 'Trigger', 'EventListener']);
// two templates may well make objects of one name, one after the other
const NAME_TAKEN = 'TW005';
// a value of an event is always a text, and a variable beside it stays what it is
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

/** The lists of objects, if they are lists: nobody has looked at their form yet. */
function listsOf(kind: string, spec: Readonly<Record<string, unknown>>): readonly List[] {
  if (kind === 'EventListener' && !(Array.isArray(spec.triggers) && spec.triggers.every(isRecord))) return [];
  const templates = templatesOf(kind, spec as TriggerTemplateSpec);
  return templates.flatMap(({ field, part }) => {
    const objects: unknown = isRecord(part) ? part.resourcetemplates : undefined;
    return Array.isArray(objects) ? [{ field, objects }] : [];
  });
}

// Triggers puts a UUID in place of $(uid), wherever it stands (pkg/template/resource.go applyUIDToResourceTemplate)
const USE = /\$\((?:tt\.params\.[_a-zA-Z][_a-zA-Z0-9.-]*|uid)\)/g;
const ANY_USE = /\$\((?:tt\.|uid\))/;

/** A copy with something in place of every value that only the event will tell. What holds itself does so in the copy. */
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

// more parts than any run has, and few enough for the stack
const MAX_PARTS = 4000;

/** Whether the text at the field, or the line of it that is meant, holds a value of the event. */
function isOfEvent(written: unknown, { field, at }: Diagnostic): boolean {
  let value = written;
  for (const part of field)
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[part] : undefined;
  if (typeof value !== 'string' || !ANY_USE.test(value)) return false;
  return at === undefined || ANY_USE.test(value.split('\n')[at.line - 1] ?? '');
}

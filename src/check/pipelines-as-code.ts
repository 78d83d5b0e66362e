import type { Diagnostic } from '../diagnostics';
import type { ReadDocument, Source } from '../reader';
import { allRules } from '../rules';
import { partOf } from './foreign';
import { closedRoot, pathOf } from './paths';

const PREFIX = 'pipelinesascode.tekton.dev/';

/** Whether Pipelines-as-Code replaces `{{ variables }}` of the file before it is YAML. */
export function isOfPipelinesAsCode({ origin, text }: Source): boolean {
  return closedRoot(pathOf(origin)) !== undefined || text.includes(PREFIX);
}

/** The objects that Pipelines-as-Code embeds in runs of the documents because of annotations, as `Task/*`, because their names are unknown. */
export function inlinedObjects(documents: readonly ReadDocument[]): readonly string[] {
  const found = new Set<string>();
  for (const { manifest } of documents) {
    const annotations = partOf(partOf(manifest, 'metadata'), 'annotations');
    if (typeof annotations !== 'object' || annotations === null) continue;
    for (const key of Object.keys(annotations)) {
      if (/^pipelinesascode\.tekton\.dev\/task(-\d+)?$/.test(key)) found.add('Task/*');
      // Pipelines-as-Code also fetches the Tasks of a remote Pipeline
      if (key === `${PREFIX}pipeline`) for (const kind of ['Pipeline', 'Task']) found.add(`${kind}/*`);
    }
  }
  return [...found];
}

/** Returns the diagnostics without those that depend on a `{{ variable }}`, whose value is known only with the event. */
export function withoutVariables(
  found: readonly Diagnostic[],
  documents: ReadonlyMap<string, ReadDocument>,
  placeOf: (one: Diagnostic) => string,
) {
  return found.filter((one) => {
    const document = documents.get(placeOf(one));
    return document === undefined || about.has(one.code) || !hasVariable(document.manifest, one);
  });
}

/** The rules about Pipelines-as-Code itself. */
const about: ReadonlySet<string> = new Set(allRules.flatMap(({ code, source }) => (/pipelines-?as-?code/i.test(source) ? [code] : [])));

/** Whether the string at the field, the reported line of it, or its key contains a variable. */
export function hasVariable(manifest: unknown, { field, at }: Diagnostic): boolean {
  let value = manifest;
  for (const part of field) {
    if (VARIABLE.test(String(part))) return true;
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string | number, unknown>>)[part] : undefined;
  }
  if (typeof value !== 'string') return false;
  return VARIABLE.test(at === undefined ? value : (value.split('\n')[at.line - 1] ?? ''));
}

const VARIABLE = /\{\{[^{}\n]+\}\}/;

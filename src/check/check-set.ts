import type { Diagnostic } from '../diagnostics';
import { collectGarbage, type ReadDocument } from '../reader';
import { checkDocuments, type RuleOptions } from '../rules';
import { FEATURES_ANNOTATION, parseFeatures } from '../spec';
import { batchesOf } from './batches';
import { partOf, textOf } from './foreign';
import { inlinedObjects } from './pipelines-as-code';
import type { ManifestSet } from './sets';

type Features = Readonly<Record<string, string>>;

/** Options of a check whose manifests may note feature flags. */
export interface CheckSetOptions extends RuleOptions {
  /** Feature flags that count whatever a manifest notes. @default - none */
  readonly forcedFeatures?: Features;
}

/** Runs all rules on the members of a set; what they refer to in other sets is checked there. */
export function checkSet(set: ManifestSet, options: CheckSetOptions): readonly Diagnostic[] {
  if (set.around.length > 0) return checkBatch(set, options);
  const batches = batchesOf(set.members);
  return batches.flatMap((members, at) => {
    if (batches.length > 1 && at % COLLECTED === 0) collectGarbage();
    return checkBatch({ ...set, members }, options);
  });
}

// what a few batches leave behind
const COLLECTED = 4;

function checkBatch({ members, around, ambiguous }: ManifestSet, options: CheckSetOptions): readonly Diagnostic[] {
  const { external = [] } = options;
  const all = around.length === 0 ? members : [...members, ...around];
  const inlined = inlinedObjects(members);
  const known = ambiguous.length + inlined.length === 0 ? external : [...external, ...ambiguous, ...inlined];
  const found = checkByFeatures(all, { ...options, external: known });
  if (around.length === 0) return found;
  const others = new Set(around.map(placeOf));
  return found.filter((one) => !others.has(placeOf(one)));
}

/** The documents are checked together, once for each combination of feature flags, of which each gets the diagnostics of its own. */
function checkByFeatures(documents: readonly ReadDocument[], options: CheckSetOptions): readonly Diagnostic[] {
  const noted = notedFeatures(documents);
  const withFeatures = (features: Features) => ({ ...options, features: { ...options.features, ...features, ...options.forcedFeatures } });
  if (noted.size === 0) return checkDocuments(documents, withFeatures({}));
  const groups = new Map<string, { readonly features: Features; readonly places: Set<string> }>();
  for (const document of documents) {
    const features = noted.get(document.origin) ?? {};
    const own = ownFeatures(document) ?? features;
    const key = JSON.stringify(own);
    const group = groups.get(key) ?? { features: own, places: new Set() };
    groups.set(key, group);
    group.places.add(placeOf(document));
  }
  return [...groups.values()].flatMap(({ features, places }) =>
    checkDocuments(documents, withFeatures(features)).filter((one) => places.has(placeOf(one))),
  );
}

/** The flags that objects of a file note, by file; what notes none is of the same program as the others of its file. */
function notedFeatures(documents: readonly ReadDocument[]): ReadonlyMap<string, Features> {
  const found = new Map<string, Features>();
  for (const document of documents) {
    const own = ownFeatures(document);
    if (own !== undefined && !found.has(document.origin)) found.set(document.origin, own);
  }
  return found;
}

function ownFeatures({ manifest }: ReadDocument): Features | undefined {
  const text = textOf(partOf(partOf(manifest, 'metadata'), 'annotations'), FEATURES_ANNOTATION);
  return text === '' ? undefined : parseFeatures(text);
}

/** One string for each document, that of a diagnostic too. */
export function placeOf({ origin, index = 0 }: { readonly origin: string; readonly index?: number }): string {
  return `${index} ${origin}`;
}

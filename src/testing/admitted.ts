import { Construct, type IConstruct } from 'constructs';
import { isForeign } from '../check';
import { configuration } from '../config';
import { formatDiagnostic, TekwireError } from '../diagnostics';
import { allRules, checkDocuments, isAllowable } from '../rules';
import type { Manifest } from '../spec';
import { isRecord, unknownKeys } from '../synth';
import { manifestsOf } from './testing';

/** The cluster that manifests are checked for. */
export interface ClusterSettings {
  /** Feature flags by Tekton's names, such as `{ 'enable-api-fields': 'alpha' }`. @default - Tekton's defaults */
  readonly features?: Readonly<Record<string, string>>;
}

/**
 * Returns what a cluster with these feature flags would refuse, a line each: `code origin field: message`. `subject` is a construct, whose
 * whole app counts, a manifest, or an array of manifests. Empty when all would be admitted.
 * @throws TekwireError when a flag or its value is unknown to Tekton
 * @example
 * expect(refusalsOf(app, { features: { 'enable-api-fields': 'stable' } })).toEqual([]);
 */
export function refusalsOf(subject: IConstruct | Manifest | readonly Manifest[], settings: ClusterSettings = {}): string[] {
  const [unknown] = unknownKeys('ClusterSettings', settings);
  if (unknown !== undefined) throw new TekwireError(`refusalsOf: ${unknown.message}`);
  const { features = {} } = settings;
  const documents = manifestsIn(subject).map((manifest, index) => ({ origin: originOf(manifest), index, manifest }));
  const found = checkDocuments(
    documents.filter((one) => !isForeign(one)),
    { features: checkedFeatures(features) },
  );
  const ruleOf = (code: string) => allRules.find((rule) => rule.code === code);
  return found.filter((one) => !isAllowable(one, ruleOf(one.code))).map(formatDiagnostic);
}

function manifestsIn(subject: IConstruct | Manifest | readonly Manifest[]): readonly Manifest[] {
  if (Array.isArray(subject)) return subject;
  if (Construct.isConstruct(subject)) return manifestsOf(subject);
  if (isRecord(subject)) return [subject as Manifest];
  throw new TekwireError('expected a construct, a manifest, or an array of manifests');
}

function originOf({ kind, metadata }: Manifest): string {
  return `${kind ?? 'object'}/${metadata?.name ?? metadata?.generateName ?? ''}`;
}

function checkedFeatures(features: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { featureName, featureProblem } = configuration();
  const given = Object.entries(features).map(([name, value]) => {
    const problem = featureProblem(name, value);
    if (problem !== undefined) throw new TekwireError(`features: ${problem}`);
    return [featureName(name), value] as const;
  });
  return Object.fromEntries(given);
}

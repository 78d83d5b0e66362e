import type { ObjectMeta, StepActionSpec } from '../../spec';
import { isRecord } from '../notation/record';
import { conform, type Mismatch } from '../shape/conform';
import { tryFindShape } from '../shape/manifest-shape';
import { metadata as metadataShape } from '../shape/metadata-shape';
import { converted } from './convert';
import type { Document } from './document';
import type { Loose, View } from './view';

/** A whole manifest of any kind. */
export interface ObjectView extends View {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Loose<ObjectMeta>;
  /** `metadata.name`; empty when the manifest has none. */
  readonly name: string;
  readonly namespace: string;
  /** The parts of `spec` that match its shape; undefined for kinds without a known shape. */
  readonly spec: unknown;
  /** Unknown fields and wrong types. */
  readonly mismatches: readonly Mismatch[];
}

/** A StepAction of a known version. */
export interface StepActionView extends ObjectView {
  readonly spec: Loose<StepActionSpec>;
}

export function viewObject(document: Document): ObjectView {
  const manifest: unknown = document.manifest;
  const root = isRecord(manifest) ? manifest : {};
  const apiVersion = textOr(root.apiVersion);
  const kind = textOr(root.kind);
  const shape = tryFindShape(apiVersion, kind);
  const whole = shape && conform(root, shape, []);
  const part = whole === undefined ? conform(root.metadata, metadataShape, ['metadata']) : undefined;
  const fitting = whole?.value as Readonly<Record<string, unknown>> | undefined;
  const metadata = ((fitting === undefined ? part?.value : fitting.metadata) ?? {}) as Loose<ObjectMeta>;
  return {
    document,
    field: [],
    apiVersion,
    kind,
    metadata,
    name: metadata.name ?? '',
    namespace: metadata.namespace ?? '',
    spec: fitting === undefined ? undefined : withV1Names(apiVersion, kind, fitting.spec ?? {}),
    mismatches: (whole ?? part)?.mismatches ?? [],
  };
}

/** Views a manifest whose `spec` equals that of `first`, which matches its shape. Only its metadata is checked. */
export function viewDuplicate(document: Document, first: ObjectView): ObjectView {
  const { value, mismatches } = conform(document.manifest.metadata, metadataShape, ['metadata']);
  const metadata = (value ?? {}) as Loose<ObjectMeta>;
  return { ...first, document, metadata, name: metadata.name ?? '', namespace: metadata.namespace ?? '', mismatches };
}

/** The kinds that rules check part by part. */
export const CORE_KINDS: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'TaskRun', 'PipelineRun']);

function withV1Names(apiVersion: string, kind: string, spec: unknown): unknown {
  return apiVersion === 'tekton.dev/v1beta1' && CORE_KINDS.has(kind) ? converted(kind, spec) : spec;
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

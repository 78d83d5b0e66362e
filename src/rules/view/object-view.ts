import type { ObjectMeta } from '../../spec';
import { isRecord } from '../notation/record';
import { conform, type Misfit } from '../shape/conform';
import { tryFindShape } from '../shape/manifest-shape';
import { metadata as metadataShape } from '../shape/metadata-shape';
import { converted } from './convert';
import type { Document } from './document';
import type { Loose, View } from './view';

/** A whole manifest, of whatever kind. */
export interface ObjectView extends View {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Loose<ObjectMeta>;
  /** Empty when the manifest does not say. */
  readonly name: string;
  readonly namespace: string;
  /** The well-shaped parts of `spec`; undefined for kinds that we do not know field by field. */
  readonly spec: unknown;
  /** Unknown fields and wrong types. */
  readonly misfits: readonly Misfit[];
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
    spec: fitting === undefined ? undefined : inWordsOfV1(apiVersion, kind, fitting.spec ?? {}),
    misfits: (whole ?? part)?.misfits ?? [],
  };
}

/** A manifest whose `spec` is that of another one, which is well-shaped: only its metadata is looked at. */
export function viewTwin(document: Document, first: ObjectView): ObjectView {
  const { value, misfits } = conform(document.manifest.metadata, metadataShape, ['metadata']);
  const metadata = (value ?? {}) as Loose<ObjectMeta>;
  return { ...first, document, metadata, name: metadata.name ?? '', namespace: metadata.namespace ?? '', misfits };
}

/** Kinds that rules look at part by part. */
export const CORE_KINDS: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'TaskRun', 'PipelineRun']);

function inWordsOfV1(apiVersion: string, kind: string, spec: unknown): unknown {
  return apiVersion === 'tekton.dev/v1beta1' && CORE_KINDS.has(kind) ? converted(kind, spec) : spec;
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

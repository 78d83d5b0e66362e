import { MAX_ANNOTATION_BYTES, MAX_OBJECT_BYTES } from '../../spec';
import type { Rule } from '../contract/rule';
import { bytesOf } from '../notation/json-size';
import { isRecord } from '../notation/record';
import type { ObjectView } from '../view/object-view';

/** Rules about the size of objects. */
export const objectSizeRules: readonly Rule[] = [
  {
    code: 'TW014',
    slug: 'object-too-large',
    title: 'object too large for etcd',
    why: 'the API server answers "etcdserver: request is too large"; for a run this happens when Tekton writes its status',
    source: 'etcd --max-request-bytes; pkg/apis/pipeline/v1/pipelinerun_types.go PipelineRunStatusFields.PipelineSpec',
    severity: 'error',
    stricter: 'the API server checks the size when it stores the object, and accepts a run whose status will not fit',
    refuses: () => true,
    on: 'object',
    only: 'large',
    check: (object, context, report) => {
      const bytes = context.memo.sizeOf(object);
      const all = bytes * 2 > MAX_OBJECT_BYTES ? bytes + copyOf(object) : bytes;
      if (all > MAX_OBJECT_BYTES)
        report(
          ['spec'],
          `the ${object.kind} has ${bytes} bytes${all > bytes ? `, and ${all} with its status` : ''}; at most ${MAX_OBJECT_BYTES} are allowed`,
          'split it, or replace embedded specs with references by name',
        );
    },
  },
  {
    code: 'TW571',
    slug: 'apply-too-large',
    title: 'object too large for client-side kubectl apply',
    why: 'kubectl apply copies the whole object into an annotation, and the API server refuses one of more than 256 KiB',
    source: 'kubernetes.io docs/reference/labels-annotations-taints last-applied-configuration; apimachinery TotalAnnotationSizeLimitB',
    severity: 'warning',
    lint: 'usual',
    on: 'object',
    only: 'large',
    check: (object, context, report) => {
      const bytes = context.memo.sizeOf(object);
      if (bytes > MAX_ANNOTATION_BYTES && bytes <= MAX_OBJECT_BYTES && object.name !== '')
        report(
          ['spec'],
          `the ${object.kind} has ${bytes} bytes; kubectl apply accepts at most ${MAX_ANNOTATION_BYTES}`,
          'use kubectl apply --server-side',
        );
    },
  },
];

/** How many bytes of a run Tekton copies into its status. */
function copyOf({ document: { manifest } }: ObjectView): number {
  const spec: unknown = manifest.spec;
  const embedded = isRecord(spec) ? (spec.pipelineSpec ?? spec.taskSpec) : undefined;
  return embedded === undefined ? 0 : bytesOf(embedded);
}

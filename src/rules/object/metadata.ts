import { quoted } from '../../diagnostics';
import { MAX_ANNOTATION_BYTES, MAX_NAME_LENGTH } from '../../spec';
import { checkAnnotationKeys, checkLabels } from '../checks/labels';
import type { Report, Rule } from '../contract/rule';
import { isLabel, isSubdomain, LABEL_TEXT } from '../notation/name';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';

/** What holds for every object, whatever its kind. */
export const metadataRules: readonly Rule[] = [
  {
    code: 'TW001',
    slug: 'not-a-manifest',
    title: 'manifest without apiVersion and kind',
    why: 'the API server does not know what it is given and refuses it',
    source: 'k8s.io/apimachinery pkg/runtime/serializer/json Decode',
    severity: 'error',
    on: 'object',
    check: checkKind,
  },
  {
    code: 'TW004',
    slug: 'invalid-object-name',
    title: 'missing or invalid object name',
    why: 'admission refuses the object; Tekton makes label values of its name, so it is shorter than Kubernetes allows',
    source: 'pkg/apis/validate/metadata.go ObjectMetadata',
    severity: 'error',
    exception: 'Triggers does not look at the length of names of EventListeners and interceptors',
    on: 'object',
    check: checkName,
  },
  {
    code: 'TW005',
    slug: 'duplicate-object',
    title: 'two objects with the same kind, namespace and name',
    why: 'the one that is applied last replaces the other, and which one that is depends on the order of the files',
    source: 'Kubernetes: a name is unique within kind and namespace',
    severity: 'error',
    stricter: 'each object alone is admitted; together the later one silently replaces the earlier one',
    on: 'object',
    check: checkDuplicate,
  },
  {
    code: 'TW006',
    slug: 'invalid-label',
    title: 'invalid label key or value',
    why: 'the API server refuses the object',
    source: 'k8s.io/apimachinery pkg/apis/meta/v1/validation ValidateLabels',
    severity: 'error',
    on: 'object',
    only: 'labelled',
    check: ({ metadata }, _, report) => checkLabels(['metadata', 'labels'], metadata.labels, report),
  },
  {
    code: 'TW007',
    slug: 'invalid-annotation',
    title: 'invalid annotation key, or annotations over 256 KiB',
    why: 'the API server refuses the object',
    source: 'k8s.io/apimachinery pkg/api/validation ValidateAnnotations',
    severity: 'error',
    on: 'object',
    only: 'labelled',
    check: checkAnnotations,
  },
  {
    code: 'TW008',
    slug: 'invalid-namespace',
    title: 'invalid namespace',
    why: 'there can be no such namespace',
    source: 'k8s.io/apimachinery pkg/api/validation ValidateNamespaceName',
    severity: 'error',
    on: 'object',
    check: ({ namespace }, _, report) => {
      if (namespace !== '' && !isLabel(namespace)) report(['metadata', 'namespace'], `${quoted(namespace)} is no namespace; ${LABEL_TEXT}`);
    },
  },
  {
    code: 'TW009',
    slug: 'generated-definition-name',
    title: 'definition with generateName',
    why: 'kubectl apply refuses generateName, and nothing can refer to a Task whose name is not known',
    source: 'kubectl apply: "cannot use generate name with apply"',
    severity: 'error',
    stricter: 'kubectl create admits it, but no pipeline can refer to the object then',
    on: 'object',
    check: ({ kind, name, metadata }, _, report) => {
      if (name !== '' || !metadata.generateName || !definitions.has(kind)) return;
      report(['metadata', 'generateName'], `a ${kind} needs a fixed name; generateName is for runs`, 'set metadata.name');
    },
  },
];

const definitions: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'StepAction']);

function checkKind({ document, apiVersion, kind }: ObjectView, _: Context, report: Report): void {
  const manifest: unknown = document.manifest;
  if (!isRecord(manifest)) {
    report([], 'the document is no Kubernetes object; it needs apiVersion, kind, metadata and spec');
    return;
  }
  if (apiVersion === '')
    report(
      ['apiVersion'],
      `${'apiVersion' in manifest ? 'apiVersion is no text' : 'apiVersion is missing'}; use for instance "tekton.dev/v1"`,
    );
  else if (apiVersion.indexOf('/') !== apiVersion.lastIndexOf('/'))
    report(['apiVersion'], `${quoted(apiVersion)} is no apiVersion; use group/version`);
  if (kind === '') report(['kind'], `${'kind' in manifest ? 'kind is no text' : 'kind is missing'}; use for instance "Task" or "Pipeline"`);
}

function checkName({ kind, name, metadata: { generateName = '' } }: ObjectView, _: Context, report: Report): void {
  if (kind === '') return;
  if (name === '' && generateName === '') {
    report(['metadata', 'name'], `the ${kind} has no name`, 'set metadata.name');
    return;
  }
  // the API server cuts the base at 58 characters and appends 5 of its own
  const whole = name === '' ? `${generateName.slice(0, 58)}abcde` : name;
  const field = ['metadata', name === '' ? 'generateName' : 'name'];
  if (whole.length > MAX_NAME_LENGTH)
    report(field, `${quoted(whole)} has ${whole.length} characters; a name has at most ${MAX_NAME_LENGTH}`);
  else if (!isSubdomain(whole, MAX_NAME_LENGTH)) {
    report(
      field,
      `${quoted(name || generateName)} is no valid name; use lower-case letters, digits, "-" and ".", with a letter or digit at both ends`,
    );
  }
}

function checkDuplicate(object: ObjectView, context: Context, report: Report): void {
  if (object.name === '') return;
  const first = context.lookup.firstLike(object);
  if (first === undefined || first === object) return;
  const { origin, index = 0 } = first.document;
  const place = object.namespace === '' ? '' : ` in namespace ${quoted(object.namespace)}`;
  const other = origin === object.document.origin ? `document ${index + 1} of ${origin}` : origin;
  report(['metadata', 'name'], `there are two ${object.kind}s ${quoted(object.name)}${place}; the other one is ${other}`);
}

function checkAnnotations({ metadata }: ObjectView, _: Context, report: Report): void {
  let bytes = 0;
  for (const [key, value = ''] of Object.entries(metadata.annotations ?? {})) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  checkAnnotationKeys(['metadata', 'annotations'], metadata.annotations, report);
  if (bytes > MAX_ANNOTATION_BYTES)
    report(['metadata', 'annotations'], `the annotations have ${bytes} bytes together; ${MAX_ANNOTATION_BYTES} are allowed`);
}

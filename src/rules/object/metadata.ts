import { quoted } from '../../diagnostics';
import { MAX_ANNOTATION_BYTES, MAX_NAME_LENGTH } from '../../spec';
import { checkAnnotationKeys, checkLabels } from '../checks/labels';
import type { Report, Rule } from '../contract/rule';
import { isLabel, isSubdomain, LABEL_TEXT } from '../notation/name';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';

/** Rules about the metadata of every kind of object. */
export const metadataRules: readonly Rule[] = [
  {
    code: 'TW001',
    slug: 'not-a-manifest',
    title: 'manifest without apiVersion and kind',
    why: 'the API server cannot tell the kind of the object and refuses it',
    source: 'k8s.io/apimachinery pkg/runtime/serializer/json Decode',
    severity: 'error',
    on: 'object',
    check: checkKind,
  },
  {
    code: 'TW004',
    slug: 'invalid-object-name',
    title: 'missing or invalid object name',
    why: 'admission refuses the object; Tekton uses names as label values, so it allows only 63 characters',
    source: 'pkg/apis/validate/metadata.go ObjectMetadata',
    severity: 'error',
    exception: 'Triggers does not check the length of the names of EventListeners and interceptors',
    on: 'object',
    check: checkName,
  },
  {
    code: 'TW005',
    slug: 'duplicate-object',
    title: 'two objects with the same kind, namespace and name',
    why: 'the object that is applied last replaces the other one, so the order of the files decides which one remains',
    source: 'Kubernetes: a name is unique within kind and namespace',
    severity: 'error',
    stricter: 'the API server accepts each object; the later one silently replaces the earlier one',
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
    why: 'no namespace can have this name',
    source: 'k8s.io/apimachinery pkg/api/validation ValidateNamespaceName',
    severity: 'error',
    on: 'object',
    check: ({ namespace }, _, report) => {
      if (namespace !== '' && !isLabel(namespace))
        report(['metadata', 'namespace'], `invalid namespace ${quoted(namespace)}; ${LABEL_TEXT}`);
    },
  },
  {
    code: 'TW009',
    slug: 'generated-definition-name',
    title: 'generateName of an object that others refer to',
    why: 'kubectl apply refuses generateName, and nothing can refer to a Task or Pipeline whose name is not fixed',
    source: 'kubectl apply: "cannot use generate name with apply"',
    severity: 'error',
    stricter: 'kubectl create accepts it, but no pipeline can refer to the object',
    on: 'object',
    check: ({ kind, name, metadata }, _, report) => {
      if (name !== '' || !metadata.generateName || !definitions.has(kind)) return;
      report(['metadata', 'generateName'], `a ${kind} needs a fixed name; generateName is for runs`, 'set metadata.name');
    },
  },
];

const definitions: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'StepAction']);

/** A program in the place of its manifests. */
const isProgram = (origin: string) => /\.[cm]?[jt]sx?$/.test(origin);

function checkKind({ document, apiVersion, kind }: ObjectView, _: Context, report: Report): void {
  const manifest: unknown = document.manifest;
  if (!isRecord(manifest)) {
    report(
      [],
      'the document is not a Kubernetes object; it needs apiVersion, kind, metadata and spec',
      isProgram(document.origin) ? 'run cdk8s synth, and check the folder that it writes: dist' : undefined,
    );
    return;
  }
  if (apiVersion === '')
    report(
      ['apiVersion'],
      `${'apiVersion' in manifest ? 'apiVersion is not a string' : 'apiVersion is missing'}; use for example "tekton.dev/v1"`,
    );
  else if (apiVersion.indexOf('/') !== apiVersion.lastIndexOf('/'))
    report(['apiVersion'], `invalid apiVersion ${quoted(apiVersion)}; expected group/version`);
  if (kind === '')
    report(['kind'], `${'kind' in manifest ? 'kind is not a string' : 'kind is missing'}; use for example "Task" or "Pipeline"`);
}

function checkName({ kind, name, metadata: { generateName = '' } }: ObjectView, _: Context, report: Report): void {
  if (kind === '') return;
  if (name === '' && generateName === '') {
    report(['metadata', 'name'], `the ${kind} has no name`, 'set metadata.name');
    return;
  }
  // the API server cuts the prefix at 58 characters and appends 5 random ones
  const whole = name === '' ? `${generateName.slice(0, 58)}abcde` : name;
  const field = ['metadata', name === '' ? 'generateName' : 'name'];
  if (whole.length > MAX_NAME_LENGTH)
    report(field, `the name ${quoted(whole)} has ${whole.length} characters; at most ${MAX_NAME_LENGTH} are allowed`);
  else if (!isSubdomain(whole, MAX_NAME_LENGTH)) {
    report(
      field,
      `invalid name ${quoted(name || generateName)}; use lower-case letters, digits, "-" and ".", starting and ending with a letter or digit`,
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
    report(['metadata', 'annotations'], `the annotations have ${bytes} bytes in total; at most ${MAX_ANNOTATION_BYTES} are allowed`);
}

import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { Mismatch } from '../shape/conform';
import { describe, typeText } from '../shape/shape';
import type { ObjectView } from '../view/object-view';

/** The names and JSON types of fields. */
export const fieldRules: readonly Rule[] = [
  {
    code: 'TW002',
    slug: 'unknown-field',
    title: 'unknown field',
    why: 'kubectl refuses the object, or the API server silently drops the field and it has no effect',
    source: 'the CRDs of tektoncd/pipeline config/300-*.yaml and the API server strict field validation',
    severity: 'error',
    on: 'object',
    only: 'misshapen',
    check: checkUnknown,
  },
  {
    code: 'TW010',
    slug: 'wrong-field-case',
    title: 'field name in the wrong case',
    why: 'kubectl and most tools treat the field as unknown; only Tekton ignores case, inside an embedded taskSpec',
    source: 'encoding/json Unmarshal (matches keys in any case) and the API server strict field validation',
    severity: 'error',
    stricter: 'where the CRD does not list the fields, for example in an embedded taskSpec, Tekton accepts them in any case',
    refuses: (field) => !field.some((part) => part === 'taskSpec' || part === 'pipelineSpec'),
    on: 'object',
    only: 'misshapen',
    check: ({ mismatches }, _, report) => {
      for (const mismatch of mismatches) {
        if (mismatch.kind === 'case')
          report(mismatch.field, `unknown field ${quoted(lastOf(mismatch.field))}; write ${quoted(mismatch.meant)}`);
      }
    },
  },
  {
    code: 'TW003',
    slug: 'wrong-field-type',
    title: 'field of the wrong JSON type',
    why: 'the webhook cannot decode the object; a frequent cause is an unquoted yes, 1.10 or 0755, which YAML does not read as a string',
    source: 'the CRDs of tektoncd/pipeline config/300-*.yaml and knative.dev/pkg webhook/json Decode',
    severity: 'error',
    exception: 'in a few arrays Tekton converts an item that is not a string into one, which is seldom what a step expects',
    on: 'object',
    only: 'misshapen',
    check: (object, _, report) => checkTypes(object, report, (mismatch) => !isTurnedIntoText(mismatch)),
  },
  {
    code: 'TW011',
    slug: 'param-without-value',
    title: 'param without a value',
    why: 'the webhook cannot decode the object: "impossible ParamValues.Type"',
    source: 'pkg/apis/pipeline/v1/param_types.go ParamValue.MarshalJSON',
    severity: 'error',
    on: 'object',
    only: 'misshapen',
    check: ({ mismatches }, _, report) => {
      for (const mismatch of mismatches)
        if (mismatch.kind === 'missing') report(mismatch.field, `${quoted(lastOf(mismatch.field))} is missing`);
    },
  },
  {
    code: 'TW012',
    slug: 'invalid-param-value',
    title: 'param value with items that are not strings',
    why: 'Tekton converts the number, array or object into a string, which is seldom what a step expects, or the webhook fails with "cannot create patch"',
    source: 'pkg/apis/pipeline/v1/param_types.go ParamValue.UnmarshalJSON',
    severity: 'error',
    stricter: 'Tekton converts numbers, booleans and nested values into strings, and null into an empty string',
    on: 'object',
    only: 'misshapen',
    check: (object, _, report) => checkTypes(object, report, isTurnedIntoText),
  },
];

function checkUnknown({ mismatches }: ObjectView, context: Context, report: Report): void {
  const versions = mismatches.filter(isVersionOfReference);
  for (const mismatch of mismatches) {
    if (mismatch.kind !== 'unknown') continue;
    const name = lastOf(mismatch.field);
    if (isVersionOfReference(mismatch)) {
      if (mismatch === versions[0]) reportVersion(mismatch.field, versions.length, report);
      continue;
    }
    const moved = renamed[name];
    if (moved !== undefined && mismatch.allowed.includes(moved.now)) report(mismatch.field, `unknown field ${quoted(name)}; ${moved.hint}`);
    else if (name === 'resources' && removedFrom.some((field) => mismatch.allowed.includes(field)))
      report(mismatch.field, 'Tekton removed PipelineResources', 'use params, results and workspaces');
    else report(mismatch.field, `unknown field ${quoted(name)}${context.suggest(name, mismatch.allowed)}`);
  }
}

/** Whether it is the version of a Task, which builds such as that of Konflux replace with a bundle. */
function isVersionOfReference(mismatch: Mismatch): boolean {
  const { kind, field } = mismatch;
  return kind === 'unknown' && lastOf(field) === 'version' && ['taskRef', 'pipelineRef'].includes(String(field[field.length - 2]));
}

/** Reports all references of an object at once: a build that supports versions writes them into every reference. */
function reportVersion(field: readonly (string | number)[], count: number, report: Report): void {
  const uses = count > 1 ? ` (${count} references have one)` : '';
  report(
    field,
    `unknown field "version"; Tekton knows no versions of references${uses}`,
    'use a resolver, or let the build that replaces the version with a bundle run first, and check what it writes',
  );
}

// sibling fields of `resources` in v1beta1
const removedFrom = ['stepTemplate', 'taskRef', 'tasks', 'pipelineRef'];

function lastOf(field: readonly (string | number)[]): string {
  return String(field[field.length - 1]);
}

// legacy field names and their replacements (docs/migrating-v1beta1-to-v1.md); the hint is given only where the field `now` is allowed
const renamed: Readonly<Record<string, { readonly now: string; readonly hint: string } | undefined>> = Object.assign(Object.create(null), {
  resources: { now: 'computeResources', hint: 'v1 renamed it to "computeResources"' },
  bundle: { now: 'resolver', hint: 'use the bundles resolver: resolver and params' },
  serviceAccount: { now: 'taskRunTemplate', hint: 'use "taskRunTemplate.serviceAccountName"' },
  serviceAccountName: { now: 'taskRunTemplate', hint: 'v1 moved it to "taskRunTemplate"' },
  podTemplate: { now: 'taskRunTemplate', hint: 'v1 moved it to "taskRunTemplate"' },
  timeout: { now: 'timeouts', hint: 'v1 renamed it to "timeouts.pipeline"' },
  ...Object.fromEntries(
    ['github', 'gitlab', 'bitbucket', 'cel'].map((name) => [
      name,
      { now: 'webhook', hint: `v1beta1 refers to it: ref: {name: ${name}}, with params` },
    ]),
  ),
});

type TypeMismatch = Extract<Mismatch, { kind: 'type' }>;

function isTurnedIntoText({ expected, value }: TypeMismatch): boolean {
  return expected === 'value' || value === null;
}

function checkTypes({ mismatches }: ObjectView, report: Report, isMine: (mismatch: TypeMismatch) => boolean): void {
  for (const mismatch of mismatches) {
    if (mismatch.kind !== 'type' || !isMine(mismatch)) continue;
    const { value, expected, field } = culprit(mismatch);
    const isScalar = typeof value === 'number' || typeof value === 'boolean';
    const wantsText = expected === 'text' || expected === 'value';
    const isInvalidQuantity = expected === 'amount' && typeof value === 'string';
    const found = isScalar ? `${value} (${typeText(value)})` : isInvalidQuantity ? quoted(value) : typeText(value);
    report(field, `expected ${describe(expected)}, found ${found}`, isScalar && wantsText ? 'put it in quotes' : undefined);
  }
}

/** Narrows a mismatch in an array or object of strings to the item that is not a string. */
function culprit(mismatch: TypeMismatch): Pick<TypeMismatch, 'value' | 'expected' | 'field'> {
  const { value, expected, field } = mismatch;
  if (expected !== 'value' || typeof value !== 'object' || value === null) return mismatch;
  const inner = Object.entries(value).find(([, item]) => typeof item !== 'string');
  if (inner === undefined) return mismatch;
  const [key, item] = inner;
  return { value: item, expected: 'text', field: [...field, Array.isArray(value) ? Number(key) : key] };
}

import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { Misfit } from '../shape/conform';
import { describe, typeText } from '../shape/shape';
import type { ObjectView } from '../view/object-view';

/** The names and JSON types of fields. */
export const fieldRules: readonly Rule[] = [
  {
    code: 'TW002',
    slug: 'unknown-field',
    title: 'unknown field',
    why: 'kubectl refuses the object, or the API server drops the field without a word and what it should do never happens',
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
    why: 'most tools take the field for an unknown one; inside an embedded taskSpec Tekton alone reads it all the same',
    source: 'encoding/json Unmarshal (matches keys in any case) and the API server strict field validation',
    severity: 'error',
    stricter: 'where the CRD says nothing of the fields, as in an embedded taskSpec, Tekton takes them in any case',
    on: 'object',
    only: 'misshapen',
    check: ({ misfits }, _, report) => {
      for (const misfit of misfits) {
        if (misfit.kind === 'case') report(misfit.field, `${quoted(lastOf(misfit.field))} is no field here; write ${quoted(misfit.meant)}`);
      }
    },
  },
  {
    code: 'TW003',
    slug: 'wrong-field-type',
    title: 'field of the wrong JSON type',
    why: 'the webhook cannot decode the object; often YAML read an unquoted yes, 1.10 or 0755 as something else than a text',
    source: 'the CRDs of tektoncd/pipeline config/300-*.yaml and knative.dev/pkg webhook/json Decode',
    severity: 'error',
    exception: 'an item that is no text Tekton turns into one in a few lists, which is seldom what a step expects',
    on: 'object',
    only: 'misshapen',
    check: (object, _, report) => checkTypes(object, report, (misfit) => !isTurnedIntoText(misfit)),
  },
  {
    code: 'TW011',
    slug: 'param-without-value',
    title: 'param given without a value',
    why: 'the webhook cannot decode the object: "impossible ParamValues.Type"',
    source: 'pkg/apis/pipeline/v1/param_types.go ParamValue.MarshalJSON',
    severity: 'error',
    on: 'object',
    only: 'misshapen',
    check: ({ misfits }, _, report) => {
      for (const misfit of misfits) if (misfit.kind === 'missing') report(misfit.field, `${quoted(lastOf(misfit.field))} is missing`);
    },
  },
  {
    code: 'TW012',
    slug: 'invalid-param-value',
    title: 'param value with items that are not strings',
    why: 'Tekton makes a text of the number, list or object, which is seldom what a step expects; or the webhook fails with "cannot create patch"',
    source: 'pkg/apis/pipeline/v1/param_types.go ParamValue.UnmarshalJSON',
    severity: 'error',
    stricter: 'Tekton turns numbers, booleans and what is nested into text, and null into an empty text',
    on: 'object',
    only: 'misshapen',
    check: (object, _, report) => checkTypes(object, report, isTurnedIntoText),
  },
];

function checkUnknown({ misfits }: ObjectView, context: Context, report: Report): void {
  for (const misfit of misfits) {
    if (misfit.kind !== 'unknown') continue;
    const name = lastOf(misfit.field);
    const moved = renamed[name];
    if (moved !== undefined && misfit.allowed.includes(moved.now)) report(misfit.field, `${quoted(name)} is no field here; ${moved.hint}`);
    else if (name === 'resources' && removedFrom.some((field) => misfit.allowed.includes(field)))
      report(misfit.field, 'there are no PipelineResources any more', 'use params, results and workspaces');
    else report(misfit.field, `${quoted(name)} is no field here${context.suggest(name, misfit.allowed)}`);
  }
}

// fields beside which the resources of v1beta1 stood
const removedFrom = ['stepTemplate', 'taskRef', 'tasks', 'pipelineRef'];

function lastOf(field: readonly (string | number)[]): string {
  return String(field[field.length - 1]);
}

// fields of v1beta1 and what became of them (docs/migrating-v1beta1-to-v1.md); `now` is the field that must be there for the hint
const renamed: Readonly<Record<string, { readonly now: string; readonly hint: string } | undefined>> = Object.assign(Object.create(null), {
  resources: { now: 'computeResources', hint: 'since v1 it is called "computeResources"' },
  bundle: { now: 'resolver', hint: 'use the bundles resolver: resolver and params' },
  serviceAccount: { now: 'taskRunTemplate', hint: 'use "taskRunTemplate.serviceAccountName"' },
  serviceAccountName: { now: 'taskRunTemplate', hint: 'since v1 it stands in "taskRunTemplate"' },
  podTemplate: { now: 'taskRunTemplate', hint: 'since v1 it stands in "taskRunTemplate"' },
  timeout: { now: 'timeouts', hint: 'since v1 it is "timeouts.pipeline"' },
});

type TypeMisfit = Extract<Misfit, { kind: 'type' }>;

function isTurnedIntoText({ expected, value }: TypeMisfit): boolean {
  return expected === 'value' || value === null;
}

function checkTypes({ misfits }: ObjectView, report: Report, isMine: (misfit: TypeMisfit) => boolean): void {
  for (const misfit of misfits) {
    if (misfit.kind !== 'type' || !isMine(misfit)) continue;
    const { value, expected, field } = culprit(misfit);
    const isScalar = typeof value === 'number' || typeof value === 'boolean';
    const wantsText = expected === 'text' || expected === 'value';
    const what = isScalar ? String(value) : expected === 'amount' && typeof value === 'string' ? quoted(value) : 'this';
    report(field, `${what} is ${typeText(value)}, not ${describe(expected)}`, isScalar && wantsText ? 'put it in quotes' : undefined);
  }
}

/** Of a list or object of texts what is no text, since the rest is well. */
function culprit(misfit: TypeMisfit): Pick<TypeMisfit, 'value' | 'expected' | 'field'> {
  const { value, expected, field } = misfit;
  if (expected !== 'value' || typeof value !== 'object' || value === null) return misfit;
  const inner = Object.entries(value).find(([, item]) => typeof item !== 'string');
  if (inner === undefined) return misfit;
  const [key, item] = inner;
  return { value: item, expected: 'text', field: [...field, Array.isArray(value) ? Number(key) : key] };
}

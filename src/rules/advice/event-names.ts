import { type FieldPath, quoted } from '../../diagnostics';
import { type NameText, namesBelow, namesOf } from '../checks/names-and-labels';
import { ofSpec, ofTrigger } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { type TriggerBindingSpec, type TriggerSpec, type TriggerTemplateSpec, templatesOf } from '../view/trigger-view';
import { items } from '../view/view';

const WHY =
  'a branch can contain "/", capitals and more than 63 characters; the API server then refuses the object, and Triggers creates nothing';
const SOURCE = 'k8s.io/apimachinery pkg/util/validation IsDNS1123Subdomain, IsValidLabelValue';

/** Advice about names that contain values of an event. */
export const eventNameRules: readonly Rule[] = [
  {
    code: 'TW567',
    slug: 'name-made-of-branch',
    title: 'branch in a name or label',
    why: WHY,
    source: SOURCE,
    severity: 'warning',
    lint: 'usual',
    on: ['TriggerTemplate', 'Trigger', 'EventListener'],
    check: ofSpec<TriggerTemplateSpec>((spec, report, _, { kind }) => {
      for (const { field, part } of templatesOf(kind, spec))
        for (const { path, text } of namesIn(part)) {
          const param = BRANCH.exec(text)?.[1];
          if (param !== undefined) report([...field, ...path], `the value of ${quoted(param)} can contain "/" and capitals`, FIX);
        }
    }),
  },
  {
    code: 'TW568',
    slug: 'name-made-of-branch-value',
    title: 'branch of an event bound to a name or label',
    why: WHY,
    source: SOURCE,
    severity: 'warning',
    lint: 'usual',
    on: ['Trigger', 'EventListener'],
    check: ofTrigger(checkTrigger),
  },
];

const FIX = "sanitise it in an overlay, for example body.ref.split('/')[2].lowerAscii()";
const BRANCH = /\$\(tt\.params\.((?:[\w.-]*[_.-])?(?:(?:git|head|base|source|target)?-?_?(?:branch|ref))(?:-?_?name)?)\)/i;
/** Where the events of GitHub, GitLab and Bitbucket have branches. */
const VALUE =
  /\bbody(?:[.[][\w\]']+)*?\.(?:ref|ref_name|displayId|source_branch|target_branch|branch\.name|changes\[\d+\]\.new\.name)(?=[^\w.]|$|\.split)/;

/** The names and labels of the resources that a template generates, and the names to which these refer. */
function namesIn({ resourcetemplates = [] }: TriggerTemplateSpec): readonly NameText[] {
  return resourcetemplates.flatMap((object, at) => {
    const start = ['resourcetemplates', at];
    const { metadata, spec } = object as { readonly metadata?: unknown; readonly spec?: unknown };
    return [...(isRecord(metadata) ? namesOf(metadata, [...start, 'metadata']) : []), ...namesBelow(spec, [...start, 'spec'])];
  });
}

function checkTrigger(trigger: TriggerSpec, report: Report, context: Context, object: ObjectView): void {
  const { template } = trigger;
  const target = template?.ref === undefined ? undefined : context.lookup.objectFrom(object.namespace, 'TriggerTemplate', template.ref);
  const spec = (template?.spec ?? target?.spec) as TriggerTemplateSpec | undefined;
  if (spec === undefined) return;
  const names = namesIn(spec);
  for (const { name, value, field } of boundIn(trigger, context, object)) {
    const source = sourceOf(value, trigger);
    const use = names.find(({ text, isLabel }) => text.includes(`$(tt.params.${name})`) && !BRANCH.test(text) && isBranch(source, isLabel));
    if (use !== undefined)
      report(field, `${quoted(value)} can contain "/" and capitals, and ${quoted(use.text)} is a ${use.isLabel ? 'label' : 'name'}`, FIX);
  }
}

interface Bound {
  readonly name: string;
  readonly value: string;
  readonly field: FieldPath;
}

function boundIn({ bindings = [] }: TriggerSpec, context: Context, object: ObjectView): readonly Bound[] {
  return bindings.flatMap(({ ref = '', name = '', kind = '', value }, at): readonly Bound[] => {
    if (ref === '') return typeof value === 'string' ? [{ name, value, field: ['bindings', at, 'value'] }] : [];
    const found = context.lookup.objectFrom(object.namespace, kind || 'TriggerBinding', ref)?.spec as TriggerBindingSpec | undefined;
    return items(found?.params).map(({ item }) => ({ name: item.name ?? '', value: item.value ?? '', field: ['bindings', at, 'ref'] }));
  });
}

/** The value with what overlays compute in place of their extensions. */
function sourceOf(value: string, { interceptors = [] }: TriggerSpec): string {
  const overlays = interceptors.flatMap((interceptor) =>
    items((interceptor as { readonly params?: readonly { readonly name: string; readonly value: unknown }[] }).params).flatMap(
      ({ item }) => (item.name === 'overlays' && Array.isArray(item.value) ? (item.value as readonly unknown[]).filter(isRecord) : []),
    ),
  );
  return value.replace(/\$\(extensions\.([\w-]+)\)/g, (whole, key: string) => {
    const overlay = overlays.find((one) => one.key === key);
    return overlay === undefined ? whole : String(overlay.expression);
  });
}

function isBranch(source: string, isLabel: boolean): boolean {
  if (!VALUE.test(source)) return false;
  const isSplit = /\.split\(|\.replace\(|\.truncate\(/.test(source);
  return isLabel ? !isSplit : !/\.lowerAscii\(/.test(source);
}

import { quoted } from '../../diagnostics';
import { scan } from '../../refs';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { type EventListenerSpec, type TriggerBindingSpec, type TriggerSpec, triggersOf } from '../view/trigger-view';
import { items } from '../view/view';

type AnySpec = TriggerBindingSpec | TriggerSpec | EventListenerSpec;

/** Rules about what a value of an event begins with. */
export const eventRootsRules: readonly Rule[] = [
  {
    code: 'TW628',
    slug: 'unknown-event-variable',
    title: 'unknown variable in a binding',
    why: 'every event fails with "failed to replace JSONPath value" in the log of the EventListener, or the param always has its default',
    source: 'triggers pkg/template/event.go applyEventValuesToParams, newEvent; jsonpath.go parseJSONPath',
    severity: 'error',
    stricter: 'admission does not read the variables',
    on: ['TriggerBinding', 'ClusterTriggerBinding', 'Trigger', 'EventListener'],
    check: ofSpec<AnySpec>(check),
  },
];

const ROOTS = ['body', 'header', 'extensions', 'context'];
/** The names of the fields in Go, which JSONPath accepts, too. */
const KNOWN: ReadonlySet<string> = new Set([...ROOTS, 'Body', 'Header', 'Extensions', 'Context']);

function check(spec: AnySpec, report: Report, context: Context, { kind }: ObjectView): void {
  if (kind === 'TriggerBinding' || kind === 'ClusterTriggerBinding') {
    for (const { at, item } of items((spec as TriggerBindingSpec).params)) checkValue(item.value, ['params', at, 'value'], report, context);
    return;
  }
  for (const { field, part } of triggersOf(kind, spec as TriggerSpec))
    for (const { at, item } of items(part.bindings)) checkValue(item.value, [...field, 'bindings', at, 'value'], report, context);
}

function checkValue(value: unknown, field: readonly (string | number)[], report: Report, context: Context): void {
  if (typeof value !== 'string' || !value.includes('$(')) return;
  for (const { body } of scan(value)) {
    const [, space = '', name = ''] = /^\{?\.?(\s*)([A-Za-z_][\w-]*)(?=[.[}]|$)/.exec(body) ?? [];
    if (name === '' || (space === '' && KNOWN.has(name))) continue;
    if (KNOWN.has(name)) report(field, `"$(${body})" has a space before ${name}`, `write "$(${body.trim()})"`);
    else
      report(field, `unknown variable "$(${body})" in a value of an event; it can begin with: ${ROOTS.join(', ')}${hint(name, context)}`);
  }
}

function hint(name: string, context: Context): string {
  const meant = context.meant(name, ROOTS);
  return meant === undefined ? '' : `; did you mean ${quoted(meant)}?`;
}

import { type FieldPath, quoted } from '../../diagnostics';
import { scan } from '../../refs';
import { ofSpec, ofTrigger, within } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import {
  type EventListenerSpec,
  type TriggerBindingSpec,
  type TriggerSpec,
  type TriggerTemplateSpec,
  templatesOf,
  triggersOf,
} from '../view/trigger-view';
import { isCel, paramsOf } from './interceptors';

/** Rules about values of an event and its extensions. */
export const eventValueRules: readonly Rule[] = [
  {
    code: 'TW624',
    slug: 'unknown-extension',
    title: 'unknown extension in a binding',
    why: 'no overlay writes the key, so every event fails in the log of the EventListener, and Triggers creates nothing',
    source: 'triggers pkg/template/event.go ApplyEventValuesToParams; pkg/interceptors/cel/cel.go Process (writes overlays to extensions)',
    severity: 'error',
    stricter: 'admission does not compare bindings with overlays',
    on: ['EventListener', 'Trigger'],
    check: ofTrigger((...trigger) => {
      checkBindings(...trigger);
      checkFilters(...trigger);
    }),
  },
  {
    code: 'TW625',
    slug: 'invalid-overlay',
    title: 'overlay with a wrong key or a whole header',
    why: 'Triggers writes the key of an overlay under "extensions" itself; a header is an array of strings, so its value becomes ["main"]',
    source: 'triggers pkg/interceptors/cel/cel.go Process; docs/cel_expressions.md',
    severity: 'error',
    stricter: 'Triggers accepts any key and any value',
    on: ['EventListener', 'Trigger'],
    check: ofSpec<TriggerSpec | EventListenerSpec>((spec, report, _, { kind }) => {
      const groups = ((spec as EventListenerSpec).triggerGroups ?? []).map((part, at) => ({ field: ['triggerGroups', at], part }));
      for (const { field, part } of [...triggersOf(kind, spec), ...groups]) checkOverlays(part, within(report, field));
    }),
  },
  {
    code: 'TW626',
    slug: 'binding-text-breaks-json',
    title: 'value that breaks the JSON of a TriggerTemplate',
    why: 'Triggers inserts the value into the JSON of the template without escaping it: a quote, backslash or newline in it fails every event',
    source: 'triggers pkg/template/resource.go applyParamToResourceTemplate',
    severity: 'error',
    stricter: 'admission does not try the template; a value with JSON escapes such as \\n is valid',
    on: ['EventListener', 'Trigger', 'TriggerBinding', 'ClusterTriggerBinding', 'TriggerTemplate'],
    check: ofSpec<AnySpec>(checkTexts),
  },
];

interface Overlay {
  readonly key: string;
  readonly expression: string;
  readonly field: FieldPath;
}

function overlaysOf({ interceptors = [] }: Pick<TriggerSpec, 'interceptors'>): readonly Overlay[] {
  return interceptors.flatMap((interceptor, i) => {
    if (!isRecord(interceptor) || !isCel(interceptor)) return [];
    return paramsOf(interceptor).flatMap(({ name, value, field }) =>
      name === 'overlays' && Array.isArray(value)
        ? value.flatMap((overlay, at) =>
            isRecord(overlay)
              ? [{ key: String(overlay.key ?? ''), expression: String(overlay.expression ?? ''), field: ['interceptors', i, ...field, at] }]
              : [],
          )
        : [],
    );
  });
}

function checkOverlays(trigger: Pick<TriggerSpec, 'interceptors'>, report: Report): void {
  for (const { key, expression, field } of overlaysOf(trigger)) {
    if (/^extensions\./.test(key))
      report([...field, 'key'], `${quoted(key)} becomes "extensions.${key}"`, `write ${quoted(key.replace(/^(?:extensions\.)+/, ''))}`);
    const header = /^\s*header(?:\.([\w]+)|\[\s*(['"])([^'"]+)\2\s*\])\s*$/.exec(expression);
    if (header !== null)
      report(
        [...field, 'expression'],
        `${quoted(expression)} is an array of strings`,
        `write header.canonical('${header[1] ?? header[3]}')`,
      );
  }
}

// the extensions that the built-in interceptors of Triggers write
const WRITTEN: Readonly<Record<string, readonly string[]>> = { github: ['changed_files'], cel: [], gitlab: [], bitbucket: [], slack: [] };

/** The keys that interceptors write; undefined when an interceptor may write any key. */
function keysOf({ interceptors = [] }: TriggerSpec, overlays: readonly Overlay[]): readonly string[] | undefined {
  const keys = overlays.map(({ key }) => key.replace(/^(?:extensions\.)+/, ''));
  for (const interceptor of interceptors) {
    const name = isCel(interceptor) ? 'cel' : (interceptor.ref?.name ?? Object.keys(WRITTEN).find((one) => one in interceptor) ?? '');
    const own = interceptor.ref?.kind === 'NamespacedInterceptor' ? undefined : WRITTEN[name];
    if (own === undefined) return undefined;
    keys.push(...own);
  }
  return keys;
}

/** Reports extensions in a filter that no interceptor before it has written. */
function checkFilters(trigger: TriggerSpec, report: Report, context: Context, object: ObjectView): void {
  const { interceptors = [] } = trigger;
  const all = keysOf(trigger, overlaysOf(trigger));
  if (all === undefined || mayBeInGroup(trigger, context, object)) return;
  const firsts = (keys: readonly string[]) => keys.map((key) => key.split('.')[0] ?? '');
  for (const [i, interceptor] of interceptors.entries()) {
    if (!isRecord(interceptor) || !isCel(interceptor)) continue;
    const before = { ...trigger, interceptors: interceptors.slice(0, i) };
    const written = firsts(keysOf(before, overlaysOf(before)) ?? []);
    for (const { name, value, field } of paramsOf(interceptor)) {
      if (name !== 'filter' || typeof value !== 'string' || /\bhas\(/.test(value)) continue;
      for (const [, key = ''] of value.replace(/"[^"]*"|'[^']*'/g, "''").matchAll(/(?<![.\w])extensions\.(\w+)/g)) {
        if (written.includes(key)) continue;
        const isLater = firsts(all).includes(key);
        report(
          ['interceptors', i, ...field],
          isLater ? `"extensions.${key}" is written after the filter` : `unknown extension "extensions.${key}"${context.suggest(key, all)}`,
          isLater ? 'write the overlay in an interceptor before it' : undefined,
        );
      }
    }
  }
}

function checkBindings(trigger: TriggerSpec, report: Report, context: Context, object: ObjectView): void {
  const overlays = overlaysOf(trigger);
  const keys = keysOf(trigger, overlays);
  if (keys === undefined || mayBeInGroup(trigger, context, object)) return;
  for (const [at, { ref = '', name = '', kind = '', value }] of (trigger.bindings ?? []).entries()) {
    if (name !== '' && typeof value === 'string') checkText(value, keys, context, (...said) => report(['bindings', at, 'value'], ...said));
    if (ref === '') continue;
    const found = context.lookup.objectFrom(object.namespace, kind || 'TriggerBinding', ref)?.spec as TriggerBindingSpec | undefined;
    for (const param of found?.params ?? [])
      checkText(param.value ?? '', keys, context, (message, fix) =>
        report(['bindings', at, 'ref'], `${quoted(param.name)} of ${quoted(ref)}: ${message}`, fix),
      );
  }
}

/** Whether a group of triggers, also of an external EventListener, may write more keys. */
function mayBeInGroup(trigger: TriggerSpec, context: Context, { kind }: ObjectView): boolean {
  if (kind !== 'Trigger') return false;
  const listeners = context.views.ofKind('EventListener');
  const hasGroups = listeners.some(({ spec }) => ((spec as EventListenerSpec | undefined)?.triggerGroups ?? []).length > 0);
  return hasGroups || overlaysOf(trigger).length === 0;
}

function checkText(text: string, keys: readonly string[], context: Context, say: (message: string, fix?: string) => void): void {
  const first = keys.map((key) => key.split('.')[0] ?? '');
  for (const { body } of scan(text)) {
    const [scope, key = '', inner = ''] = body.split(/[.[]/);
    if (scope === 'extensions' && key !== '' && !first.includes(key))
      say(
        `unknown extension "$(${body})"${context.suggest(key, keys)}`,
        key === 'extensions' ? `write $(${body.replace(/^(?:extensions\.)+/, 'extensions.')})` : undefined,
      );
    else if (scope === 'body' && key === 'extensions' && first.includes(inner))
      say(`overlays are not part of the body of the event`, `write $(${body.replace('body.', '')})`);
  }
}

type AnySpec = TriggerSpec & EventListenerSpec & TriggerBindingSpec & TriggerTemplateSpec;

function checkTexts(spec: AnySpec, report: Report, context: Context, { kind, metadata }: ObjectView): void {
  const isTemplate = kind === 'TriggerTemplate';
  const mayQuote = isTemplate ? hasOldEscape(metadata) : context.views.ofKind('TriggerTemplate').some((one) => hasOldEscape(one.metadata));
  const check = (field: FieldPath, text: unknown) => {
    const problem = typeof text === 'string' ? jsonProblem(text, mayQuote) : undefined;
    if (problem !== undefined) report(field, problem, 'write \\n for a newline, \\" for a quote and \\\\ for a backslash');
  };
  if (kind.endsWith('TriggerBinding')) for (const [at, { value }] of (spec.params ?? []).entries()) check(['params', at, 'value'], value);
  else if (isTemplate)
    for (const [at, param] of (spec.params ?? []).entries())
      check(['params', at, 'default'], (param as { readonly default?: string }).default);
  else {
    for (const { field, part } of triggersOf(kind, spec))
      for (const [at, { value }] of (part.bindings ?? []).entries()) check([...field, 'bindings', at, 'value'], value);
    for (const { field, part } of templatesOf(kind, spec))
      for (const [at, param] of (part.params ?? []).entries()) check([...field, 'params', at, 'default'], param.default);
  }
}

function hasOldEscape({ annotations }: ObjectView['metadata']): boolean {
  return annotations !== undefined && Object.hasOwn(annotations, 'triggers.tekton.dev/old-escape-quotes');
}

/** Describes why a string cannot be inserted into a JSON string; undefined when it can. */
function jsonProblem(text: string, mayQuote: boolean): string | undefined {
  if (!/["\\\n\r\t]/.test(text)) return undefined;
  const rest = scan(text).reduce((left, { body }) => left.replace(`$(${body})`, ''), text);
  if (/[\n\r\t]/.test(rest)) return `the ${rest.includes('\t') ? 'tab' : 'newline'} in the value breaks the JSON of the template`;
  if (!mayQuote && /(?:^|[^\\])(?:\\\\)*"/.test(rest)) return 'the quote in the value breaks the JSON of the template';
  return /\\(?!["\\/bfnrtu])/.test(rest.replace(/\\\\/g, '')) ? 'the backslash in the value breaks the JSON of the template' : undefined;
}

import { compile, TRIGGERS } from '../../cel';
import { quoted } from '../../diagnostics';
import { ofSpec, within } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import { type EventListenerSpec, type InterceptorUse, type TriggerSpec, triggersOf } from '../view/trigger-view';
import { mistakeOfHeaders } from './cel-headers';

/** Rules about params of interceptors. */
export const interceptorRules: readonly Rule[] = [
  {
    code: 'TW621',
    slug: 'unknown-interceptor-param',
    title: 'unknown param of an interceptor',
    why: 'the interceptor ignores the param; without its filter or secret, every event starts a run, even an unsigned one',
    source: 'triggers pkg/interceptors/interceptors.go UnmarshalParams; pkg/interceptors/{cel,github,gitlab,bitbucket,slack}',
    severity: 'error',
    stricter: 'admission does not check the params of interceptors',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor(checkNames),
  },
  {
    code: 'TW622',
    slug: 'invalid-trigger-cel',
    title: 'invalid CEL expression of an interceptor',
    why: 'every event fails with "error evaluating cel expression" in the log of the EventListener, and Triggers creates nothing',
    source: 'triggers pkg/interceptors/cel/cel.go makeCelEnv, evaluate',
    severity: 'error',
    stricter: 'admission does not compile the expressions; the interceptor compiles them for each event',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor(checkCel),
  },
  {
    code: 'TW623',
    slug: 'invalid-interceptor-param',
    title: 'param of an interceptor with a value of the wrong type',
    why: 'every event fails with "failed to parse interceptor params" in the log of the EventListener',
    source: 'triggers pkg/interceptors/interceptors.go UnmarshalParams',
    severity: 'error',
    stricter: 'admission does not check the params of interceptors',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor(checkTypes),
  },
  {
    code: 'TW566',
    slug: 'unsigned-events',
    title: 'interceptor without a secret for signatures',
    why: 'without secretRef, the interceptor accepts every event: anyone who can reach the EventListener can start runs',
    source: 'triggers pkg/interceptors/github/github.go Process (checks the signature only when secretRef is set)',
    severity: 'warning',
    lint: 'usual',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor((interceptor, report) => {
      const name = nameOf(interceptor);
      if (SIGNED.has(name) && paramsOf(interceptor).every((param) => param.name !== 'secretRef'))
        report([], `the ${name} interceptor has no secretRef, so unsigned events pass`, 'add secretRef with secretName and secretKey');
    }),
  },
];

/** The types of params of the built-in interceptors. */
type ParamKind = 'text' | 'texts' | 'secret' | 'object' | 'overlays';

const KNOWN: ReadonlyMap<string, Readonly<Record<string, ParamKind>>> = new Map<string, Readonly<Record<string, ParamKind>>>([
  ['cel', { filter: 'text', overlays: 'overlays' }],
  ['github', { secretRef: 'secret', eventTypes: 'texts', addChangedFiles: 'object', githubOwners: 'object' }],
  ['gitlab', { secretRef: 'secret', eventTypes: 'texts' }],
  ['bitbucket', { secretRef: 'secret', eventTypes: 'texts' }],
  ['slack', { requestedFields: 'texts' }],
]);
/** The ClusterInterceptors that are part of Triggers. */
export const coreInterceptors: readonly string[] = [...KNOWN.keys()];
const SIGNED: ReadonlySet<string> = new Set(['github', 'gitlab', 'bitbucket']);

interface InterceptorParam {
  readonly name: string;
  readonly value: unknown;
  readonly field: readonly (string | number)[];
}

type Check = (interceptor: InterceptorUse, report: Report, context: Context) => void;

/** A check of every interceptor of a trigger or of a group. */
export function eachInterceptor(check: Check): ReturnType<typeof ofSpec> {
  return ofSpec<TriggerSpec | EventListenerSpec>((spec, report, context, { kind }) => {
    const groups = ((spec as EventListenerSpec).triggerGroups ?? []).map((part, at) => ({ field: ['triggerGroups', at], part }));
    for (const { field, part } of [...triggersOf(kind, spec), ...groups])
      for (const [at, interceptor] of (part.interceptors ?? []).entries())
        if (isRecord(interceptor)) check(interceptor, within(report, [...field, 'interceptors', at]), context);
  });
}

/** The name of a ClusterInterceptor; empty for a webhook and for an Interceptor of the namespace. */
export function nameOf({ ref, github, gitlab, bitbucket, cel }: InterceptorUse): string {
  const older = Object.entries({ github, gitlab, bitbucket, cel }).find(([, value]) => value !== undefined);
  if (older !== undefined) return older[0];
  return ref?.kind === undefined || ref.kind === '' || ref.kind === 'ClusterInterceptor' ? (ref?.name ?? '') : '';
}

/** The params of an interceptor, in the form of v1beta1 or v1alpha1. Names that Go reads as known ones are written as those. */
export function paramsOf(interceptor: InterceptorUse): readonly InterceptorParam[] {
  const names = Object.keys(KNOWN.get(nameOf(interceptor)) ?? {});
  return writtenParams(interceptor).map((param) => ({ ...param, name: names.find((name) => knows([name], param.name)) ?? param.name }));
}

function writtenParams(interceptor: InterceptorUse): readonly InterceptorParam[] {
  const older = Object.entries(interceptor).find(([key, value]) => KNOWN.has(key) && isRecord(value));
  if (older !== undefined)
    return Object.entries(older[1] as Record<string, unknown>).map(([name, value]) => ({ name, value, field: [older[0], name] }));
  const { params } = interceptor as { readonly params?: readonly unknown[] };
  return (params ?? []).flatMap((param, at) =>
    isRecord(param) ? [{ name: String(param.name ?? ''), value: param.value, field: ['params', at, 'value'] }] : [],
  );
}

/** Whether the interceptor is the one of Triggers that evaluates CEL. */
export function isCel(interceptor: InterceptorUse): boolean {
  return nameOf(interceptor) === 'cel';
}

function checkNames(interceptor: InterceptorUse, report: Report, context: Context): void {
  const name = nameOf(interceptor);
  const known = KNOWN.get(name);
  // the shape of v1alpha1 checks the others
  if (known === undefined || interceptor.ref?.name === undefined) return;
  for (const param of paramsOf(interceptor))
    if (!knows(Object.keys(known), param.name))
      report(
        [...param.field.slice(0, -1), 'name'],
        `unknown param ${quoted(param.name)} of the ${name} interceptor${context.suggest(param.name, Object.keys(known))}`,
      );
}

/** Whether a name is known. Go ignores case when it decodes JSON. */
function knows(names: readonly string[], name: string): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  secret: ['secretName', 'secretKey'],
  addChangedFiles: ['enabled', 'personalAccessToken'],
  githubOwners: ['enabled', 'personalAccessToken', 'checkType'],
};

function checkTypes(interceptor: InterceptorUse, report: Report, context: Context): void {
  const known = KNOWN.get(nameOf(interceptor)) ?? {};
  for (const { name, value, field } of paramsOf(interceptor)) {
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    // null is an empty array for Go
    if ((value ?? null) === null && (type === 'texts' || type === 'overlays')) continue;
    if (type === 'text' && typeof value !== 'string') report(field, `param ${quoted(name)} is not a string`);
    if (type === 'texts' && !(Array.isArray(value) && value.every((item) => typeof item === 'string')))
      report(field, `param ${quoted(name)} is not an array of strings`, typeof value === 'string' ? `write [${value}]` : undefined);
    if (type === 'overlays' && !Array.isArray(value))
      report(field, `param ${quoted(name)} is not an array`, 'write an array of objects with key and expression');
    if (type === 'secret' || type === 'object') {
      const parts = PARTS[type === 'secret' ? type : name] ?? [];
      if (!isRecord(value)) report(field, `param ${quoted(name)} is not an object`, `write ${parts.join(' and ')}`);
      else
        for (const key of Object.keys(value))
          if (!knows(parts, key)) report([...field, key], `unknown field ${quoted(key)} of ${name}${context.suggest(key, parts)}`);
      if (type === 'secret' && isRecord(value))
        for (const part of parts)
          if (!Object.keys(value).some((key) => knows([part], key) && value[key]))
            report([...field, part], `${name} has no ${part}, so no signature can be checked`);
    }
  }
}

function checkCel(interceptor: InterceptorUse, report: Report): void {
  if (!isCel(interceptor)) return;
  for (const { name, value, field } of paramsOf(interceptor)) {
    if (name === 'filter' && typeof value === 'string' && value !== '') {
      const { type = 'dyn', mistake, node } = compile(value, TRIGGERS);
      const headers = node && mistakeOfHeaders(node);
      if (mistake !== undefined) report(field, `${quoted(value)} is not valid CEL: ${mistake}`);
      else if (headers !== undefined) report(field, headers.message, headers.fix);
      else if (type !== 'dyn' && type !== 'bool')
        report(field, `the filter is of type ${type}, but it must be a boolean`, 'compare it with a value');
    }
    for (const [at, overlay] of (name === 'overlays' && Array.isArray(value) ? value : []).entries())
      checkOverlay(overlay, [...field, at], report);
  }
}

function checkOverlay(overlay: unknown, field: readonly (string | number)[], report: Report): void {
  if (!isRecord(overlay)) return;
  const { key, expression } = overlay;
  if (typeof key !== 'string' || key === '') report([...field, 'key'], 'the overlay has no key');
  if (typeof expression !== 'string') report([...field, 'expression'], 'the overlay has no expression');
  else {
    const { mistake, node } = compile(expression, TRIGGERS);
    if (mistake !== undefined) report([...field, 'expression'], `${quoted(expression)} is not valid CEL: ${mistake}`);
    const headers = node && mistakeOfHeaders(node);
    if (headers !== undefined) report([...field, 'expression'], headers.message, headers.fix);
  }
}

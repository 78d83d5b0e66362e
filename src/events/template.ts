import type { ApiObjectMetadata } from 'cdk8s';
import { plain } from '../refs';
import type { Manifest, PipelineRunSpec } from '../spec';
import { TEKTON_V1 } from '../spec';
import { joinedByAnd } from './conditions';
import { celOf, type Event, type Interceptor, interceptor } from './event';
import { type FieldSource, pathOf, sourceOf } from './field';

/** A param of a TriggerTemplate, and where its value comes from. */
export interface TemplateParam {
  readonly name: string;
  readonly source: FieldSource;
}

const USE = /\$\(tt\.params\.([_a-zA-Z][_a-zA-Z0-9.-]*)\)/g;

/** The values of the event that the resources use, sorted by name; unknown names are left to the rules. */
export function paramsOf(event: Event, resources: readonly unknown[]): TemplateParam[] {
  const names = new Set([...JSON.stringify(resources).matchAll(USE)].map(([, name = '']) => name));
  return [...names].sort().flatMap((name) => {
    const source = sourceOf(event.fields, name);
    return source === undefined ? [] : [{ name, source }];
  });
}

/** The `spec` of the TriggerTemplate. */
export function templateSpec(params: readonly TemplateParam[], resources: readonly unknown[]): unknown {
  return { ...(params.length > 0 && { params: params.map(({ name }) => ({ name })) }), resourcetemplates: resources };
}

/** The `spec` of the TriggerBinding. */
export function bindingSpec(params: readonly TemplateParam[]): unknown {
  return { params: params.map(({ name, source }) => ({ name, value: `$(${pathOf(source) ?? `extensions.${name}`})` })) };
}

/** The interceptors of the Trigger: those of the event, then its conditions and the values that CEL computes. */
export function interceptorsOf(event: Event, params: readonly TemplateParam[]): Interceptor[] {
  const overlays = params.flatMap(({ name, source }) => (pathOf(source) === undefined ? [{ key: name, expression: source.cel }] : []));
  const filter = event.conditions.length === 0 ? undefined : joinedByAnd(event.conditions.map(celOf));
  if (filter === undefined && overlays.length === 0) return [...event.interceptors];
  return [...event.interceptors, interceptor('cel', { filter, overlays: overlays.length === 0 ? undefined : overlays })];
}

/** The PipelineRun that the template generates. */
export function generatedRun(prefix: string, metadata: ApiObjectMetadata, spec: PipelineRunSpec): Manifest {
  return {
    apiVersion: TEKTON_V1,
    kind: 'PipelineRun',
    metadata: plain({ generateName: prefix, ...metadata }),
    spec,
  } as unknown as Manifest;
}

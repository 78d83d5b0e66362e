import { quoted } from '../../diagnostics';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import { conform } from '../shape/conform';
import { describe } from '../shape/shape';
import { customShape, forbiddenContainerFields, forbiddenPodFields } from '../shape/trigger-shape';
import type { ObjectView } from '../view/object-view';
import type { EventListenerSpec } from '../view/trigger-view';

/** Rules for EventListeners and their pods. */
export const eventListenerRules: readonly Rule[] = [
  {
    code: 'TW601',
    slug: 'listener-without-triggers',
    title: 'EventListener without triggers',
    why: 'admission refuses the EventListener',
    source: 'triggers pkg/apis/triggers/v1beta1/event_listener_validation.go EventListenerSpec.validate',
    severity: 'error',
    on: 'EventListener',
    check: ofSpec<EventListenerSpec>(({ labelSelector, namespaceSelector, triggerGroups = [], triggers = [] }, report) => {
      const hasNames = (namespaceSelector?.matchNames ?? []).length > 0;
      if (labelSelector === undefined && !hasNames && triggerGroups.length === 0 && triggers.length === 0)
        report([], 'the EventListener has no triggers; set one of: triggers, triggerGroups, labelSelector, namespaceSelector');
    }),
  },
  {
    code: 'TW608',
    slug: 'invalid-trigger-group',
    title: 'invalid trigger group',
    why: 'admission refuses the EventListener',
    source: 'triggers pkg/apis/triggers/v1beta1/event_listener_validation.go EventListenerTriggerGroup.validate',
    severity: 'error',
    on: 'EventListener',
    check: ofSpec<EventListenerSpec>(checkGroups),
  },
  {
    code: 'TW609',
    slug: 'invalid-listener-resources',
    title: 'invalid resources of an EventListener',
    why: 'admission refuses the EventListener',
    source: 'triggers pkg/apis/triggers/v1beta1/event_listener_validation.go validateKubernetesObject',
    severity: 'error',
    on: 'EventListener',
    check: ofSpec<EventListenerSpec>(checkResources),
  },
  {
    code: 'TW610',
    slug: 'forbidden-listener-pod-field',
    title: 'forbidden pod field of an EventListener',
    why: 'admission refuses the EventListener, because Triggers sets these fields itself',
    source: 'triggers pkg/apis/triggers/v1beta1/event_listener_validation.go podSpecMask, containerFieldMask, validateEnv',
    severity: 'error',
    on: 'EventListener',
    check: ofSpec<EventListenerSpec>(checkPods),
  },
  {
    code: 'TW611',
    slug: 'invalid-listener-name',
    title: 'invalid name or annotation of an EventListener',
    why: 'admission refuses the EventListener; it limits names because the Service and the Deployment are named el-<name>',
    source: 'triggers pkg/apis/triggers/v1beta1/event_listener_validation.go Validate, pkg/apis/triggers/validation.go ValidateAnnotations',
    severity: 'error',
    on: 'EventListener',
    check: ({ name, metadata }, _, report) => {
      if (name.length > MAX_LISTENER_NAME)
        report(['metadata', 'name'], `the name ${quoted(name)} has ${name.length} characters; at most 60 are allowed`);
      const value = metadata.annotations?.[PAYLOAD];
      if (value !== undefined && value !== 'true' && value !== 'false')
        report(['metadata', 'annotations', PAYLOAD], `unknown value ${quoted(value)}; expected one of: true, false`);
    },
  },
];

const MAX_LISTENER_NAME = 60;
const PAYLOAD = 'tekton.dev/payload-validation';
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];

function checkGroups({ triggerGroups = [] }: EventListenerSpec, report: Report): void {
  for (const [at, { interceptors = [], triggerSelector }] of triggerGroups.entries()) {
    if (interceptors.length === 0) report(['triggerGroups', at, 'interceptors'], 'the group has no interceptors');
    const names = triggerSelector?.namespaceSelector?.matchNames ?? [];
    if (triggerSelector?.labelSelector === undefined && names.length === 0)
      report(['triggerGroups', at, 'triggerSelector'], 'the group selects no triggers; set labelSelector or namespaceSelector.matchNames');
  }
}

function checkResources({ resources }: EventListenerSpec, report: Report): void {
  const { kubernetesResource, customResource } = resources ?? {};
  if (kubernetesResource !== undefined && customResource !== undefined)
    report(['resources'], 'the EventListener has both kubernetesResource and customResource; use one of them');
  if (kubernetesResource === undefined) return;
  const { replicas = 0, serviceType = '', serviceLoadBalancerClass } = kubernetesResource;
  const field = ['resources', 'kubernetesResource'];
  if (replicas < 0) report([...field, 'replicas'], `negative replicas ${quoted(replicas)}; expected at least 0`);
  if (serviceLoadBalancerClass !== undefined && serviceType !== 'LoadBalancer')
    report([...field, 'serviceLoadBalancerClass'], 'serviceLoadBalancerClass is allowed only with serviceType "LoadBalancer"');
}

function partOf(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  let part = value;
  for (const key of path) part = isRecord(part) ? part[key] : undefined;
  return isRecord(part) ? part : undefined;
}

function checkPods({ resources }: EventListenerSpec, report: Report, _: Context, { apiVersion }: ObjectView): void {
  const { kubernetesResource, customResource } = resources ?? {};
  for (const mismatch of customResource === undefined
    ? []
    : conform(customResource, customShape, ['resources', 'customResource']).mismatches)
    if (mismatch.kind === 'type') report(mismatch.field, `expected ${describe(mismatch.expected)}`);
  const isOlder = apiVersion.endsWith('/v1alpha1');
  const start = ['resources', kubernetesResource === undefined ? 'customResource' : 'kubernetesResource', 'spec', 'template', 'spec'];
  const pod = kubernetesResource?.spec?.template?.spec ?? partOf(customResource, 'spec', 'template', 'spec');
  for (const field of isOlder ? laterPodFields : [])
    if (isSet(pod?.[field])) report([...start, field], `a v1alpha1 EventListener cannot set ${field}`, 'use v1beta1');
  const notYet = isOlder ? ['securityContext'] : [];
  checkPod(start, pod, kubernetesResource === undefined ? [...probes, ...notYet] : notYet, report);
}

// v1alpha1/event_listener_validation.go podSpecMask
const laterPodFields = ['affinity', 'topologySpreadConstraints', 'imagePullSecrets', 'securityContext'];

/** @param alsoForbidden - further forbidden fields of the container */
function checkPod(
  start: readonly string[],
  pod: Readonly<Record<string, unknown>> | undefined,
  alsoForbidden: readonly string[],
  report: Report,
): void {
  if (pod === undefined) return;
  for (const field of forbiddenPodFields)
    if (isSet(pod[field])) report([...start, field], `the pod of an EventListener cannot set ${field}`);
  const containers: readonly unknown[] = Array.isArray(pod.containers) ? pod.containers : [];
  if (containers.length > 1) report([...start, 'containers'], `the pod has ${containers.length} containers; an EventListener has only one`);
  const [container] = containers;
  if (containers.length !== 1 || !isRecord(container)) return;
  for (const field of [...forbiddenContainerFields, ...alsoForbidden]) {
    if (isSet(container[field])) report([...start, 'containers', 0, field], `the container of an EventListener cannot set ${field}`);
  }
  checkEnv([...start, 'containers', 0, 'env'], Array.isArray(container.env) ? container.env : [], report);
}

/** Whether Go would decode the value to something other than the zero value. */
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}

function checkEnv(field: readonly (string | number)[], env: readonly unknown[], report: Report): void {
  const tls = new Set<string>();
  for (const [at, variable] of env.entries()) {
    if (!isRecord(variable)) continue;
    const { name, value, valueFrom } = variable;
    if (name === 'TLS_CERT' || name === 'TLS_KEY') tls.add(name);
    const others = isRecord(valueFrom) ? Object.keys(valueFrom).filter((key) => key !== 'secretKeyRef' && isSet(valueFrom[key])) : [];
    if (isSet(value)) report([...field, at, 'value'], `variable ${quoted(name)} has a value; only valueFrom.secretKeyRef is allowed`);
    for (const key of others)
      report([...field, at, 'valueFrom', key], `variable ${quoted(name)} comes from ${key}; only secretKeyRef is allowed`);
  }
  if (tls.size === 1) report(field, `only ${[...tls].join()} is set; set both TLS_CERT and TLS_KEY`);
}

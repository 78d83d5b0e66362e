import type { FieldPath } from '../../diagnostics';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';
import { type EventListenerSpec, type InterceptorUse, type TriggerSpec, triggersOf } from '../view/trigger-view';
import { reportMissing } from './missing';

/** Advice about references of EventListeners and Triggers. */
export const lintTriggerRules: readonly Rule[] = [
  {
    code: 'TW561',
    slug: 'missing-trigger-object',
    title: 'trigger refers to an object that is not among the manifests',
    why: 'unless the object is in the cluster already, every event fails in the log of the EventListener, and Triggers creates nothing',
    source: 'triggers pkg/sink/sink.go merge, processTrigger, ExecuteInterceptors; pkg/template/resource.go ResolveTrigger',
    severity: 'warning',
    lint: 'usual',
    on: ['EventListener', 'Trigger'],
    check: ofSpec<TriggerSpec | EventListenerSpec>(checkReferences),
  },
  {
    code: 'TW565',
    slug: 'default-listener-account',
    title: 'EventListener without a service account',
    why: 'the default account of a namespace can neither read Triggers nor create runs, so the EventListener does not become ready',
    source: 'triggers docs/eventlisteners.md "Specifying the Kubernetes service account"',
    severity: 'warning',
    lint: 'usual',
    on: 'EventListener',
    check: ofSpec<EventListenerSpec>(checkAccount),
  },
];

// installed with Tekton Triggers (config/interceptors)
const CORE: ReadonlySet<string> = new Set(['bitbucket', 'cel', 'github', 'gitlab', 'slack']);

function checkReferences(spec: TriggerSpec | EventListenerSpec, report: Report, context: Context, object: ObjectView): void {
  const find: Find = (field, kind, name = '') => checkThere(field, kind, name, object, context, report);
  const { triggerGroups = [] } = spec as EventListenerSpec;
  for (const [at, { interceptors }] of triggerGroups.entries()) checkInterceptors(['triggerGroups', at], interceptors, find);
  for (const { field, part } of triggersOf(object.kind, spec)) {
    const { triggerRef, bindings = [], template, interceptors } = part;
    find([...field, 'triggerRef'], 'Trigger', triggerRef);
    for (const [at, { ref, kind = '' }] of bindings.entries()) {
      // TW604 reports other kinds
      if (BINDINGS.has(kind)) find([...field, 'bindings', at, 'ref'], kind || 'TriggerBinding', ref);
    }
    find([...field, 'template', 'ref'], 'TriggerTemplate', template?.ref);
    checkInterceptors(field, interceptors, find);
  }
}

const BINDINGS: ReadonlySet<string> = new Set(['', 'TriggerBinding', 'ClusterTriggerBinding']);

type Find = (field: FieldPath, kind: string, name: string | undefined) => void;

function checkInterceptors(field: FieldPath, interceptors: readonly InterceptorUse[] = [], find: Find): void {
  for (const [at, { ref: { name, kind } = {} }] of interceptors.entries()) {
    const isOwn = kind === 'NamespacedInterceptor';
    if (isOwn || !CORE.has(name ?? ''))
      find([...field, 'interceptors', at, 'ref', 'name'], isOwn ? 'Interceptor' : 'ClusterInterceptor', name);
  }
}

function checkThere(field: FieldPath, kind: string, name: string, { namespace }: ObjectView, context: Context, report: Report): void {
  if (name === '' || name.includes('$(') || context.lookup.objectFrom(namespace, kind, name) !== undefined) return;
  reportMissing(field, kind, name, context, report);
}

function checkAccount({ serviceAccountName = '', resources }: EventListenerSpec, report: Report): void {
  const { kubernetesResource, customResource } = resources ?? {};
  // the account of the pod takes precedence over the field
  if (serviceAccountName === '' && customResource === undefined && !kubernetesResource?.spec?.template?.spec?.serviceAccountName)
    report(['serviceAccountName'], 'the EventListener has no serviceAccountName, so it runs as "default"');
}

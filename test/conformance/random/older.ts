import type { Manifest } from '../../../src/spec';

type Fields = Readonly<Record<string, unknown>>;

const VERSIONS: Readonly<Record<string, string>> = {
  Task: 'tekton.dev/v1beta1',
  Pipeline: 'tekton.dev/v1beta1',
  TaskRun: 'tekton.dev/v1beta1',
  PipelineRun: 'tekton.dev/v1beta1',
  StepAction: 'tekton.dev/v1alpha1',
  EventListener: 'triggers.tekton.dev/v1alpha1',
  Trigger: 'triggers.tekton.dev/v1alpha1',
  TriggerTemplate: 'triggers.tekton.dev/v1alpha1',
  TriggerBinding: 'triggers.tekton.dev/v1alpha1',
  ClusterTriggerBinding: 'triggers.tekton.dev/v1alpha1',
};

// what v1alpha1 of Triggers does not have
const LATER = /"(?:cloudEventURI|triggerGroups|servicePort|serviceLoadBalancerClass)":|"apiversion":"v1beta1"/;

const OF_TASK_RUN_SPEC = { serviceAccountName: 'taskServiceAccountName', podTemplate: 'taskPodTemplate' };
const OF_OVERRIDES = { stepSpecs: 'stepOverrides', sidecarSpecs: 'sidecarOverrides' };

/** The same object in the oldest version that Tekton serves (docs/migrating-v1beta1-to-v1.md, read backwards). */
export function inOlderVersion(manifest: Manifest): Manifest {
  const version = VERSIONS[manifest.kind ?? ''];
  if (version === undefined || !isFields(manifest)) return manifest;
  const isCore = version === 'tekton.dev/v1beta1';
  if (LATER.test(JSON.stringify(manifest))) return manifest;
  return { ...manifest, apiVersion: version, ...(isCore ? { spec: older(manifest.spec, []) } : {}) } as Manifest;
}

function older(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => older(item, path));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    if (key === 'taskRunTemplate' && isFields(item)) return Object.entries(item);
    return [[nameOf(key, path), older(item, [...path, key])]];
  });
  return Object.fromEntries(entries);
}

function nameOf(key: string, path: readonly string[]): string {
  const last = path.at(-1) ?? '';
  const isContainer = ['steps', 'sidecars', 'stepTemplate', 'stepSpecs', 'sidecarSpecs'].includes(last);
  const names: Readonly<Record<string, string>> = {
    ...(isContainer ? { computeResources: 'resources' } : {}),
    ...(last === 'taskRunSpecs' ? OF_TASK_RUN_SPEC : {}),
    ...(path.length === 0 || last === 'taskRunSpecs' ? OF_OVERRIDES : {}),
  };
  return names[key] ?? key;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

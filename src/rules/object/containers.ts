import { type FieldPath, quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { isLabel, LABEL_TEXT } from '../notation/name';
import { tryParseQuantity } from '../notation/quantity';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { TaskView } from '../view/task-view';
import { items } from '../view/view';

const LATER = 'Tekton does not check it; the API server does when it creates the pod';

/** Rules of Kubernetes for the containers of steps and sidecars. */
export const containerRules: readonly Rule[] = [
  {
    code: 'TW170',
    slug: 'duplicate-container-name',
    title: 'two containers of a Task with the same name',
    why: 'the API server refuses the pod: Tekton prefixes container names with "step-" or "sidecar-" and cuts them at 63 characters',
    source: 'pkg/pod/pod.go Build, pkg/pod/entrypoint.go StepName, pkg/names/generate.go RestrictLength',
    severity: 'error',
    stricter: LATER,
    on: 'task',
    check: checkNames,
  },
  {
    code: 'TW171',
    slug: 'invalid-sidecar-name',
    title: 'invalid sidecar name',
    why: 'the API server refuses the pod',
    source: 'pkg/pod/pod.go Build; Kubernetes pkg/apis/core/validation ValidateDNS1123Label',
    severity: 'error',
    stricter: LATER,
    on: 'task',
    check: ({ spec }, _, report) => {
      for (const { at, item } of items(spec.sidecars)) {
        const { name = '' } = item;
        if (name !== '' && !name.includes('$(') && !isLabel(name))
          report(['sidecars', at, 'name'], `invalid sidecar name ${quoted(name)}; ${LABEL_TEXT}`);
      }
    },
  },
  {
    code: 'TW172',
    slug: 'unknown-image-pull-policy',
    title: 'unknown imagePullPolicy',
    why: 'the API server refuses the pod',
    source: 'Kubernetes pkg/apis/core/validation validatePullPolicy',
    severity: 'error',
    stricter: LATER,
    on: 'task',
    check: (task, context, report) => {
      for (const { field, imagePullPolicy: policy = '' } of containersOf(task)) {
        if (policy === '' || policy.includes('$(') || policies.includes(policy)) continue;
        report([...field, 'imagePullPolicy'], `unknown imagePullPolicy ${quoted(policy)}${context.expect(policy, policies)}`);
      }
    },
  },
  {
    code: 'TW173',
    slug: 'request-over-limit',
    title: 'container requests more than its limit',
    why: 'the TaskRun fails at once, or the API server refuses the pod',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go validateTaskSpecRequestResources; Kubernetes ValidateContainerResourceRequirements',
    severity: 'error',
    stricter: 'Tekton checks steps when the Task runs; the API server checks sidecars when it creates the pod',
    on: 'task',
    check: (task, _, report) => {
      const usual = task.spec.stepTemplate?.computeResources?.limits;
      for (const { field, computeResources } of containersOf(task)) {
        const limits = field[0] === 'steps' && isRecord(usual) ? usual : {};
        if (computeResources !== undefined) checkAmounts([...field, 'computeResources'], computeResources, limits, report);
      }
    },
  },
];

const policies = ['Always', 'IfNotPresent', 'Never'];

interface Container {
  readonly field: FieldPath;
  readonly imagePullPolicy?: string;
  readonly computeResources?: { readonly requests?: unknown; readonly limits?: unknown };
}

function* containersOf({ spec }: TaskView): Iterable<Container> {
  const { stepTemplate } = spec;
  if (stepTemplate !== undefined) yield { ...stepTemplate, field: ['stepTemplate'] };
  for (const list of ['steps', 'sidecars'] as const)
    for (const { at, item } of items(spec[list]))
      if (item.imagePullPolicy !== undefined || item.computeResources !== undefined) yield { ...item, field: [list, at] };
}

const MAX_LENGTH = 63;

function checkNames({ spec }: TaskView, _: Context, report: Report): void {
  const steps = items(spec.steps);
  const sidecars = items(spec.sidecars);
  if (steps.length + sidecars.length < 2) return;
  const taken = new Map<string, string>();
  const take = (list: 'steps' | 'sidecars', at: number, name: string, container: string) => {
    const cut = container.slice(0, MAX_LENGTH).replace(/[^a-zA-Z0-9]+$/, '');
    const other = taken.get(cut);
    // TW102 reports two steps with the same name
    if (other === undefined) taken.set(cut, name);
    else if (list === 'sidecars' || other !== name)
      report([list, at, 'name'], `${textOf(name)} and ${textOf(other)} both become container ${quoted(cut)}`);
  };
  for (const { at, item } of steps) take('steps', at, item.name ?? '', `step-${item.name || `unnamed-${at}`}`);
  for (const { at, item } of sidecars) take('sidecars', at, item.name ?? '', `sidecar-${item.name ?? ''}`);
}

function textOf(name: string): string {
  return name === '' ? 'a container without a name' : quoted(name);
}

function checkAmounts(
  field: FieldPath,
  { requests, limits }: NonNullable<Container['computeResources']>,
  usual: object,
  report: Report,
): void {
  if (!isRecord(requests)) return;
  const all: Readonly<Record<string, unknown>> = { ...usual, ...(isRecord(limits) ? limits : {}) };
  for (const [resource, request] of Object.entries(requests)) {
    const limit = all[resource];
    const [asked, allowed] = [tryParseQuantity(request), tryParseQuantity(limit)];
    if (asked === undefined || allowed === undefined || asked <= allowed) continue;
    report([...field, 'requests', resource], `the request ${quoted(String(request))} exceeds the limit ${quoted(String(limit))}`);
  }
}

import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { type ContainerView, containersOf } from '../view/container-view';
import { podTemplatesOf, type RunView } from '../view/run-view';
import type { TaskView } from '../view/task-view';

/** Advice about the permissions and resources of pods. */
export const lintPodRules: readonly Rule[] = [
  {
    code: 'TW540',
    slug: 'missing-resources',
    title: 'container without resource requests',
    why: 'the scheduler can place the pod on a node without enough room, and the kubelet evicts it first. A run can set them for a task, too: a Task of a Pipeline is reported when a run among the manifests does not',
    source: 'Kubernetes docs/concepts/configuration/manage-resources-containers; docs/compute-resources.md',
    severity: 'warning',
    lint: 'optional',
    on: 'task',
    check: checkResources,
  },
  {
    code: 'TW542',
    slug: 'root-container',
    title: 'container runs as root',
    why: 'an attacker who escapes from the container is root on the node; namespaces with the restricted profile refuse the pod',
    source: 'Kubernetes docs/concepts/security/pod-security-standards "Restricted"',
    severity: 'warning',
    lint: 'optional',
    on: 'container',
    check: checkRoot,
  },
  {
    code: 'TW545',
    slug: 'root-run',
    title: 'pods of a run use root or the host network',
    why: 'an attacker who escapes from a container is root on the node, or can listen to its network; namespaces with the baseline or restricted profile refuse the pod',
    source: 'Kubernetes docs/concepts/security/pod-security-standards; docs/podtemplates.md',
    severity: 'warning',
    lint: 'optional',
    on: 'run',
    check: checkPods,
  },
];

function checkPods(run: RunView, _: Context, report: Report): void {
  for (const { field, template } of podTemplatesOf(run)) {
    if (template?.securityContext?.runAsUser === 0)
      report([...field, 'securityContext', 'runAsUser'], 'the containers run as root; use another user');
    if (template?.hostNetwork === true) report([...field, 'hostNetwork'], 'the pods use the network of the node; remove hostNetwork');
  }
}

function checkRoot({ spec }: ContainerView, _: Context, report: Report): void {
  const at = ['securityContext'];
  if (spec.securityContext?.privileged === true)
    report([...at, 'privileged'], 'the container is privileged: it has the permissions of root on the node');
  if (spec.securityContext?.runAsUser === 0) report([...at, 'runAsUser'], 'the container runs as root; use another user');
}

function checkResources(task: TaskView, context: Context, report: Report): void {
  if (isSized(task.spec.stepTemplate)) return;
  const { isInPipeline, runs } = context.memo.resourcesFor(task, context.lookup);
  // the runs are not among the manifests, and each may set them
  if (isInPipeline && runs.length === 0) return;
  for (const { field, spec } of containersOf(task)) {
    if (spec.ref !== undefined || isSized(spec) || (runs.length > 0 && runs.every((sets) => sets(spec.name)))) continue;
    report(field.slice(task.field.length), `${title(spec)} has no computeResources`);
  }
}

function isSized(spec: ContainerView['spec'] | undefined): boolean {
  return spec?.computeResources?.requests !== undefined || spec?.computeResources?.limits !== undefined;
}

function title({ name = '' }: ContainerView['spec']): string {
  return name === '' ? 'the container' : quoted(name);
}

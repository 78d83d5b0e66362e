import { quoted } from '../../diagnostics';
import { MAX_SCRIPT_BYTES } from '../../spec';
import { reportGated } from '../checks/api-fields';
import type { Report, Rule } from '../contract/rule';
import { cleanPath } from '../notation/path';
import type { Context } from '../set/context';
import { podTemplatesOf } from '../view/run-view';
import type { TaskView } from '../view/task-view';
import { byName, items, repeated } from '../view/view';

/** Rules about the steps, sidecars, volumes and workspaces of a Task. */
export const taskRules: readonly Rule[] = [
  {
    code: 'TW101',
    slug: 'task-without-steps',
    title: 'Task without steps',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go TaskSpec.Validate',
    severity: 'error',
    on: 'task',
    check: ({ spec }, _, report) => {
      if ((spec.steps ?? []).length === 0) report(['steps'], 'the Task has no steps; it needs at least one');
    },
  },
  {
    code: 'TW102',
    slug: 'duplicate-step-name',
    title: 'duplicate step name',
    why: 'admission refuses the Task, because the names of steps become names of containers',
    source: 'pkg/apis/pipeline/v1/task_validation.go StepList.Validate',
    severity: 'error',
    on: 'task',
    check: ({ spec }, _, report) => {
      for (const { at, item } of repeated(spec.steps, (step) => step.name)) {
        const { name } = item;
        report(['steps', at, 'name'], `two steps have the name ${quoted(name)}`);
      }
    },
  },
  {
    code: 'TW103',
    slug: 'duplicate-workspace',
    title: 'workspace of a Task without a name, or declared twice',
    why: 'admission refuses the Task, or a run cannot bind the workspace without a name',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateDeclaredWorkspaces',
    severity: 'error',
    exception: 'Tekton accepts one workspace without a name; every run then fails because workspace "" is not bound',
    on: 'task',
    check: ({ spec }, _, report) => {
      for (const { at, item } of items(spec.workspaces)) if (!item.name) report(['workspaces', at, 'name'], 'the workspace has no name');
      for (const { at, item } of repeated(spec.workspaces, (workspace) => workspace.name)) {
        const { name } = item;
        report(['workspaces', at, 'name'], `workspace ${quoted(name)} is declared twice`);
      }
    },
  },
  {
    code: 'TW104',
    slug: 'duplicate-workspace-mount',
    title: 'two workspaces mounted at the same path',
    why: 'admission refuses the Task, because two volumes cannot be mounted at the same path',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateDeclaredWorkspaces',
    severity: 'error',
    on: 'task',
    check: checkMountPaths,
  },
  {
    code: 'TW105',
    slug: 'duplicate-volume',
    title: 'duplicate volume name',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateVolumes',
    severity: 'error',
    on: 'task',
    check: ({ spec }, _, report) => {
      for (const { at, item } of repeated(spec.volumes, ({ name }) => name || '(no name)')) {
        const { name } = item;
        report(['volumes', at, 'name'], name ? `two volumes have the name ${quoted(name)}` : 'two volumes have no name');
      }
    },
  },
  {
    code: 'TW106',
    slug: 'undeclared-step-workspace',
    title: 'step or sidecar uses an undeclared workspace',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateWorkspaceUsages',
    severity: 'error',
    on: 'task',
    check: checkWorkspaceUsages,
  },
  {
    code: 'TW107',
    slug: 'unknown-volume',
    title: 'mount of an unknown volume',
    why: 'the API server refuses the pod after the run has started',
    source: 'k8s.io/kubernetes pkg/apis/core/validation ValidateVolumeMounts',
    severity: 'warning',
    lint: 'usual',
    on: 'task',
    check: checkVolumeMounts,
  },
  {
    code: 'TW108',
    slug: 'scripts-too-large',
    title: "scripts of a Task exceed Tekton's limit",
    why: 'the pod fails at once: Tekton passes all scripts to place-scripts in one argument, and Linux limits an argument to 128 KiB',
    source: 'pkg/pod/script.go convertListOfSteps; measured: 90 KiB run, 97 KiB fail',
    severity: 'error',
    stricter: 'Tekton accepts scripts of any size; the pod then fails with "place-scripts exited with code 1"',
    on: 'task',
    check: checkScriptSize,
  },
  {
    code: 'TW109',
    slug: 'invalid-sidecar',
    title: 'invalid sidecar',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Sidecar.Validate',
    severity: 'error',
    exception: 'v1beta1 accepts a sidecar without an image; the pod then cannot be created',
    on: 'task',
    check: checkSidecars,
  },
];

function checkMountPaths({ spec }: TaskView, _: Context, report: Report): void {
  if (spec.workspaces === undefined) return;
  const taken = new Map<string, string>();
  for (const { volumeMounts } of [...items(spec.steps).map(({ item }) => item), spec.stepTemplate ?? {}]) {
    for (const { item: mount } of items(volumeMounts)) taken.set(cleanPath(mount.mountPath ?? ''), `volume ${quoted(mount.name ?? '')}`);
  }
  for (const { at, item } of items(spec.workspaces)) {
    const { name = '', mountPath } = item;
    const path = cleanPath(mountPath || `/workspace/${name}`);
    const other = taken.get(path);
    // TW103 reports two workspaces with the same name
    if (other !== undefined && other !== `workspace ${quoted(name)}`) {
      report(['workspaces', at, 'mountPath'], `workspace ${quoted(name)} and ${other} are both mounted at ${quoted(path)}`);
    }
    taken.set(path, `workspace ${quoted(name)}`);
  }
}

function checkWorkspaceUsages({ spec, workspaces }: TaskView, context: Context, report: Report): void {
  for (const list of ['steps', 'sidecars'] as const) {
    for (const { at, item: container } of items(spec[list])) {
      if (container.workspaces !== undefined && container.workspaces.length > 0)
        reportGated('beta', [list, at, 'workspaces'], context, report, 'a workspace for one container');
      for (const { at: i, item } of items(container.workspaces)) {
        const { name = '' } = item;
        if (workspaces.has(name)) continue;
        report(
          [list, at, 'workspaces', i, 'name'],
          `unknown workspace ${quoted(name)} of the Task${context.suggest(name, workspaces.keys())}`,
        );
      }
    }
  }
}

function checkVolumeMounts({ spec, isInRun }: TaskView, context: Context, report: Report): void {
  const isGiven = (name: string) =>
    context.views.run.some((run) => podTemplatesOf(run).some(({ template }) => byName(template?.volumes).has(name)));
  // the podTemplate of the run can add volumes
  if (isInRun) return;
  const volumes = byName(spec.volumes);
  const check = (field: readonly (string | number)[], mounts: NonNullable<TaskView['spec']['stepTemplate']>['volumeMounts']) => {
    for (const { at: i, item } of items(mounts)) {
      const { name = '' } = item;
      // names with variables, such as the volume that Tekton creates for a workspace, are known only when the Task runs
      if (volumes.has(name) || name.includes('$(') || isGiven(name)) continue;
      report([...field, 'volumeMounts', i, 'name'], `unknown volume ${quoted(name)} of the Task${context.suggest(name, volumes.keys())}`);
    }
  };
  for (const { at, item: step } of items(spec.steps)) check(['steps', at], step.volumeMounts);
  for (const { at, item: sidecar } of items(spec.sidecars)) check(['sidecars', at], sidecar.volumeMounts);
  check(['stepTemplate'], spec.stepTemplate?.volumeMounts);
}

function checkScriptSize({ spec }: TaskView, _: Context, report: Report): void {
  let bytes = 0;
  for (const list of [spec.steps, spec.sidecars])
    for (const { item } of items<{ readonly script?: string }>(list)) {
      const { script } = item;
      bytes += Buffer.byteLength(script ?? '');
    }
  if (bytes <= MAX_SCRIPT_BYTES) return;
  report(
    ['steps'],
    `the scripts of the Task have ${bytes} bytes in total; at most ${MAX_SCRIPT_BYTES} are allowed`,
    'put large files into the image or a configMap',
  );
}

function checkSidecars({ spec }: TaskView, _: Context, report: Report): void {
  for (const { at, item } of items(spec.sidecars)) {
    const { name = '', image = '', script = '', command = [] } = item;
    if (image === '') report(['sidecars', at, 'image'], `sidecar ${quoted(name)} has no image`);
    if (script !== '' && command.length > 0)
      report(['sidecars', at, 'script'], `sidecar ${quoted(name)} has both script and command; use one of them`);
    if (name === 'tekton-log-results') report(['sidecars', at, 'name'], `the sidecar name ${quoted(name)} is reserved for Tekton`);
  }
}

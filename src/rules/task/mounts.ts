import { type FieldPath, quoted } from '../../diagnostics';
import { namesWith } from '../../spec';
import type { Report, Rule } from '../contract/rule';
import { cleanPath, isRelativeMount } from '../notation/path';
import type { Context } from '../set/context';
import { defaultsOf, dropValues } from '../set/known-values';
import { listed, paramsIn, relativeMounts } from '../set/relative-mounts';
import { type ContainerView, containersOf } from '../view/container-view';
import { type TaskUse, type TaskView, usesOfTask } from '../view/task-view';
import { byName, items } from '../view/view';

/** Rules about the mount paths of volumes and workspaces. */
export const mountRules: readonly Rule[] = [
  {
    code: 'TW186',
    slug: 'relative-mount-path',
    title: 'relative mount path, or a path with a variable of a shell',
    why: 'the path of a mount is relative to "/", but $(workspaces.name.path) is relative to the directory in which the step works',
    source: 'pkg/workspace/apply.go Apply; pkg/reconciler/taskrun/resources/apply.go ApplyWorkspaces',
    severity: 'error',
    stricter: 'Tekton accepts any string as a path',
    on: 'task',
    check: checkAbsolute,
  },
  {
    code: 'TW187',
    slug: 'duplicate-mount-path',
    title: 'two volumes mounted at the same path of a container',
    why: 'the API server refuses the pod after the run has started, because mount paths must be unique',
    source: 'k8s.io/kubernetes pkg/apis/core/validation ValidateVolumeMounts',
    severity: 'error',
    stricter: 'Tekton compares mounts of steps only with those of workspaces',
    on: 'task',
    check: checkUnique,
  },
  {
    code: 'TW188',
    slug: 'isolated-workspace-used',
    title: 'container uses a workspace that is isolated to other containers',
    why: 'a workspace that a step or sidecar lists in its workspaces is mounted only in such containers, so the path does not exist in others',
    source: 'pkg/workspace/apply.go Apply, mountAsIsolatedWorkspace',
    severity: 'error',
    stricter: 'Tekton does not check whether the container has the workspace',
    on: 'task',
    check: checkIsolated,
  },
  {
    code: 'TW189',
    slug: 'unexpanded-variable',
    title: 'environment variable in a field that does not expand it',
    why: 'the kubelet expands $(NAME) only in command, args, env and subPathExpr, and only a shell expands ${NAME}; other fields keep the literal string',
    source: 'k8s.io/kubernetes pkg/kubelet/container/helpers.go ExpandContainerVolumeMounts, ExpandContainerCommandAndArgs',
    severity: 'error',
    stricter: 'Tekton ignores unknown variables',
    on: 'task-use',
    of: 'other',
    check: checkExpanded,
  },
];

interface Mount {
  readonly field: FieldPath;
  readonly path: string;
  readonly name: string;
}

function mountsOf({ spec }: ContainerView): Mount[] {
  const own = items(spec.volumeMounts).map(({ at, item }) => ({
    field: ['volumeMounts', at, 'mountPath'],
    path: item.mountPath ?? '',
    name: `volume ${quoted(item.name ?? '')}`,
  }));
  const { workspaces } = spec as { readonly workspaces?: readonly { readonly name?: string; readonly mountPath?: string }[] };
  const isolated = items(workspaces).map(({ at, item }) => ({
    field: ['workspaces', at, 'mountPath'],
    path: item.mountPath ?? '',
    name: `workspace ${quoted(item.name ?? '')}`,
  }));
  return [...own, ...isolated];
}

function containersIn(task: TaskView): readonly ContainerView[] {
  const { stepTemplate, volumes, workspaces } = task.spec;
  // nearly all Tasks have no mounts
  if (stepTemplate === undefined && volumes === undefined && workspaces === undefined) {
    const mayMount = ({ spec }: { readonly spec: { readonly volumeMounts?: unknown; readonly workspaces?: unknown } }) =>
      spec.volumeMounts !== undefined;
    if (!task.steps.some(mayMount) && task.spec.sidecars === undefined) return [];
  }
  return containersOf(task);
}

function checkAbsolute(task: TaskView, { lookup }: Context, report: Report): void {
  checkShellVariables(task, report);
  checkDefaults(task, lookup, report);
  for (const { at, item } of items(task.spec.workspaces)) checkPath(['workspaces', at, 'mountPath'], item.mountPath ?? '', report);
  for (const { field, ...container } of containersIn(task))
    for (const mount of mountsOf({ field, ...container }))
      checkPath([...field.slice(task.field.length), ...mount.field], mount.path, report);
  for (const { at, item } of items(task.spec.stepTemplate?.volumeMounts))
    checkPath(['stepTemplate', 'volumeMounts', at, 'mountPath'], item.mountPath ?? '', report);
}

/** Reports paths that the defaults of params make relative. */
function checkDefaults(task: TaskView, lookup: Context['lookup'], report: Report): void {
  // a run sets the params of its own Task; most Tasks have no mounts
  if (task.isInRun) return;
  if (task.spec.params === undefined && task.steps.every(({ spec }) => spec.params === undefined)) return;
  const values = defaultsOf(task);
  dropValues(values, task.given);
  for (const { field, text, path, names } of relativeMounts(task, values, lookup))
    report(
      field,
      `mount path ${quoted(text)} is ${quoted(path)} by the ${names.length > 0 ? 'default' : 'value'} of ${listed(names.length > 0 ? names : paramsIn(text))}, which is not absolute`,
      'write a value that makes the path start with "/"',
    );
}

const OF_SHELL = /\$(?:\{[A-Za-z_]\w*\}|[A-Za-z_]\w*)/;

/** Reports `${NAME}` and `$NAME` in paths: no shell reads them. */
function checkShellVariables({ spec }: TaskView, report: Report): void {
  const check = (field: FieldPath, path: string | undefined) => {
    const [variable] = OF_SHELL.exec(path ?? '') ?? [];
    if (variable !== undefined) report(field, `nothing replaces "${variable}" in a path`, 'declare a param, and write $(params.name)');
  };
  const containers = (['steps', 'sidecars'] as const).flatMap((list) =>
    items(spec[list]).map(({ at, item }) => ({ field: [list, at], item })),
  );
  for (const { field, item } of [...containers, { field: ['stepTemplate'], item: spec.stepTemplate }]) {
    if (item === undefined) continue;
    check([...field, 'workingDir'], item.workingDir);
    for (const { at, item: mount } of items(item.volumeMounts))
      for (const key of ['mountPath', 'subPath'] as const) check([...field, 'volumeMounts', at, key], mount[key]);
  }
  for (const { at, item } of items(spec.workspaces)) check(['workspaces', at, 'mountPath'], item.mountPath);
}

function checkPath(field: FieldPath, path: string, report: Report): void {
  if (isRelativeMount(path))
    report(
      field,
      `mount path ${quoted(path)} is not absolute`,
      `write ${quoted(`/workspace/${path}`)} or another path that starts with "/"`,
    );
}

function checkUnique(task: TaskView, _: Context, report: Report): void {
  const shared = items(task.spec.stepTemplate?.volumeMounts).map(({ item }) => ({ path: item.mountPath ?? '', name: item.name ?? '' }));
  const taskMounts = new Map(
    items(task.spec.workspaces).map(({ item: { name = '', mountPath } }) => [
      cleanPath(mountPath || `/workspace/${name}`),
      `workspace ${quoted(name)}`,
    ]),
  );
  for (const container of containersIn(task)) {
    const taken = new Map<string, string>();
    if (container.role === 'step')
      for (const { path, name } of shared) taken.set(cleanPath(path), `volume ${quoted(name)} of the stepTemplate`);
    for (const { field, path, name } of mountsOf(container)) {
      if (path === '' || path.includes('$')) continue;
      const clean = cleanPath(path);
      // a mount of a step overrides one of the stepTemplate at the same path; TW104 compares steps with workspaces
      const other = taken.get(clean) ?? (container.role === 'sidecar' && field[0] === 'volumeMounts' ? taskMounts.get(clean) : undefined);
      if (other !== undefined && !other.endsWith('of the stepTemplate'))
        report([...container.field.slice(task.field.length), ...field], `${name} and ${other} are both mounted at ${quoted(clean)}`);
      taken.set(clean, name);
    }
  }
}

function checkIsolated(task: TaskView, _: Context, report: Report): void {
  const isolated = new Set<string>();
  const own = new Map<string, ReadonlySet<string>>();
  for (const list of ['steps', 'sidecars'] as const)
    for (const { at, item } of items(task.spec[list])) {
      const names = new Set(byName(item.workspaces).keys());
      own.set(`${list}.${at}`, names);
      for (const name of names) isolated.add(name);
    }
  if (isolated.size === 0) return;
  for (const { variable, path, body } of usesOfTask(task)) {
    const [list, at] = path;
    if (variable.kind !== 'workspace' || variable.field !== 'path' || !isolated.has(variable.name)) continue;
    if (list === 'stepTemplate') {
      checkTemplate(task, path, variable.name, report);
      continue;
    }
    if ((list !== 'steps' && list !== 'sidecars') || own.get(`${list}.${at}`)?.has(variable.name)) continue;
    const script = task.spec[list]?.[at as number]?.script ?? '';
    // a step that tests whether the path exists can handle a missing path
    if (path[2] === 'script' && /-[defrs]\s+["']?\$\(workspaces\./.test(script)) continue;
    report(
      path,
      `"$(${body})" does not exist here, because workspace ${quoted(variable.name)} is mounted only in containers that list it`,
      `add {name: ${variable.name}} to the workspaces of the ${list === 'steps' ? 'step' : 'sidecar'}`,
    );
  }
}

/** Reports a variable of the step template that the script of a step uses without the workspace in it. */
function checkTemplate(task: TaskView, path: FieldPath, workspace: string, report: Report): void {
  const [, list, index] = path;
  const name = list === 'env' ? (items(task.spec.stepTemplate?.env).find(({ at }) => at === index)?.item.name ?? '') : '';
  if (!NAME.test(name)) return;
  for (const { item, at } of items(task.spec.steps)) {
    const isSet = items(item.env).some((one) => one.item.name === name);
    if (isSet || byName(item.workspaces).has(workspace) || !new RegExp(`\\$\\{?${name}\\b`).test(item.script ?? '')) continue;
    report(
      ['steps', at, 'script'],
      `"$${name}" is the path of workspace ${quoted(workspace)}, which is mounted only in containers that list it`,
      `add {name: ${workspace}} to the workspaces of the step`,
    );
  }
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const literal = namesWith('literal');

function checkExpanded({ body, path, owner }: TaskUse, context: Context, report: Report): void {
  const field = path[path.length - 1];
  if (!NAME.test(body)) return;
  const isPath = path[0] === 'workspaces' || path[0] === 'steps' || path[0] === 'sidecars' || path[0] === 'stepTemplate';
  if (isPath && literal.has(field)) {
    report(
      [],
      `"$(${body})" is not replaced in ${field}`,
      field === 'subPath'
        ? `use subPathExpr, or write $(params.${body.toLowerCase()})`
        : `declare a param and write $(params.${body.toLowerCase()})`,
    );
  } else if (field === 'subPathExpr') {
    const container = path[0] === 'stepTemplate' ? owner.spec.stepTemplate : owner.spec[path[0] as 'steps']?.[path[1] as number];
    const names = [...byName(container?.env).keys(), ...byName(owner.spec.stepTemplate?.env).keys()];
    if (container?.envFrom === undefined && !names.includes(body))
      report([], `unknown environment variable ${quoted(body)} of the container${context.suggest(body, names)}`);
  }
}

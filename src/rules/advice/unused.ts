import { type Diagnostic, quoted } from '../../diagnostics';
import type { Variable } from '../../refs';
import type { StepActionSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { containersOf } from '../view/container-view';
import { placeKey } from '../view/document';
import type { ObjectView } from '../view/object-view';
import type { PipelineView } from '../view/pipeline-view';
import type { TaskView } from '../view/task-view';
import { usesIn } from '../view/use';
import { byName, items, type Loose } from '../view/view';

/** Advice on what is declared and then forgotten. */
export const lintUnusedRules: readonly Rule[] = [
  {
    code: 'TW550',
    slug: 'unused-task-param',
    title: 'unused param of a Task',
    why: 'whoever sets the param believes that it does something',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateParameterVariables (does not look for unused ones)',
    severity: 'warning',
    lint: 'optional',
    on: 'task',
    check: checkParams,
  },
  {
    code: 'TW551',
    slug: 'unwritten-result',
    title: 'result that the Task never writes',
    why: 'who uses the result waits for nothing: the run fails with InvalidTaskResultReference',
    source: 'pkg/reconciler/pipelinerun/resources/resultrefresolution.go resolveResultRef',
    severity: 'warning',
    lint: 'usual',
    on: 'task',
    check: checkResults,
  },
  {
    code: 'TW552',
    slug: 'unused-task-workspace',
    title: 'unused workspace of a Task',
    why: 'every run must bind a volume that nothing reads or writes',
    source: 'pkg/workspace/apply.go Apply',
    severity: 'warning',
    lint: 'usual',
    on: 'task',
    check: checkWorkspaces,
  },
  {
    code: 'TW553',
    slug: 'unused-pipeline-param',
    title: 'unused param of a Pipeline',
    why: 'whoever sets the param believes that it does something',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineParameterVariables (does not look for unused ones)',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline',
    check: checkParams,
  },
  {
    code: 'TW554',
    slug: 'unused-pipeline-workspace',
    title: 'unused workspace of a Pipeline',
    why: 'every run must bind a volume that no task gets',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineWorkspacesUsage',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline',
    check: checkPipelineWorkspaces,
  },
  {
    code: 'TW555',
    slug: 'unused-step-action-param',
    title: 'unused param or unwritten result of a StepAction',
    why: 'whoever sets the param believes that it does something, and whoever uses the result finds nothing there',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go validateUsageOfDeclaredParameters (does not look for unused ones)',
    severity: 'warning',
    lint: 'usual',
    on: 'StepAction',
    check: ofSpec<Loose<StepActionSpec>>(checkAction),
  },
];

const codes: ReadonlySet<string> = new Set(lintUnusedRules.map(({ code }) => code));

/** Where a manifest has errors, what seems unused may only be misspelt where it is used: nothing is said of it there. */
export function withoutUnusedBesideErrors(found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!found.some(({ code }) => codes.has(code))) return found;
  const broken = new Set(found.flatMap((one) => (one.severity === 'error' ? [placeKey(one)] : [])));
  return found.filter((one) => !codes.has(one.code) || !broken.has(placeKey(one)));
}

/** Names of the variables of one kind that stand anywhere in a Task or Pipeline. */
function namesIn(view: TaskView | PipelineView, kind: Variable['kind']): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { variable } of usesIn(view.spec, view)) if (variable.kind === kind && 'name' in variable) found.add(variable.name);
  return found;
}

function checkParams(view: TaskView | PipelineView, _: Context, report: Report): void {
  if (view.params.size === 0) return;
  const used = namesIn(view, 'param');
  for (const { at, item } of items(view.spec.params)) {
    const { name = '' } = item;
    if (name !== '' && !used.has(name)) report(['params', at], `param ${quoted(name)} is used nowhere`);
  }
}

function checkResults(task: TaskView, _: Context, report: Report): void {
  if (task.results.size === 0 || !isAllScripts(task) || mentions(task, 'tekton/results')) return;
  const written = namesIn(task, 'result-path');
  // a script that puts names together, which Tekton refuses, would write them all
  if ([...written].some((name) => name.includes('$'))) return;
  for (const { at, item } of items(task.spec.results)) {
    const { name = '', value } = item;
    if (name !== '' && value === undefined && !written.has(name))
      report(['results', at], `no step writes result ${quoted(name)}`, `write to $(results.${name}.path)`);
  }
}

function checkWorkspaces(task: TaskView, _: Context, report: Report): void {
  if (task.workspaces.size === 0 || !isAllScripts(task) || mentions(task, '/workspace')) return;
  const used = namesIn(task, 'workspace');
  const usages = [...items(task.spec.steps), ...items(task.spec.sidecars)];
  const isolated = new Set(usages.flatMap(({ item }) => [...byName(item.workspaces).keys()]));
  for (const { at, item } of items(task.spec.workspaces)) {
    const { name = '', mountPath } = item;
    // what is mounted somewhere else is likely read by a program that looks there
    if (name !== '' && !mountPath && !used.has(name) && !isolated.has(name))
      report(['workspaces', at], `no step uses workspace ${quoted(name)}`, `use $(workspaces.${name}.path)`);
  }
}

// commands that only the run brings may use anything
const OPEN = /\$\(params[.[]|\beval\b|\$[@*]/;

/** Whether all is written down that the steps do. Programs in images and StepActions know paths of their own. */
function isAllScripts({ spec }: TaskView): boolean {
  return items(spec.steps).every(({ item: { ref, script = '' } }) => ref === undefined && script !== '' && !OPEN.test(script));
}

function mentions(task: TaskView, path: string): boolean {
  return containersOf(task).some(({ spec: { script = '', workingDir = '', env, args = [] } }) => {
    const values = items(env).map(({ item }) => item.value ?? '');
    return [script, workingDir, ...args, ...values].some((text) => text.includes(path));
  });
}

function checkAction(spec: Loose<StepActionSpec>, report: Report, _: Context, object: ObjectView): void {
  const uses = usesIn(spec, object).map(({ variable }) => variable);
  const used = new Set(uses.flatMap((variable) => (variable.kind === 'param' ? [variable.name] : [])));
  for (const { at, item } of items(spec.params)) {
    const { name = '' } = item;
    if (name !== '' && !used.has(name)) report(['params', at], `param ${quoted(name)} is used nowhere`);
  }
  // programs in the image know paths of their own
  if (!spec.script || OPEN.test(spec.script) || spec.script.includes('tekton/')) return;
  const written = new Set(uses.flatMap((variable) => (variable.kind === 'result-path' ? [variable.name] : [])));
  for (const { at, item } of items(spec.results)) {
    const { name = '' } = item;
    if (name !== '' && !written.has(name))
      report(['results', at], `the step does not write result ${quoted(name)}`, `write to $(step.results.${name}.path)`);
  }
}

function checkPipelineWorkspaces(pipeline: PipelineView, _: Context, report: Report): void {
  if (pipeline.workspaces.size === 0) return;
  const used = new Set(namesIn(pipeline, 'workspace'));
  for (const { spec } of pipeline.tasks) {
    for (const { item } of items(spec.workspaces)) used.add(item.workspace || item.name || '');
    for (const { item } of items(spec.taskSpec?.workspaces)) used.add(item.name ?? '');
  }
  for (const { at, item } of items(pipeline.spec.workspaces)) {
    const { name = '' } = item;
    if (name !== '' && !used.has(name)) report(['workspaces', at], `no task gets workspace ${quoted(name)}`);
  }
}

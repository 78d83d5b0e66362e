import { type Diagnostic, quoted } from '../../diagnostics';
import { parseImage } from '../../image';
import type { Variable } from '../../refs';
import type { StepActionSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { containersOf } from '../view/container-view';
import { documentKey } from '../view/document';
import type { ObjectView } from '../view/object-view';
import { type PipelineView, usesOfPipelineTask } from '../view/pipeline-view';
import type { TaskView } from '../view/task-view';
import { usesIn, usesInSpec } from '../view/use';
import { byName, items, type Loose } from '../view/view';

/** Advice about declarations that nothing uses. */
export const lintUnusedRules: readonly Rule[] = [
  {
    code: 'TW550',
    slug: 'unused-task-param',
    title: 'unused param of a Task',
    why: 'setting the param has no effect, which surprises users',
    source: 'pkg/apis/pipeline/v1/task_validation.go ValidateParameterVariables (does not report unused ones)',
    severity: 'warning',
    lint: 'optional',
    on: 'task',
    check: checkParams,
  },
  {
    code: 'TW551',
    slug: 'unwritten-result',
    title: 'result that the Task never writes',
    why: 'a pipeline that uses the result fails with InvalidTaskResultReference',
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
    why: 'every run must bind a volume that no step uses',
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
    why: 'setting the param has no effect, which surprises users',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineParameterVariables (does not report unused ones)',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline',
    check: checkParams,
  },
  {
    code: 'TW554',
    slug: 'unused-pipeline-workspace',
    title: 'unused workspace of a Pipeline',
    why: 'every run must bind a volume that no task uses',
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
    why: 'setting the param has no effect, and using the result fails the run',
    source: 'pkg/apis/pipeline/v1beta1/stepaction_validation.go validateUsageOfDeclaredParameters (does not report unused ones)',
    severity: 'warning',
    lint: 'usual',
    on: 'StepAction',
    check: ofSpec<Loose<StepActionSpec>>(checkAction),
  },
];

const codes: ReadonlySet<string> = new Set(lintUnusedRules.map(({ code }) => code));

/** Leaves out warnings about unused names in manifests with errors, because a use may only be misspelt. */
export function withoutUnusedBesideErrors(found: readonly Diagnostic[]): readonly Diagnostic[] {
  if (!found.some(({ code }) => codes.has(code))) return found;
  const broken = new Set(found.flatMap((one) => (one.severity === 'error' ? [documentKey(one)] : [])));
  return found.filter((one) => !codes.has(one.code) || !broken.has(documentKey(one)));
}

/** Names of the variables of one kind in a Task or Pipeline. */
function namesIn(view: TaskView | PipelineView, kind: Variable['kind']): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { variable } of usesInSpec<TaskView | PipelineView>(view))
    if (variable.kind === kind && 'name' in variable) found.add(variable.name);
  return found;
}

function checkParams(view: TaskView | PipelineView, _: Context, report: Report): void {
  if (view.params.size === 0 || ('tasks' in view && areAllInTasks(view))) return;
  const used = namesIn(view, 'param');
  for (const { at, item } of items(view.spec.params)) {
    const { name = '' } = item;
    if (name !== '' && !used.has(name)) report(['params', at], `param ${quoted(name)} is not used`);
  }
}

/** Whether the tasks of a Pipeline use all of its params, which spares a search of its whole spec. */
function areAllInTasks({ params, tasks }: PipelineView): boolean {
  const left = new Set(params.keys());
  for (const task of tasks) {
    for (const { variable } of usesOfPipelineTask(task)) if (variable.kind === 'param') left.delete(variable.name);
    if (left.size === 0) return true;
  }
  return false;
}

function checkResults(task: TaskView, context: Context, report: Report): void {
  if (task.results.size === 0 || !showsAllSteps(task, context) || mentions(task, 'tekton/results')) return;
  const written = namesIn(task, 'result-path');
  // a script that builds names from variables, which Tekton refuses, could write any of them
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
    // a program is likely to use a workspace with a mountPath of its own
    if (name !== '' && !mountPath && !used.has(name) && !isolated.has(name))
      report(['workspaces', at], `no step uses workspace ${quoted(name)}`, `use $(workspaces.${name}.path)`);
  }
}

// commands that are known only in the run may use any name
const OPEN = /\$\(params[.[]|\beval\b|\$[@*]/;

/** Whether the manifest shows everything that the steps do. Programs in images and StepActions may use other paths. */
function isAllScripts({ spec }: TaskView): boolean {
  return items(spec.steps).every(({ item: { ref, script = '' } }) => ref === undefined && script !== '' && !OPEN.test(script));
}

/** Whether the manifests show with which paths each step works. A program cannot know a path that is not passed to it. */
function showsAllSteps({ spec, document }: TaskView, { lookup }: Context): boolean {
  const { stepTemplate } = spec;
  if (stepTemplate?.command !== undefined || stepTemplate?.args !== undefined) return false;
  return items(spec.steps).every(({ item: { ref, image = '', script = '', command = [], args = [] } }) => {
    if (script !== '') return !OPEN.test(script);
    if (ref === undefined) return isGeneral(image, command[0]) && ![...command, ...args].some(isOpen);
    const action = ref.resolver || ref.name === undefined ? undefined : lookup.stepAction(document, ref.name);
    // a StepAction reports results of its own
    return action !== undefined && !JSON.stringify(action.spec).includes('tekton/');
  });
}

const TOOLS =
  /^(?:sh|bash|ash|dash|echo|printf|cat|cp|mv|ls|tar|env|date|true|test|sha\d+sum|md5sum|curl|wget|git|kubectl|jq|sed|awk|grep)$/;

/** Whether the program was not written for Tekton, so that it cannot know where results are: a usual tool, or one of an official image. */
function isGeneral(image: string, program: unknown): boolean {
  if (typeof program !== 'string') return false;
  const { registry, repository } = parseImage(image);
  return TOOLS.test(program.replace(/^.*\//, '')) || (registry === 'docker.io' && repository.startsWith('library/'));
}

/** Whether an item of `command` or `args` may be any option, or is the script of a shell that may use any name. */
function isOpen(item: unknown): boolean {
  return typeof item !== 'string' || /^\$\(params[^()]*\)$/.test(item) || item.includes('[*])') || (item.includes('\n') && OPEN.test(item));
}

function mentions(task: TaskView, path: string): boolean {
  return containersOf(task).some(({ spec: { script = '', workingDir = '', env, command = [], args = [] } }) => {
    const values = items(env).map(({ item }) => item.value ?? '');
    return [script, workingDir, ...command, ...args, ...values].some((text) => text.includes(path));
  });
}

function checkAction(spec: Loose<StepActionSpec>, report: Report, _: Context, object: ObjectView): void {
  const uses = usesIn(spec, object).map(({ variable }) => variable);
  const used = new Set(uses.flatMap((variable) => (variable.kind === 'param' ? [variable.name] : [])));
  for (const { at, item } of items(spec.params)) {
    const { name = '' } = item;
    if (name !== '' && !used.has(name)) report(['params', at], `param ${quoted(name)} is not used`);
  }
  // programs in the image may use other paths
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
    if (name !== '' && !used.has(name)) report(['workspaces', at], `no task uses workspace ${quoted(name)}`);
  }
}

import { quoted } from '../../diagnostics';
import { reportMissing } from '../checks/missing';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { kindOfCalled, type PipelineTaskView } from '../view/pipeline-view';
import { byName, items, repeated } from '../view/view';

/** Rules about the workspaces that a pipeline passes to its tasks. */
export const pipelineWorkspaceRules: readonly Rule[] = [
  {
    code: 'TW217',
    slug: 'undeclared-pipeline-workspace',
    title: 'undeclared workspace of a Pipeline',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateWorkspaces',
    severity: 'error',
    exception: 'Tekton does not check workspaces of a Pipeline that is embedded in a run; the task fails when it starts',
    on: 'pipeline-task',
    fields: ['workspaces'],
    check: checkDeclared,
  },
  {
    code: 'TW218',
    slug: 'missing-task-workspace',
    title: 'missing required workspace of a Task',
    why: 'the TaskRun fails with TaskRunValidationFailed',
    source: 'pkg/workspace/validate.go ValidateBindings',
    severity: 'error',
    on: 'pipeline-task',
    check: checkRequired,
  },
  {
    code: 'TW219',
    slug: 'unknown-task-workspace',
    title: 'unknown workspace of a Task',
    why: 'the TaskRun fails with TaskRunValidationFailed',
    source: 'pkg/workspace/validate.go ValidateBindings',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['workspaces'],
    check: checkSuperfluous,
  },
  {
    code: 'TW220',
    slug: 'optional-workspace-required',
    title: 'optional workspace of a Pipeline is required by a Task',
    why: 'the run fails at once with RequiredWorkspaceMarkedOptional',
    source: 'pkg/reconciler/pipelinerun/resources/validate_dependencies.go ValidateOptionalWorkspaces',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['workspaces'],
    check: checkOptional,
  },
  {
    code: 'TW235',
    slug: 'duplicate-task-workspace',
    title: 'workspace set twice in a pipeline task',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateWorkspaces',
    severity: 'error',
    exception: 'Tekton does not check workspaces of a Pipeline that is embedded in a run; it is undefined which of the two the task gets',
    on: 'pipeline-task',
    fields: ['workspaces'],
    check: ({ spec }, _, report) => {
      for (const { at, item } of repeated(spec.workspaces, ({ name }) => name || NAMELESS)) {
        const { name } = item;
        report(['workspaces', at], name ? `workspace ${quoted(name)} is set twice` : 'two workspaces have no name');
      }
    },
  },
];

// no workspace has a space in its name; Tekton compares those without a name, too
const NAMELESS = ' ';

function checkDeclared({ spec, pipeline }: PipelineTaskView, context: Context, report: Report): void {
  for (const { at, item } of items(spec.workspaces)) {
    const { name = '', workspace } = item;
    const source = workspace || name;
    if (pipeline.workspaces.has(source) || pipeline.given.has(source)) continue;
    report(
      ['workspaces', at, workspace ? 'workspace' : 'name'],
      `unknown workspace ${quoted(source)} of the pipeline${context.suggest(source, pipeline.workspaces.keys())}`,
    );
  }
}

function checkRequired(view: PipelineTaskView, context: Context, report: Report): void {
  const called = context.lookup.calledBy(view);
  if (called === undefined || called.workspaces.size === 0) return;
  const given = byName(view.spec.workspaces);
  const isReported = view.embedded === undefined && view.spec.pipelineSpec === undefined;
  for (const [name, { optional }] of called.workspaces) {
    // an embedded Task gets a workspace of the same name from the pipeline or the run
    const isHandedDown = called === view.embedded && (view.pipeline.workspaces.has(name) || view.pipeline.given.has(name));
    if (optional === true || given.has(name) || isHandedDown) continue;
    const owner = kindOfCalled(called);
    const names = { field: 'workspaces', given: view.spec.workspaces, declared: called.workspaces, owner, isReported } as const;
    reportMissing(name, `required workspace ${quoted(name)} of the ${owner} is not set`, names, context, report);
  }
}

function checkSuperfluous(view: PipelineTaskView, context: Context, report: Report): void {
  // an embedded spec can use workspaces that it does not declare
  if (view.embedded !== undefined || view.spec.pipelineSpec !== undefined) return;
  const called = context.lookup.calledBy(view);
  if (called === undefined) return;
  for (const { at, item } of items(view.spec.workspaces)) {
    const { name = '' } = item;
    if (called.workspaces.has(name)) continue;
    report(
      ['workspaces', at, 'name'],
      `unknown workspace ${quoted(name)} of the ${kindOfCalled(called)}${context.suggest(name, called.workspaces.keys())}`,
    );
  }
}

function checkOptional(view: PipelineTaskView, context: Context, report: Report): void {
  const task = context.lookup.taskOf(view);
  for (const { at, item } of items(view.spec.workspaces)) {
    const { name = '', workspace } = item;
    const source = workspace || name;
    const wanted = task?.workspaces.get(name);
    if (wanted === undefined || wanted.optional === true || view.pipeline.workspaces.get(source)?.optional !== true) continue;
    report(['workspaces', at], `workspace ${quoted(source)} of the pipeline is optional, but the Task requires ${quoted(name)}`);
  }
}

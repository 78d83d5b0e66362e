import { quoted } from '../../diagnostics';
import { tryFindCycle } from '../../graph';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { PipelineView } from '../view/pipeline-view';
import { items, repeated } from '../view/view';

/** Rules about the tasks, workspaces and results of a Pipeline. */
export const pipelineRules: readonly Rule[] = [
  {
    code: 'TW202',
    slug: 'duplicate-pipeline-task',
    title: 'duplicate name of a pipeline task',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go PipelineTaskList.Validate',
    severity: 'error',
    on: 'pipeline',
    check: checkTaskNames,
  },
  {
    code: 'TW206',
    slug: 'dependency-cycle',
    title: 'cycle of tasks',
    why: 'admission refuses the Pipeline: no task of the cycle could start',
    source: 'pkg/reconciler/pipeline/dag/dag.go Build',
    severity: 'error',
    on: 'pipeline',
    check: checkCycle,
  },
  {
    code: 'TW233',
    slug: 'empty-pipeline',
    title: 'empty Pipeline, or finally without tasks',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateTasksAndFinallySection',
    severity: 'error',
    on: 'pipeline',
    check: ({ spec }, _, report) => {
      const { tasks = [], finally: finals = [] } = spec;
      if (finals.length > 0 && tasks.length === 0) report(['finally'], 'the pipeline has finally tasks, but no tasks');
      if (Object.values(spec).every(isEmpty)) report([], 'the pipeline has no tasks; it needs at least one');
    },
  },
  {
    code: 'TW276',
    slug: 'pipeline-without-tasks',
    title: 'Pipeline without tasks',
    why: 'Tekton admits the Pipeline when it has a param, a workspace or a description; a run of it does nothing',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go PipelineSpec.Validate',
    severity: 'warning',
    lint: 'usual',
    on: 'pipeline',
    check: ({ spec }, _, report) => {
      const { tasks = [], finally: finals = [] } = spec;
      // TW233 reports the others
      if (tasks.length === 0 && finals.length === 0 && !Object.values(spec).every(isEmpty))
        report([], 'the pipeline has no tasks, so its runs do nothing', 'add a task');
    },
  },
  {
    code: 'TW234',
    slug: 'duplicate-pipeline-workspace',
    title: 'pipeline workspace without a name, or declared twice',
    why: 'admission refuses the Pipeline',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineWorkspacesDeclarations',
    severity: 'error',
    on: 'pipeline',
    check: ({ spec }, _, report) => {
      for (const { at, item } of items(spec.workspaces)) {
        const { name = '' } = item;
        if (name === '') report(['workspaces', at, 'name'], 'a workspace has no name');
      }
      for (const { at, item } of repeated(spec.workspaces, (workspace) => workspace.name)) {
        const { name } = item;
        report(['workspaces', at, 'name'], `workspace ${quoted(name)} is declared twice`);
      }
    },
  },
  {
    code: 'TW245',
    slug: 'duplicate-pipeline-result',
    title: 'pipeline result without a name, or declared twice',
    why: 'of two results with the same name, Tekton silently drops one',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineResults (does not compare names)',
    severity: 'error',
    stricter: 'Tekton accepts any name for results of a Pipeline, even the same name twice',
    on: 'pipeline',
    check: ({ spec }, _, report) => {
      for (const { at, item } of items(spec.results)) {
        const { name = '' } = item;
        if (name === '') report(['results', at, 'name'], 'a result has no name');
      }
      for (const { at, item } of repeated(spec.results, (result) => result.name)) {
        const { name } = item;
        report(['results', at, 'name'], `result ${quoted(name)} is declared twice`);
      }
    },
  },
];

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function checkTaskNames({ tasks, field }: PipelineView, _: Context, report: Report): void {
  const seen = new Set<string>();
  for (const task of tasks) {
    if (task.name !== '' && seen.has(task.name))
      report([...task.field.slice(field.length), 'name'], `two tasks have the name ${quoted(task.name)}`);
    seen.add(task.name);
  }
}

function checkCycle(pipeline: PipelineView, context: Context, report: Report): void {
  const cycle = context.memo.order.looksBack(pipeline) ? tryFindCycle(context.memo.order.graph(pipeline)) : undefined;
  if (cycle === undefined) return;
  const first = pipeline.byName.get(cycle[0] ?? '');
  report(first === undefined ? ['tasks'] : first.field.slice(pipeline.field.length), `cycle of tasks: ${shortened(cycle).join(' → ')}`);
}

/** Shortens a long cycle to its start and end. */
function shortened(cycle: readonly string[]): readonly string[] {
  return cycle.length <= 12 ? cycle : [...cycle.slice(0, 8), `(${cycle.length - 11} more)`, ...cycle.slice(-3)];
}

import { type FieldPath, quoted } from '../../diagnostics';
import { checkAnnotationKeys, checkLabels } from '../checks/labels';
import type { Report, Rule } from '../contract/rule';
import { isResultName } from '../notation/name';
import { items, repeated } from '../view/view';

const NAMES = 'use letters, digits, "-", "_" and ".", starting and ending with a letter or digit';

/** Rules about names in pipelines, and about labels that they set on their TaskRuns. */
export const generatedNameRules: readonly Rule[] = [
  {
    code: 'TW251',
    slug: 'invalid-pipeline-name',
    title: 'invalid name of a workspace or result of a Pipeline',
    why: 'no $(…) can contain such a name, so nothing can refer to it',
    source:
      'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineWorkspacesDeclarations, validatePipelineResults (accept any string)',
    severity: 'error',
    stricter: 'Tekton accepts any string as a name',
    on: 'pipeline',
    check: ({ spec }, _, report) => {
      for (const list of ['workspaces', 'results'] as const)
        for (const { at, item } of items<{ readonly name?: string }>(spec[list])) {
          const { name = '' } = item;
          if (name !== '' && !isResultName(name))
            report([list, at, 'name'], `invalid ${list === 'results' ? 'result' : 'workspace'} name ${quoted(name)}; ${NAMES}`);
        }
    },
  },
  {
    code: 'TW252',
    slug: 'duplicate-run-after',
    title: 'runAfter names a task twice',
    why: 'usually one of the two should be the name of another task',
    source: 'pkg/reconciler/pipeline/dag/dag.go Build (an edge twice is one edge)',
    severity: 'error',
    stricter: 'Tekton ignores the second one',
    on: 'pipeline-task',
    fields: ['runAfter'],
    check: ({ spec }, _, report) => {
      for (const { at, item } of repeated(spec.runAfter, (name) => name)) report(['runAfter', at], `runAfter lists ${quoted(item)} twice`);
    },
  },
  {
    code: 'TW253',
    slug: 'invalid-task-run-metadata',
    title: 'invalid label or annotation for TaskRuns',
    why: 'the API server refuses the TaskRun, and the PipelineRun fails with it',
    source: 'pkg/reconciler/pipelinerun/pipelinerun.go combineTaskRunAndTaskSpecLabels',
    severity: 'error',
    stricter: 'Tekton does not check them; the API server does when Tekton creates the TaskRun',
    on: 'pipeline-task',
    fields: ['taskSpec'],
    check: ({ spec: { taskSpec } }, _, report) => {
      if (taskSpec?.metadata !== undefined) checkMetadata(['taskSpec', 'metadata'], taskSpec.metadata, report);
    },
  },
  {
    code: 'TW326',
    slug: 'invalid-run-metadata',
    title: 'invalid label or annotation for TaskRuns of a run',
    why: 'the API server refuses the TaskRun, and the PipelineRun fails with it',
    source: 'pkg/reconciler/pipelinerun/pipelinerun.go combineTaskRunAndTaskSpecLabels',
    severity: 'error',
    stricter: 'Tekton does not check them; the API server does when Tekton creates the TaskRun',
    on: 'pipeline-run',
    check: ({ spec: { taskRunSpecs } }, _, report) => {
      for (const { at, item } of items(taskRunSpecs))
        if (item.metadata !== undefined) checkMetadata(['taskRunSpecs', at, 'metadata'], item.metadata, report);
    },
  },
];

function checkMetadata(
  field: FieldPath,
  { labels, annotations }: { readonly labels?: unknown; readonly annotations?: unknown },
  report: Report,
): void {
  checkLabels([...field, 'labels'], labels, report);
  checkAnnotationKeys([...field, 'annotations'], annotations, report);
}

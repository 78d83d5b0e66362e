import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { makesEdge } from '../set/value-fields';
import type { PipelineTaskView } from '../view/pipeline-view';
import { articled } from '../view/scope';
import { items } from '../view/view';

/** Rules about embedded Tasks and child Pipelines of pipeline tasks. */
export const childTaskRules: readonly Rule[] = [
  {
    code: 'TW264',
    slug: 'task-spec-with-kind',
    title: 'embedded Task with apiVersion or kind',
    why: 'admission refuses the Pipeline: apiVersion and kind mean a custom task, which has no steps',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validateEmbeddedOrType',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['taskSpec'],
    check: ({ spec: { taskSpec } }, _, report) => {
      if ((taskSpec?.steps ?? []).length === 0) return;
      for (const field of ['apiVersion', 'kind'] as const)
        if (taskSpec?.[field]) report(['taskSpec', field], `an embedded Task with steps cannot have ${field}`, `remove ${field}`);
    },
  },
  {
    code: 'TW265',
    slug: 'result-of-child-pipeline',
    title: 'result of a pipeline task that runs a Pipeline',
    why: 'admission refuses the Pipeline: Tekton does not support results of a child Pipeline yet, with any feature flags',
    source: 'pkg/apis/pipeline/v1/pipeline_validation.go validatePipelineRefResultReferencesDisallowed',
    severity: 'error',
    on: 'pipeline-use',
    of: 'task-result',
    check: (use, _, report) => {
      const { variable, body, owner } = use;
      const { pipelineRef, pipelineSpec } = owner.pipeline.byName.get(variable.task)?.spec ?? {};
      if (variable.isSeen && makesEdge(use) && (pipelineRef ?? pipelineSpec) !== undefined)
        report(
          [],
          `${quoted(variable.task)} runs a Pipeline, so its result "$(${body})" cannot be used`,
          'pass the value through a workspace',
        );
    },
  },
  {
    code: 'TW266',
    slug: 'matrix-param-not-string',
    title: 'matrix over a param that is not a string',
    why: 'the run fails at once with PipelineValidationFailed: each combination sets the param to one string',
    source: 'pkg/reconciler/taskrun/validate_taskrun.go wrongTypeParamsNames',
    severity: 'error',
    on: 'pipeline-task',
    fields: ['matrix'],
    check: checkMatrix,
  },
];

function checkMatrix(view: PipelineTaskView, context: Context, report: Report): void {
  const { matrix } = view.spec;
  const declared = context.lookup.calledBy(view)?.params;
  if (matrix === undefined || declared === undefined) return;
  const check = (field: readonly (string | number)[], params: PipelineTaskView['spec']['params']) => {
    for (const { at, item } of items(params)) {
      const type = declared.get(item.name ?? '')?.type ?? 'string';
      if (type !== 'string')
        report(
          [...field, at],
          `param ${quoted(item.name)} is ${articled(type)}, but a matrix sets it to a string`,
          'set the param in params',
        );
    }
  };
  check(['matrix', 'params'], matrix.params);
  for (const { at, item } of items(matrix.include)) check(['matrix', 'include', at, 'params'], item.params);
}

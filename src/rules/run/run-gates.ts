import { type FieldPath, quoted } from '../../diagnostics';
import type { PipelineTaskRunSpec, TaskRunSpec } from '../../spec';
import { reportGated } from '../checks/api-fields';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { podTemplatesOf, type RunView, type TaskRunView } from '../view/run-view';
import { items, type Loose, repeated } from '../view/view';

/** Rules about settings of runs that feature flags control. */
export const runGateRules: readonly Rule[] = [
  {
    code: 'TW328',
    slug: 'gated-debug',
    title: 'debug behind a disabled feature gate',
    why: 'admission refuses the TaskRun',
    source: 'pkg/apis/pipeline/v1/taskrun_validation.go TaskRunSpec.Validate, validateDebug',
    severity: 'error',
    on: 'task-run',
    check: checkDebug,
  },
  {
    code: 'TW329',
    slug: 'gated-run-field',
    title: 'pod setting of a run behind a disabled feature gate',
    why: 'admission refuses the run',
    source:
      'pkg/apis/pipeline/v1/taskrun_validation.go validateStepSpecs, validateSidecarSpecs; pipelinerun_validation.go validateTaskRunSpec; validatePodTemplateEnv (default-forbidden-env)',
    severity: 'error',
    on: 'run',
    check: (run, context, report) => {
      checkResources(run, context, report);
      checkForbidden(run, context, report);
    },
  },
];

function checkDebug({ spec: { debug } }: TaskRunView, context: Context, report: Report): void {
  if (debug === undefined) return;
  reportGated('alpha', ['debug'], context, report);
  const { breakpoints } = debug;
  if (breakpoints === undefined) return;
  const { onFailure = '', beforeSteps } = breakpoints as { readonly onFailure?: string; readonly beforeSteps?: readonly unknown[] };
  if (onFailure !== 'enabled')
    report(
      ['debug', 'breakpoints', 'onFailure'],
      `invalid onFailure ${quoted(onFailure)}; expected "enabled", also together with beforeSteps`,
    );
  const known = new Set<unknown>();
  for (const [at, step] of (beforeSteps ?? []).entries()) {
    if (known.has(step)) report(['debug', 'breakpoints', 'beforeSteps', at], `beforeSteps lists step ${quoted(String(step))} twice`);
    known.add(step);
  }
}

const lists = ['stepSpecs', 'sidecarSpecs'] as const;

function checkResources(run: RunView, context: Context, report: Report): void {
  if (run.kind === 'TaskRun') checkContainers([], run.spec, context, report);
  else for (const { at, item } of items(run.spec.taskRunSpecs)) checkContainers(['taskRunSpecs', at], item, context, report);
}

function checkForbidden(run: RunView, context: Context, report: Report): void {
  const forbidden = new Set(
    context.options
      .feature('default-forbidden-env', '')
      .split(',')
      .map((name) => name.trim()),
  );
  for (const { field, template } of podTemplatesOf(run)) {
    for (const { at, item } of items(template?.env)) {
      if (item.name !== undefined && item.name !== '' && forbidden.has(item.name))
        report([...field, 'env', at], `default-forbidden-env of the cluster forbids variable ${quoted(item.name)}`, 'remove it');
    }
  }
}

function checkContainers(field: FieldPath, spec: Loose<TaskRunSpec | PipelineTaskRunSpec>, context: Context, report: Report): void {
  for (const list of lists) {
    if (spec[list] !== undefined) reportGated('beta', [...field, list], context, report);
    for (const { at, item } of items(spec[list]))
      if ((item.name ?? '') === '') report([...field, list, at, 'name'], 'the name is missing; set it to the name of a step or sidecar');
    // Tekton ignores case when it compares them
    for (const { at, item } of repeated(spec[list], ({ name }) => name?.toLowerCase()))
      report([...field, list, at, 'name'], `container ${quoted(item.name ?? '')} is listed twice`);
  }
  if (spec.computeResources === undefined) return;
  reportGated('beta', [...field, 'computeResources'], context, report);
  const hasOwn = items(spec.stepSpecs).some(({ item: { computeResources } }) => Object.keys(computeResources ?? {}).length > 0);
  if (hasOwn) report([...field, 'computeResources'], 'resources are set for the whole pod and for single steps; use one of the two');
}

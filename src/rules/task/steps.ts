import { quoted } from '../../diagnostics';
import { reportGated } from '../checks/api-fields';
import type { Report, Rule } from '../contract/rule';
import { DURATION_TEXT, tryParseDuration } from '../notation/duration';
import { isLabel, LABEL_TEXT } from '../notation/name';
import { cleanPath } from '../notation/path';
import type { Context } from '../set/context';
import type { StepView } from '../view/task-view';
import { items, repeated } from '../view/view';

/** Rules for a single step. */
export const stepRules: readonly Rule[] = [
  {
    code: 'TW120',
    slug: 'step-without-image',
    title: 'step without an image',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: ({ spec, task }, _, report) => {
      if (!spec.image && !task.spec.stepTemplate?.image && spec.ref === undefined)
        report(['image'], `${title(spec)} has no image, and the stepTemplate has none either`);
    },
  },
  {
    code: 'TW121',
    slug: 'script-and-command',
    title: 'step with both script and command',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: ({ spec, task }, _, report) => {
      if (!spec.script || spec.ref !== undefined) return;
      if ((spec.command ?? []).length > 0) report(['script'], `${title(spec)} has both script and command; use one of them`);
      else if ((task.spec.stepTemplate?.command ?? []).length > 0)
        report(['script'], `${title(spec)} has a script, and the stepTemplate has a command; use one of them`);
    },
  },
  {
    code: 'TW122',
    slug: 'invalid-step-name',
    title: 'invalid step name',
    why: 'admission refuses the Task; the name becomes part of a container name',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: ({ spec: { name = '' } }, _, report) => {
      if (name !== '' && !isLabel(name)) report(['name'], `invalid step name ${quoted(name)}; ${LABEL_TEXT}`);
    },
  },
  {
    code: 'TW123',
    slug: 'invalid-step-timeout',
    title: 'invalid step timeout',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: ({ spec: { timeout } }, _, report) => {
      if (timeout === undefined) return;
      const length = tryParseDuration(timeout);
      if (length === undefined) report(['timeout'], `invalid duration ${quoted(timeout)}; ${DURATION_TEXT}`);
      else if (length < 0) report(['timeout'], `negative timeout ${quoted(timeout)}; expected at least 0`);
    },
  },
  {
    code: 'TW124',
    slug: 'unknown-step-on-error',
    title: 'unknown onError of a step',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: ({ spec: { onError = '' } }, context, report) => {
      if (onError === '' || onError.startsWith('$(params') || onErrors.includes(onError)) return;
      report(['onError'], `unknown onError ${quoted(onError)}${context.expect(onError, onErrors)}`);
    },
  },
  {
    code: 'TW125',
    slug: 'step-with-ref-and-body',
    title: 'step refers to a StepAction and sets its fields, too',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: checkRef,
  },
  {
    code: 'TW126',
    slug: 'step-params-without-ref',
    title: 'step params without a StepAction',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: ({ spec }, _, report) => {
      if (spec.ref === undefined && (spec.params ?? []).length > 0)
        report(['params'], `${title(spec)} has params, but no ref to a StepAction`);
    },
  },
  {
    code: 'TW127',
    slug: 'reserved-mount',
    title: 'mount of a reserved path or volume of Tekton',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: checkMounts,
  },
  {
    code: 'TW128',
    slug: 'invalid-env-name',
    title: 'environment variable without a name, or set twice',
    why: 'Kubernetes refuses a variable without a name; of two variables with the same name, it silently uses the later one',
    source: 'k8s.io/kubernetes pkg/apis/core/validation ValidateEnv',
    severity: 'error',
    stricter: 'Tekton does not check env; the API server refuses the pod, or a value is silently lost',
    on: 'step',
    check: checkEnv,
  },
  {
    code: 'TW129',
    slug: 'gated-step-field',
    title: 'step uses a field behind a disabled feature gate',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: checkGates,
  },
];

const onErrors = ['continue', 'stopAndFail'];

function title({ name = '' }: StepView['spec']): string {
  return name === '' ? 'the step' : `step ${quoted(name)}`;
}

const bodyFields = ['image', 'command', 'args', 'script', 'workingDir', 'env', 'volumeMounts', 'results'] as const;

function checkRef({ spec }: StepView, _: Context, report: Report): void {
  if (spec.ref === undefined) return;
  for (const field of bodyFields) {
    const value = spec[field];
    if (value !== undefined && value.length > 0) report([field], `${title(spec)} refers to a StepAction, which sets ${field} itself`);
  }
}

function checkMounts({ spec }: StepView, _: Context, report: Report): void {
  for (const { at, item } of items(spec.volumeMounts)) {
    const { name = '', mountPath = '' } = item;
    const path = cleanPath(mountPath);
    if (path.startsWith('/tekton/') && !path.startsWith('/tekton/home')) {
      report(
        ['volumeMounts', at, 'mountPath'],
        `${quoted(mountPath)} is reserved for Tekton; under /tekton, only /tekton/home can be a mount path`,
      );
    }
    if (name.startsWith('tekton-internal-'))
      report(['volumeMounts', at, 'name'], `the volume name ${quoted(name)} starts with "tekton-internal-", which is reserved for Tekton`);
  }
}

function checkEnv({ spec }: StepView, _: Context, report: Report): void {
  for (const { at, item } of items(spec.env)) {
    const { name = '' } = item;
    if (name === '') report(['env', at, 'name'], `an environment variable of ${title(spec)} has no name`);
  }
  for (const { at, item } of repeated(spec.env, (variable) => variable.name)) {
    const { name } = item;
    report(['env', at, 'name'], `environment variable ${quoted(name)} is set twice`);
  }
}

function checkGates({ spec }: StepView, context: Context, report: Report): void {
  for (const field of ['stdoutConfig', 'stderrConfig'] as const)
    if (spec[field] !== undefined) reportGated('alpha', [field], context, report);
  if (spec.script?.trimStart().startsWith('#!win')) reportGated('alpha', ['script'], context, report, 'a Windows script');
  if (spec.ref?.resolver) reportGated('beta', ['ref', 'resolver'], context, report, 'a resolver');
}

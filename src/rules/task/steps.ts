import { quoted } from '../../diagnostics';
import { reportGated } from '../checks/api-fields';
import type { Report, Rule } from '../contract/rule';
import { DURATION_TEXT, tryParseDuration } from '../notation/duration';
import { isLabel, LABEL_TEXT } from '../notation/name';
import { cleanPath } from '../notation/path';
import type { Context } from '../set/context';
import type { StepView } from '../view/task-view';
import { items, repeated } from '../view/view';

/** What a single step must be like. */
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
        report(['image'], `${title(spec)} has no image, and there is none in the stepTemplate`);
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
        report(['script'], `${title(spec)} has a script, and the stepTemplate gives it a command; use one of them`);
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
      if (name !== '' && !isLabel(name)) report(['name'], `${quoted(name)} is no name of a step; ${LABEL_TEXT}`);
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
      if (length === undefined) report(['timeout'], `${quoted(timeout)} is no duration; ${DURATION_TEXT}`);
      else if (length < 0) report(['timeout'], `${quoted(timeout)} is negative; a timeout is at least 0`);
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
      report(['onError'], `${quoted(onError)} is no way to handle an error${context.suggest(onError, onErrors)}`);
    },
  },
  {
    code: 'TW125',
    slug: 'step-with-ref-and-body',
    title: 'step that refers to a StepAction also has a body',
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
        report(['params'], `${title(spec)} is given params but has no ref to a StepAction`);
    },
  },
  {
    code: 'TW127',
    slug: 'reserved-mount',
    title: 'mount in a directory, or of a volume, reserved by Tekton',
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
    why: 'Kubernetes refuses a variable without a name, and of two with one name the later one wins without a word',
    source: 'k8s.io/kubernetes pkg/apis/core/validation ValidateEnv',
    severity: 'error',
    stricter: 'Tekton hands the list on as it is; the pod is refused, or a value silently lost',
    on: 'step',
    check: checkEnv,
  },
  {
    code: 'TW129',
    slug: 'gated-step-field',
    title: 'step uses a field that a feature gate forbids',
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
    if (value !== undefined && value.length > 0) report([field], `${title(spec)} refers to a StepAction, which brings its own ${field}`);
  }
}

function checkMounts({ spec }: StepView, _: Context, report: Report): void {
  for (const { at, item } of items(spec.volumeMounts)) {
    const { name = '', mountPath = '' } = item;
    const path = cleanPath(mountPath);
    if (path.startsWith('/tekton/') && !path.startsWith('/tekton/home')) {
      report(['volumeMounts', at, 'mountPath'], `${quoted(mountPath)} belongs to Tekton; nothing but /tekton/home can be mounted there`);
    }
    if (name.startsWith('tekton-internal-'))
      report(['volumeMounts', at, 'name'], `${quoted(name)} begins with "tekton-internal-", which Tekton keeps for itself`);
  }
}

function checkEnv({ spec }: StepView, _: Context, report: Report): void {
  for (const { at, item } of items(spec.env)) {
    const { name = '' } = item;
    if (name === '') report(['env', at, 'name'], `a variable of ${title(spec)} has no name`);
  }
  for (const { at, item } of repeated(spec.env, (variable) => variable.name)) {
    const { name } = item;
    report(['env', at, 'name'], `variable ${quoted(name)} is set twice`);
  }
}

function checkGates({ spec }: StepView, context: Context, report: Report): void {
  for (const field of ['stdoutConfig', 'stderrConfig'] as const)
    if (spec[field] !== undefined) reportGated('alpha', [field], context, report);
  if (spec.script?.trimStart().startsWith('#!win')) reportGated('alpha', ['script'], context, report, 'a Windows script');
  if (spec.ref?.resolver) reportGated('beta', ['ref', 'resolver'], context, report, 'a resolver');
}

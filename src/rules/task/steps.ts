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
    title: 'a step has an image',
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
    title: 'a step has a script or a command, not both',
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
    title: 'the name of a step is a DNS label',
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
    title: 'the timeout of a step is a duration and not negative',
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
    title: 'onError of a step is continue or stopAndFail',
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
    title: 'a step that refers to a StepAction has no body of its own',
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: checkRef,
  },
  {
    code: 'TW126',
    title: 'only a step that refers to a StepAction is given params',
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
    title: "mounts keep out of Tekton's own directories and names",
    why: 'admission refuses the Task',
    source: 'pkg/apis/pipeline/v1/container_validation.go Step.Validate',
    severity: 'error',
    on: 'step',
    check: checkMounts,
  },
  {
    code: 'TW128',
    title: 'every environment variable of a step has a name, and a name of its own',
    why: 'Kubernetes refuses a variable without a name, and of two with one name the later one wins without a word',
    source: 'k8s.io/kubernetes pkg/apis/core/validation ValidateEnv',
    severity: 'error',
    stricter: 'Tekton hands the list on as it is; the pod is refused, or a value silently lost',
    on: 'step',
    check: checkEnv,
  },
  {
    code: 'TW129',
    title: 'a step uses what is alpha or beta only where the cluster allows it',
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

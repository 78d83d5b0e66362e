import type { Chart } from 'cdk8s';
import { containers, template } from './containers';
import { embeddedTask } from './embedded-task';
import { newStepFields } from './new-step-fields';
import { pipelines } from './pipelines';
import { customTasks, farTasks, nestedPipelines } from './references';
import { existingClaim, runs, verification } from './runs';
import { stepAction } from './step-action';
import { stepResults } from './step-results';

/** Programs that together set every field of Tekton through the typed API. */
export const programs: Readonly<Record<string, (chart: Chart) => void>> = {
  'an embedded Task': embeddedTask,
  'every field of a container': containers,
  'a step template': template,
  'StepActions and steps that use them': stepAction,
  'Tasks that live elsewhere': farTasks,
  'custom tasks': customTasks,
  'pipelines in pipelines': nestedPipelines,
  'every field of a pipeline': pipelines,
  'every field of a run': runs,
  'runs on a claim that exists': existingClaim,
  'a VerificationPolicy': verification,
  'results of steps': stepResults,
  'fields of steps that a newer Tekton has': newStepFields,
};

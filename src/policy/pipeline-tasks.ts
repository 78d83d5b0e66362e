import type { Duration } from 'cdk8s';
import { knownOf } from '../synth';
import { goDuration } from '../task';
import type { PolicyVisitor } from './visitor';

/** What pipeline tasks have that do not say otherwise. */
export interface PipelineTaskDefaults {
  /** How often a failed attempt is repeated: 1 means two attempts. @default - as the task says */
  readonly retries?: number;
  /** How long one attempt may run. @default - as the task says */
  readonly timeout?: Duration;
}

/**
 * Gives retries and a timeout to the tasks of pipelines that say none, those in `finally` too. Tasks with `onError: continue` get no
 * retries, since Tekton refuses both together; nor do tasks that are pipelines, whose own tasks get them where they are known.
 * @example
 * Policy.of(app).add(defaultPipelineTask({ retries: 1, timeout: Duration.minutes(20) }));
 */
export function defaultPipelineTask(defaults: PipelineTaskDefaults): PolicyVisitor {
  return knownOf('PipelineTaskDefaults', defaults, visitorOf);
}

function visitorOf({ retries, timeout }: PipelineTaskDefaults): PolicyVisitor {
  return {
    name: 'defaultPipelineTask',
    pipelineTask: (task) => {
      const isPipeline = task.pipelineRef !== undefined || task.pipelineSpec !== undefined;
      const canRetry = task.onError !== 'continue' && !isPipeline;
      return {
        ...task,
        retries: task.retries ?? (canRetry ? retries : undefined),
        timeout: task.timeout ?? (timeout && goDuration(timeout)),
      };
    },
  };
}

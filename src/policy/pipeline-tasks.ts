import type { Duration } from 'cdk8s';
import { demandDuration, knownOf } from '../synth';
import { goDuration } from '../task';
import { demandOptions, policyOr } from './stand-in';
import type { PolicyVisitor } from './visitor';

/** Defaults for pipeline tasks that do not set these fields. */
export interface PipelineTaskDefaults {
  /** Number of retries after a failed attempt: 1 means two attempts. @default - not set */
  readonly retries?: number;
  /** Timeout of one attempt. @default - not set */
  readonly timeout?: Duration;
}

/**
 * Sets retries and a timeout on pipeline tasks that have none, including `finally` tasks. Tasks with `onError: continue` get no retries,
 * because Tekton refuses both together; neither do tasks that run a Pipeline, whose own tasks get them if it is part of the app.
 * @example
 * Policy.of(app).add(defaultPipelineTask({ retries: 1, timeout: Duration.minutes(20) }));
 */
export function defaultPipelineTask(defaults: PipelineTaskDefaults): PolicyVisitor {
  return policyOr('defaultPipelineTask', () => {
    demandOptions('defaultPipelineTask', defaults, '{ retries: 1 }');
    demandDuration({}, 'timeout', defaults.timeout);
    return knownOf('PipelineTaskDefaults', defaults, visitorOf);
  });
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

import type { Construct } from 'constructs';
import { componentStep, RUNTIME_IMAGE, runtimeScript, withDigest } from '../../roles';
import { attempt, knownOptions, refuseChoice } from '../../synth';
import { Task } from '../../task';

const POLICIES = ['queue', 'cancel'] as const;

/** Options of a `Turn`. */
export interface TurnProps {
  /**
   * What happens to older runs of the same pipeline and `group` that have not ended: `queue` waits for them, `cancel` cancels them
   * (`CancelledRunFinally`, so their `finally` still runs).
   */
  readonly policy: 'queue' | 'cancel';
}

/**
 * The first task of a pipeline that has one run at a time for each branch. Runs with the same `group` take turns in the order in which they were
 * created; without a group all runs of the pipeline do. Nothing is locked: a run that ends in any way no longer counts. Its account may read
 * PipelineRuns of the namespace and, to cancel, patch them.
 * @example
 * const turn = ci.add(new Turn(chart, 'turn', { policy: 'cancel' }));
 * ci.add(clone, { params: { url: ci.params.url }, after: [turn] });
 * listener.on(github.push({ secret }), (event) => ({ pipeline: ci, group: slug(event.branch) }));
 */
export class Turn extends Task {
  constructor(scope: Construct, id: string, props: TurnProps) {
    const owner = { scope, id };
    const given = knownOptions('TurnProps', props, owner, { isExtended: new.target !== Turn });
    const policy =
      attempt(owner, () => POLICIES.find((one) => one === given.policy) ?? refuseChoice(owner, 'policy', given.policy, POLICIES)) ??
      'queue';
    super(scope, id, {
      description: policy === 'cancel' ? 'Cancels older runs of the same group' : 'Waits for older runs of the same group',
      rbac: [
        { apiGroups: ['tekton.dev'], resources: ['pipelineruns'], verbs: policy === 'cancel' ? ['get', 'list', 'patch'] : ['get', 'list'] },
      ],
      steps: () => [
        {
          ...componentStep,
          name: policy,
          image: withDigest(scope, RUNTIME_IMAGE),
          script: runtimeScript('take-turn'),
          env: {
            ...componentStep.env,
            POLICY: policy,
            NAMESPACE: { valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
          },
        },
      ],
    });
  }
}

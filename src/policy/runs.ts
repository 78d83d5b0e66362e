import type { PodTemplate } from '../spec';
import { knownOf } from '../synth';
import { type Named, nameOf } from '../task';
import { demandOptions, policyOr } from './stand-in';
import type { PolicyVisitor } from './visitor';

/** Node selection of pods. */
type PodScheduling = Pick<PodTemplate, 'nodeSelector' | 'tolerations'>;
type Tolerations = NonNullable<PodTemplate['tolerations']>;

/**
 * Sets the nodes for the pods of runs. Labels in a run's own node selector are kept; tolerations are added to its own. Entries of
 * `taskRunSpecs` with their own node selector or tolerations are changed too, since these replace the run's.
 * @example
 * Policy.of(app).add(schedulePods({ nodeSelector: { pool: 'ci' }, tolerations: [{ key: 'ci', operator: 'Exists' }] }));
 */
export function schedulePods(scheduling: PodScheduling): PolicyVisitor {
  return policyOr('schedulePods', () => {
    demandOptions('schedulePods', scheduling, "{ nodeSelector: { pool: 'ci' } }");
    return knownOf('PodScheduling', scheduling, schedulingVisitor);
  });
}

function schedulingVisitor({ nodeSelector, tolerations }: PodScheduling): PolicyVisitor {
  return {
    name: 'schedulePods',
    podTemplate: (template, { isOfOneTask }) => {
      const isFor = (field: unknown) => !isOfOneTask || field !== undefined;
      return {
        ...template,
        ...(nodeSelector && isFor(template.nodeSelector) && { nodeSelector: { ...nodeSelector, ...template.nodeSelector } }),
        ...(tolerations && isFor(template.tolerations) && { tolerations: joined(template.tolerations ?? [], tolerations) }),
      };
    },
  };
}

/**
 * Sets the ServiceAccount of runs that have none.
 * @example
 * Policy.of(chart).add(defaultServiceAccount('ci'));
 */
export function defaultServiceAccount(serviceAccount: string | Named): PolicyVisitor {
  return policyOr('defaultServiceAccount', () => accountVisitor(nameOf(serviceAccount)));
}

function accountVisitor(name: string): PolicyVisitor {
  return {
    name: 'defaultServiceAccount',
    pipelineRun: (run) => ({
      ...run,
      taskRunTemplate: { ...run.taskRunTemplate, serviceAccountName: run.taskRunTemplate?.serviceAccountName ?? name },
    }),
    taskRun: (run) => ({ ...run, serviceAccountName: run.serviceAccountName ?? name }),
  };
}

function joined(own: Tolerations, more: Tolerations): Tolerations {
  const known = new Set(own.map(keyOf));
  return [...own, ...more.filter((one) => !known.has(keyOf(one)))];
}

function keyOf({ key, operator = 'Equal', value, effect, tolerationSeconds }: Tolerations[number]): string {
  return JSON.stringify([key, operator, value, effect, tolerationSeconds]);
}

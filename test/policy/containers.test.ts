import { defaultResources, Pipeline, PipelineRun, Policy, restrictSecurity, StepAction, Task, TaskRun } from '../../src';
import type { SecurityContext, TaskSpec } from '../../src/spec';
import { newChart, problemsOf, specOf } from '../support/app';

const image = 'busybox:1.37.0';
const restricted = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

function taskWith(policy: ReturnType<typeof restrictSecurity>, overrides: Partial<TaskSpec>): Record<string, unknown> {
  const chart = newChart();
  new Task(chart, 'task', { steps: () => [{ name: 'run', image }], overrides });
  Policy.of(chart).add(policy);
  expect(problemsOf(chart)).toEqual([]);
  return specOf(chart, 'Task', 'task');
}

/** What the policy makes of the security context of a step. */
function contextOf(policy: ReturnType<typeof restrictSecurity>, securityContext: SecurityContext): unknown {
  const { steps } = taskWith(policy, { steps: [{ name: 'run', image, securityContext }] });
  return (steps as { securityContext: unknown }[])[0]?.securityContext;
}

describe('defaultResources', () => {
  const defaults = defaultResources({ requests: { memory: '128Mi' } });
  const own = { limits: { memory: '64Mi' } };

  it('sets resources of steps and sidecars without them, and keeps others', () => {
    const steps = [
      { name: 'run', image },
      { name: 'small', image, computeResources: own },
    ];

    expect(taskWith(defaults, { steps, sidecars: [{ name: 'db', image }] })).toEqual({
      steps: [
        { name: 'run', image, computeResources: { requests: { memory: '128Mi' } } },
        { name: 'small', image, computeResources: own },
      ],
      sidecars: [{ name: 'db', image, computeResources: { requests: { memory: '128Mi' } } }],
    });
  });

  it('skips steps whose stepTemplate has resources', () => {
    const stepTemplate = { computeResources: own };

    expect(taskWith(defaults, { stepTemplate })).toEqual({ stepTemplate, steps: [{ name: 'run', image }] });
  });
});

describe('restrictSecurity', () => {
  it('applies the restricted profile to steps, sidecars and StepActions', () => {
    const chart = newChart();
    const action = new StepAction(chart, 'action', { container: () => ({ image }) });
    new Task(chart, 'task', {
      steps: () => [{ name: 'run', image }, action.step('act')],
      overrides: { sidecars: [{ name: 'db', image }] },
    });

    Policy.of(chart).add(restrictSecurity());

    expect(specOf(chart, 'Task', 'task')).toEqual({
      steps: [
        { name: 'run', image, securityContext: restricted },
        { name: 'act', ref: { name: 'action' } },
      ],
      sidecars: [{ name: 'db', image, securityContext: restricted }],
    });
    expect(specOf(chart, 'StepAction', 'action')).toEqual({ image, securityContext: restricted });
  });

  it('removes settings that the profile forbids', () => {
    const forbidden: SecurityContext = {
      privileged: true,
      allowPrivilegeEscalation: true,
      runAsUser: 0,
      procMount: 'Unmasked',
      capabilities: { add: ['SYS_ADMIN', 'NET_BIND_SERVICE'] },
      seccompProfile: { type: 'Unconfined' },
      appArmorProfile: { type: 'Unconfined' },
    };

    expect(contextOf(restrictSecurity(), forbidden)).toEqual({
      ...restricted,
      privileged: false,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    });
  });

  it('keeps settings that the profile allows', () => {
    const allowed: SecurityContext = {
      runAsUser: 1000,
      readOnlyRootFilesystem: true,
      seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' },
    };

    expect(contextOf(restrictSecurity({ runAsUser: 65534 }), allowed)).toEqual({ ...restricted, ...allowed });
  });

  it('sets a user where there is none, or root', () => {
    const policy = restrictSecurity({ runAsUser: 65534 });

    expect(contextOf(policy, {})).toEqual({ ...restricted, runAsUser: 65534, runAsGroup: 65534 });
    expect(contextOf(policy, { runAsUser: 0, runAsGroup: 5 })).toEqual({ ...restricted, runAsUser: 65534, runAsGroup: 5 });
  });

  it('changes a stepTemplate, and not the steps that inherit all settings', () => {
    const policy = restrictSecurity({ runAsUser: 65534 });

    expect(taskWith(policy, { stepTemplate: { securityContext: { privileged: true, runAsUser: 1000 } } })).toEqual({
      stepTemplate: { securityContext: { ...restricted, privileged: false, runAsUser: 1000 } },
      steps: [{ name: 'run', image }],
    });
  });

  it('changes a step that overrides a restriction of its stepTemplate', () => {
    const stepTemplate = { securityContext: restricted as SecurityContext };
    const steps = [{ name: 'run', image, securityContext: { allowPrivilegeEscalation: true, runAsNonRoot: false } }];

    expect(taskWith(restrictSecurity(), { stepTemplate, steps })).toEqual({
      stepTemplate,
      steps: [{ name: 'run', image, securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true } }],
    });
  });

  it('lets pods of runs write to their volumes, and removes the host network', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');
    ci.add(new Task(chart, 'task', { steps: () => [{ name: 'run', image }] }));
    new PipelineRun(chart, 'nightly', {
      pipeline: ci,
      podTemplate: { hostNetwork: true },
      taskRunSpecs: [{ task: 'task', podTemplate: { hostNetwork: true, dnsPolicy: 'None' } }],
    });

    Policy.of(chart).add(restrictSecurity({ runAsUser: 65534 }));

    expect(specOf(chart, 'PipelineRun', 'nightly-')).toEqual({
      pipelineRef: { name: 'ci' },
      taskRunTemplate: { podTemplate: { securityContext: { fsGroup: 65534 } } },
      taskRunSpecs: [{ pipelineTaskName: 'task', podTemplate: { dnsPolicy: 'None' } }],
    });
  });

  it('removes root from the pods of runs, and keeps the settings of an excepted Task', () => {
    const chart = newChart();
    const buildah = new Task(chart, 'buildah', { steps: () => [{ name: 'run', image, securityContext: { privileged: true } }] });
    new TaskRun(chart, 'try', {
      task: buildah,
      podTemplate: { securityContext: { runAsUser: 0, runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } } },
    });
    new TaskRun(chart, 'plain', { task: buildah });

    Policy.of(chart).add(restrictSecurity(), { except: [buildah] });

    expect(specOf(chart, 'Task', 'buildah').steps).toEqual([{ name: 'run', image, securityContext: { privileged: true } }]);
    expect(specOf(chart, 'TaskRun', 'try-')).toEqual({ taskRef: { name: 'buildah', kind: 'Task' }, podTemplate: {} });
    expect(specOf(chart, 'TaskRun', 'plain-')).toEqual({ taskRef: { name: 'buildah', kind: 'Task' } });
  });
});

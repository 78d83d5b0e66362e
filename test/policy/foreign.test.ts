import { ApiObject, App, Chart, Include, JsonPatch, Yaml } from 'cdk8s';
import { Task as GeneratedTask } from '../../imports/tekton.dev';
import { defaultServiceAccount, mirrorImages, Policy, schedulePods, setMetadata } from '../../src';
import { manifestsOf, newChart, problemsOf } from '../support/app';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const mirrored = { ...step, image: 'registry.acme.example/docker/library/busybox:1.37.0' };
const mirror = mirrorImages({ 'docker.io': 'registry.acme.example/docker' });
const plain = (chart: Chart, kind: string, spec: object, apiVersion = 'tekton.dev/v1') =>
  new ApiObject(chart, kind.toLowerCase(), { apiVersion, kind, metadata: { name: 'a' }, spec });

describe('policies change objects of other libraries', () => {
  it('such as a plain Task, added before or after the policy', () => {
    const chart = newChart();
    plain(chart, 'Task', { steps: [step] });
    Policy.of(chart).add(mirror);
    plain(chart, 'Pipeline', { tasks: [{ name: 'run', taskSpec: { steps: [step] } }] });

    expect(manifestsOf(chart).map(({ spec }) => spec)).toEqual([
      { steps: [mirrored] },
      { tasks: [{ name: 'run', taskSpec: { steps: [mirrored] } }] },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('such as runs, with all their parts', () => {
    const chart = newChart();
    plain(chart, 'PipelineRun', { pipelineSpec: { tasks: [{ name: 'run', taskSpec: { steps: [step] } }] } });
    plain(chart, 'TaskRun', { taskSpec: { steps: [step] } });

    Policy.of(chart)
      .add(mirror)
      .add(defaultServiceAccount('ci'))
      .add(schedulePods({ nodeSelector: { pool: 'ci' } }));

    const podTemplate = { nodeSelector: { pool: 'ci' } };
    expect(manifestsOf(chart).map(({ spec }) => spec)).toEqual([
      {
        pipelineSpec: { tasks: [{ name: 'run', taskSpec: { steps: [mirrored] } }] },
        taskRunTemplate: { podTemplate, serviceAccountName: 'ci' },
      },
      { podTemplate, serviceAccountName: 'ci', taskSpec: { steps: [mirrored] } },
    ]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('such as those of generated imports and of included YAML', () => {
    const chart = newChart();
    new GeneratedTask(chart, 'generated', { metadata: { name: 'generated' }, spec: { steps: [step] } });
    const url = Yaml.tmp([{ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'included' }, spec: { steps: [step] } }]);
    new Include(chart, 'included', { url });

    Policy.of(chart).add(mirror);

    expect(manifestsOf(chart).map(({ spec }) => spec)).toEqual([{ steps: [mirrored] }, { steps: [mirrored] }]);
  });

  it('such as the runs of a TriggerTemplate', () => {
    const chart = newChart();
    const run = { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata: { generateName: 'a-' }, spec: { taskSpec: { steps: [step] } } };
    const other = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    plain(chart, 'TriggerTemplate', { resourcetemplates: [run, other] }, 'triggers.tekton.dev/v1beta1');

    Policy.of(chart)
      .add(mirror)
      .add(setMetadata({ labels: { team: 'web' } }));

    const metadata = { labels: { team: 'web' } };
    expect(manifestsOf(chart)).toEqual([
      {
        apiVersion: 'triggers.tekton.dev/v1beta1',
        kind: 'TriggerTemplate',
        metadata: { name: 'a', ...metadata },
        spec: {
          resourcetemplates: [{ ...run, metadata: { generateName: 'a-', ...metadata }, spec: { taskSpec: { steps: [mirrored] } } }, other],
        },
      },
    ]);
    expect(Policy.print(Policy.explain(chart))).toContain(
      'spec.resourcetemplates[0].spec.taskSpec.steps[0].image: "busybox:1.37.0" → "registry.acme.example/docker/library/busybox:1.37.0" (mirrorImages)\n',
    );
  });

  it('after JSON patches, in the written manifests, which the rules check', () => {
    const app = new App();
    const chart = new Chart(app, 'web');
    const task = plain(chart, 'Task', { steps: [step] });
    Policy.of(app).add(mirror);

    task.addJsonPatch(JsonPatch.replace('/spec/steps/0/image', 'nginx:1.29.1'));

    expect(app.synthYaml()).toContain('image: registry.acme.example/docker/library/nginx:1.29.1');
    Policy.of(chart).add({ name: 'broken', step: ({ image: _, ...one }) => one });
    expect(problemsOf(chart)).toEqual(['[] web/task TW120 steps.run.image: step "run" has no image, and the stepTemplate has none either']);
  });

  it('but not objects of other groups, nor exceptions', () => {
    const chart = newChart();
    const task = plain(chart, 'Task', { steps: [step] });
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });

    Policy.of(chart).add(setMetadata({ labels: { team: 'web' } }), { except: [task] });

    expect(manifestsOf(chart).map(({ metadata }) => metadata)).toEqual([{ name: 'a' }, { name: 'a' }]);
  });

  it('and report which of them they changed', () => {
    const chart = newChart();
    plain(chart, 'Task', { steps: [step] });
    Policy.of(chart).add(mirror);

    expect(Policy.print(Policy.explain(chart))).toBe(
      'app/task spec.steps[0].image: "busybox:1.37.0" → "registry.acme.example/docker/library/busybox:1.37.0" (mirrorImages)\n',
    );
  });

  it('of a legacy version only as a whole, because their parts differ', () => {
    const chart = newChart();
    plain(chart, 'Task', { steps: [step] }, 'tekton.dev/v1beta1');

    Policy.of(chart).add(setMetadata({ labels: { team: 'web' } }));
    expect(manifestsOf(chart)[0]?.metadata).toEqual({ name: 'a', labels: { team: 'web' } });
    Policy.of(chart).add(mirror);

    expect(() => manifestsOf(chart)).toThrow(
      'policy "mirrorImages" at app/task cannot change a Task of "tekton.dev/v1beta1"; convert it to tekton.dev/v1, or exclude it: { except: [it] }',
    );
  });
});

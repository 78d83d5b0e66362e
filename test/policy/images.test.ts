import { ApiObject } from 'cdk8s';
import { EmbeddedTask, mirrorImages, Pipeline, PipelineRun, Policy, param, pinImages, StepAction, Task } from '../../src';
import { mistakeOf, newChart, specOf } from '../support/app';

const digest = `sha256:${'ab'.repeat(32)}`;

/** What the policy makes of an image of a step. */
function imageWith(policy: ReturnType<typeof mirrorImages>, image: string): unknown {
  const chart = newChart();
  new Task(chart, 'task', { steps: () => [{ name: 'run', image, command: ['true'] }] });
  Policy.of(chart).add(policy);
  return (specOf(chart, 'Task', 'task').steps as { image: string }[])[0]?.image;
}

describe('mirrorImages', () => {
  const mirrors = mirrorImages({
    'docker.io': 'registry.acme.example/docker',
    'quay.io/acme': 'registry.acme.example/ours/',
    'quay.io': 'registry.acme.example:5000',
    'localhost:5000': 'registry.acme.example/local',
  });

  it.each([
    ['busybox', 'registry.acme.example/docker/library/busybox'],
    ['busybox:1', 'registry.acme.example/docker/library/busybox:1'],
    ['library/busybox:1', 'registry.acme.example/docker/library/busybox:1'],
    ['alpine/git:v2', 'registry.acme.example/docker/alpine/git:v2'],
    ['docker.io/busybox:1', 'registry.acme.example/docker/library/busybox:1'],
    ['index.docker.io/alpine/git', 'registry.acme.example/docker/alpine/git'],
    [`busybox:1@${digest}`, `registry.acme.example/docker/library/busybox:1@${digest}`],
    [`busybox@${digest}`, `registry.acme.example/docker/library/busybox@${digest}`],
    ['quay.io/buildah/stable:v1', 'registry.acme.example:5000/buildah/stable:v1'],
    ['quay.io/acme/tool:1', 'registry.acme.example/ours/tool:1'],
    ['quay.io/acmeother/tool:1', 'registry.acme.example:5000/acmeother/tool:1'],
    ['localhost:5000/tool:1', 'registry.acme.example/local/tool:1'],
    ['localhost/tool:1', 'localhost/tool:1'],
    ['ghcr.io/acme/tool:1', 'ghcr.io/acme/tool:1'],
    ['registry.acme.example/docker/library/busybox:1', 'registry.acme.example/docker/library/busybox:1'],
    ['', ''],
  ])('replaces %j with %j', (image, mirrored) => {
    expect(imageWith(mirrors, image)).toBe(mirrored);
  });

  it('keeps an image that is known only at run time', () => {
    const chart = newChart();
    new Task(chart, 'task', {
      params: { image: param.string() },
      steps: ({ params }) => [{ name: 'run', image: params.image, command: ['true'] }],
    });

    Policy.of(chart).add(mirrors);

    expect(specOf(chart, 'Task', 'task').steps).toEqual([{ name: 'run', image: '$(params.image)', command: ['true'] }]);
  });

  it('changes stepTemplates, sidecars, image volumes and StepActions', () => {
    const chart = newChart();
    new Task(chart, 'task', {
      steps: () => [{ name: 'run', image: 'busybox:1', command: ['true'] }],
      overrides: {
        stepTemplate: { image: 'alpine:3' },
        sidecars: [{ name: 'db', image: 'postgres:17' }],
        volumes: [{ name: 'model', image: { reference: 'acme/model:1' } }],
      },
    });
    new StepAction(chart, 'action', { container: () => ({ image: 'busybox:1' }) });

    Policy.of(chart).add(mirrors);

    expect(specOf(chart, 'Task', 'task')).toEqual({
      stepTemplate: { image: 'registry.acme.example/docker/library/alpine:3' },
      steps: [{ name: 'run', image: 'registry.acme.example/docker/library/busybox:1', command: ['true'] }],
      sidecars: [{ name: 'db', image: 'registry.acme.example/docker/library/postgres:17' }],
      volumes: [{ name: 'model', image: { reference: 'registry.acme.example/docker/acme/model:1' } }],
    });
    expect(specOf(chart, 'StepAction', 'action')).toEqual({ image: 'registry.acme.example/docker/library/busybox:1' });
  });

  it('changes embedded Tasks and the volumes of a run', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');
    ci.add(new EmbeddedTask('lint', { steps: () => [{ name: 'run', image: 'busybox:1', command: ['true'] }] }));
    new PipelineRun(chart, 'nightly', {
      pipeline: ci,
      podTemplate: { volumes: [{ name: 'model', image: { reference: 'acme/model:1' } }] },
    });

    Policy.of(chart).add(mirrors);

    expect(specOf(chart, 'Pipeline', 'ci').tasks).toEqual([
      { name: 'lint', taskSpec: { steps: [{ name: 'run', image: 'registry.acme.example/docker/library/busybox:1', command: ['true'] }] } },
    ]);
    expect(specOf(chart, 'PipelineRun', 'nightly-').taskRunTemplate).toEqual({
      podTemplate: { volumes: [{ name: 'model', image: { reference: 'registry.acme.example/docker/acme/model:1' } }] },
    });
  });

  it('changes bundles, too', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');
    ci.add(Task.fromResolver({ bundle: { bundle: 'acme/tasks:1', name: 'lint' } }));

    Policy.of(chart).add(mirrors);

    expect(JSON.stringify(specOf(chart, 'Pipeline', 'ci'))).toContain('"registry.acme.example/docker/acme/tasks:1"');
  });

  it('refuses a key that is not a registry, and an empty mirror', () => {
    expect(mistakeOf(() => mirrorImages({ busybox: 'registry.acme.example' }))).toMatch(
      '"busybox" does not start with a registry; start with its host, as in "docker.io" or "quay.io/acme"',
    );
    expect(mistakeOf(() => mirrorImages({ 'docker.io': '/' }))).toMatch(
      'the mirror of "docker.io" is "/"; expected a registry, as in "registry.acme.example/docker"',
    );
    expect(mistakeOf(() => mirrorImages({ 'docker.io': 'https://mirror.acme.example' }))).toMatch(
      'the mirror of "docker.io" is "https://mirror.acme.example", but "https:" is not a valid host name of a registry',
    );
  });
});

describe('pinImages', () => {
  const pins = pinImages({ 'busybox:1': digest, 'ghcr.io/acme/tool': digest });

  it.each([
    ['busybox:1', `busybox:1@${digest}`],
    ['docker.io/library/busybox:1', `docker.io/library/busybox:1@${digest}`],
    ['busybox:2', 'busybox:2'],
    ['ghcr.io/acme/tool:latest', `ghcr.io/acme/tool:latest@${digest}`],
    [`busybox:1@sha256:${'00'.repeat(32)}`, `busybox:1@sha256:${'00'.repeat(32)}`],
  ])('turns %j into %j', (image, pinned) => {
    expect(imageWith(pins, image)).toBe(pinned);
  });

  it('refuses invalid image names', () => {
    expect(mistakeOf(() => pinImages({ 'acme/Web:1': digest }))).toMatch(
      '"acme/Web:1" is not a valid image name: "Web" must consist of lower-case',
    );
  });

  it('refuses invalid digests', () => {
    expect(mistakeOf(() => pinImages({ 'busybox:1': '1.37.0' }))).toMatch(
      'the digest of "busybox:1" is "1.37.0"; expected "sha256:" and 64 hexadecimal digits in lower case',
    );
  });
});

describe('pinImages by the lock file', () => {
  it('prints one command for all unlocked images, including those of foreign objects', () => {
    const chart = newChart();
    new Task(chart, 'task', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] });
    new ApiObject(chart, 'plain', {
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 'plain' },
      spec: { steps: [{ name: 'run', image: 'quay.io/acme/tool:2', command: ['true'] }] },
    });
    Policy.of(chart).add(pinImages(undefined, { lock: '/nowhere/tekwire.lock' }));

    expect(() => specOf(chart, 'Task', 'task')).toThrow(
      'run npx tekwire lock image://docker.io/library/busybox:1.37.0 image://quay.io/acme/tool:2',
    );
  });
});

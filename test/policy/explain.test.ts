import { App, Chart } from 'cdk8s';
import { mirrorImages, Policy, setMetadata, Task } from '../../src';

const step = { name: 'run', image: 'busybox:1.37.0', command: ['true'], args: ['a', 'b'] };

function newApp() {
  const app = new App();
  const web = new Chart(app, 'web');
  const api = new Chart(app, 'api');
  new Task(web, 'build', { steps: () => [step] });
  new Task(api, 'test', { steps: () => [step] });
  return { app, web, api };
}

describe('Policy.explain', () => {
  it('reports for every field which policy changed it, with the old and new value', () => {
    const { app, web } = newApp();
    Policy.of(app).add(mirrorImages({ 'docker.io': 'registry.acme.example/docker' }));
    Policy.of(web).add(setMetadata({ labels: { team: 'web' } }));

    expect(Policy.explain(app)).toEqual([
      {
        construct: 'web/build',
        kind: 'Task',
        field: 'spec.steps[0].image',
        before: 'busybox:1.37.0',
        after: 'registry.acme.example/docker/library/busybox:1.37.0',
        policy: 'mirrorImages',
      },
      { construct: 'web/build', kind: 'Task', field: 'metadata.labels', before: undefined, after: { team: 'web' }, policy: 'setMetadata' },
      {
        construct: 'api/test',
        kind: 'Task',
        field: 'spec.steps[0].image',
        before: 'busybox:1.37.0',
        after: 'registry.acme.example/docker/library/busybox:1.37.0',
        policy: 'mirrorImages',
      },
    ]);
  });

  it('covers its scope, and includes policies of outer scopes', () => {
    const { app, api } = newApp();
    Policy.of(app).add(setMetadata({ labels: { team: 'all' } }));

    expect(Policy.explain(api).map(({ construct }) => construct)).toEqual(['api/test']);
  });

  it('is empty without policies, and when they change nothing', () => {
    const { app } = newApp();

    expect(Policy.explain(app)).toEqual([]);
    Policy.of(app).add(mirrorImages({ 'quay.io': 'registry.acme.example/quay' }));
    expect(Policy.explain(app)).toEqual([]);
  });

  it('shows the change of each policy when several change one field', () => {
    const { app, web } = newApp();
    Policy.of(app).add({ name: 'one', image: () => 'one:1' });
    Policy.of(app).add({ name: 'two', image: () => 'two:2' });

    expect(Policy.print(Policy.explain(web))).toBe(
      'web/build spec.steps[0].image: "busybox:1.37.0" → "one:1" (one)\nweb/build spec.steps[0].image: "one:1" → "two:2" (two)\n',
    );
  });

  it('shows items that are added to or removed from an array', () => {
    const { web } = newApp();
    Policy.of(web).add({ name: 'args', step: ({ command: _, ...one }) => ({ ...one, args: [...(one.args ?? []), 'c'] }) });

    expect(Policy.print(Policy.explain(web))).toBe(
      'web/build spec.steps[0].args[2]: nothing → "c" (args)\nweb/build spec.steps[0].command: ["true"] → nothing (args)\n',
    );
  });

  it('detects changes in place', () => {
    const { web } = newApp();
    Policy.of(web).add({ name: 'in place', step: (one) => Object.assign(one, { image: 'alpine:3' }) });

    expect(Policy.print(Policy.explain(web))).toBe('web/build spec.steps[0].image: "busybox:1.37.0" → "alpine:3" (in place)\n');
  });
});

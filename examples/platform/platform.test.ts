import 'tekwire/testing/jest';
import { App } from 'cdk8s';
import { Policy } from 'tekwire';
import { manifestsOf, taskNamed } from 'tekwire/testing';
import { platform } from './platform';

const app = new App();
platform(app);
const of = (kind: string) => manifestsOf(app).filter((one) => one.kind === kind);

it('has a pipeline for each repository in each environment, and no problems', () => {
  expect(app).toHaveNoProblems();
  expect(of('Pipeline')).toHaveLength(20 * 3);
  expect(of('Task')).toHaveLength(3 * 3);
});

it('takes every image from the mirrors of the platform', () => {
  const images = JSON.stringify(of('Task')).match(/"image":"[^"]*"/g) ?? [];

  expect(images.length).toBeGreaterThan(0);
  expect(images.filter((image) => !image.startsWith('"image":"registry.acme.example/'))).toEqual([]);
});

it('gives production more memory than development', () => {
  const memory = (environment: string) => taskNamed(app, `delivery-${environment}/deploy`).spec.steps[0]?.computeResources?.limits?.memory;

  expect([memory('development'), memory('production')]).toEqual(['512Mi', '2Gi']);
});

it('lets only the build run as root', () => {
  const user = (task: string) => taskNamed(app, `delivery-staging/${task}`).spec.steps[0]?.securityContext?.runAsNonRoot;

  expect([user('deploy'), user('build')]).toEqual([true, undefined]);
});

it('can say what the rules of the platform change', () => {
  expect(Policy.print(Policy.explain(app))).toContain(
    'production/deploy spec.steps[0].image: "alpine/k8s:1.33.4" → "registry.acme.example/docker/alpine/k8s:1.33.4" (mirrorImages)',
  );
});

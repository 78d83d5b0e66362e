import 'tekwire/testing/jest';
import { App } from 'cdk8s';
import { manifestsOf } from 'tekwire/testing';
import { isolated } from './pipeline';

const before = process.cwd();
// where tekwire.lock is
beforeAll(() => process.chdir(__dirname));
afterAll(() => process.chdir(before));

it('has no problems: every image is locked', () => {
  const { chart } = isolated(new App());

  expect(chart).toHaveNoProblems();
});

it('pulls nothing from the internet, and nothing that can change', () => {
  const { chart } = isolated(new App());
  const images = [...JSON.stringify(manifestsOf(chart)).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image);

  expect(images.length).toBeGreaterThan(0);
  for (const image of images) expect(image).toMatch(/^registry\.internal\/.+@sha256:[0-9a-f]{64}$/);
});

import { SecurityPipeline } from '../../src';
import { Deduplicate, Feed, GitClone, Gosec, Policy, SeverityGate, Summary, Syft } from '../../src/catalogue';
import { CommitStatus, Schedule, Turn } from '../../src/events';
import { taggedName } from '../../src/image';
import { catalogueImages } from '../../src/lock';
import { manifestsOf, newChart } from '../support/app';

/** Images of all steps and containers, as they are emitted. */
function imagesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'image' && typeof one === 'string' ? [one] : imagesIn(one)));
}

it('every image that tekwire chooses itself is emitted with the digest that it ships for it', () => {
  const chart = newChart();
  for (const fuse of [true, false])
    new SecurityPipeline(chart, `scan-${fuse}`, {
      source: new GitClone(chart, `clone-${fuse}`),
      producers: [new Gosec(chart, `gosec-${fuse}`)],
      sboms: [new Syft(chart, `syft-${fuse}`)],
      enrichers: [new Deduplicate(chart, `deduplicate-${fuse}`), new Policy(chart, `policy-${fuse}`, { rego: 'package tekwire' })],
      consumers: [new Summary(chart, `summary-${fuse}`), new SeverityGate(chart, `gate-${fuse}`, { failOn: 'high' })],
      fuse,
    });
  new Feed(chart, 'feed', { trivy: true, grype: true, nuclei: true });
  new Turn(chart, 'turn', { policy: 'cancel' });
  new CommitStatus(chart, 'status', { provider: { kind: 'github', token: { name: 'github', key: 'token' } } });
  new Schedule(chart, 'nightly', { cron: '@daily' });

  const images = imagesIn(manifestsOf(chart));

  expect(images.length).toBeGreaterThan(20);
  for (const image of images) {
    expect(Object.keys(catalogueImages)).toContain(taggedName(image));
    const digest = catalogueImages[taggedName(image)];
    expect(image.split('@')[1]).toBe(digest === '' ? undefined : digest);
  }
});

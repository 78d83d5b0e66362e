import { type App, Chart } from 'cdk8s';
import { mirrorImages, Policy, pinImages, SecurityPipeline } from 'tekwire';
import { Deduplicate, GitClone, Gitleaks, SeverityGate, Summary, Trivy } from 'tekwire/catalogue';

/** Scans in a network without the internet: every image is locked by its digest and pulled from the mirror, feeds come from a volume. */
export function isolated(app: App) {
  const chart = new Chart(app, 'isolated', { namespace: 'security' });
  const trivy = new Trivy(chart, 'trivy', {
    scanners: ['vuln', 'misconfig'],
    args: ['--db-repository', 'registry.internal/trivy-db:2', '--skip-java-db-update', '--skip-check-update'],
  });
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'clone', { submodules: 'false' }),
    producers: [new Gitleaks(chart, 'gitleaks'), trivy],
    enrichers: [new Deduplicate(chart, 'deduplicate')],
    consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'high' })],
  });

  Policy.of(app)
    // digests first: tekwire.lock has the names of the program
    .add(pinImages())
    .add(
      mirrorImages({ 'docker.io': 'registry.internal/docker', 'ghcr.io': 'registry.internal/ghcr', 'quay.io': 'registry.internal/quay' }),
    );
  return { chart, pipeline };
}

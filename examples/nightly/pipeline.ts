import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { SecurityPipeline, Workspace } from 'tekwire';
import { Deduplicate, GitClone, Gitleaks, SeverityGate, Summary, Trivy } from 'tekwire/catalogue';
import { Schedule } from 'tekwire/events';
import { repositories } from './repositories';

/** Scans sixty repositories every night, in three groups so that the cluster is never asked for sixty pods at once. */
export function nightlyScans(scope: Construct) {
  const pipeline = new SecurityPipeline(scope, 'scan', {
    // old sources make room for new ones
    source: new GitClone(scope, 'clone', { removeAfter: Duration.days(2) }),
    producers: [
      new Gitleaks(scope, 'gitleaks', { mode: 'history', timeout: Duration.minutes(30) }),
      new Trivy(scope, 'trivy', { timeout: Duration.minutes(30) }),
    ],
    enrichers: [new Deduplicate(scope, 'deduplicate')],
    consumers: [new Summary(scope, 'summary'), new SeverityGate(scope, 'gate', { failOn: 'high', maxDatabaseAge: Duration.days(7) })],
    workspace: Workspace.existingClaim('scans'),
  });
  const schedules = [1, 2, 3].map((hour) => new Schedule(scope, `at-${hour}`, { cron: `0 ${hour} * * 1-6`, timeZone: 'Europe/Berlin' }));
  repositories.forEach((name, at) => {
    schedules[at % schedules.length]?.start({ pipeline, params: { url: `https://git.acme.example/acme/${name}.git` } });
  });
  return { pipeline };
}

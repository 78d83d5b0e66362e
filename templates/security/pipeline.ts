import { Chart, type ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { SecurityPipeline } from 'tekwire';
import { Deduplicate, GitClone, Gitleaks, SeverityGate, Summary, Trivy } from 'tekwire/catalogue';

/** Clones a repository, scans it, merges the findings, and fails the run when one is of high severity. */
export class PipelineChart extends Chart {
  readonly pipeline: SecurityPipeline;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    this.pipeline = new SecurityPipeline(this, 'scan', {
      source: new GitClone(this, 'git-clone'),
      producers: [new Gitleaks(this, 'gitleaks'), new Trivy(this, 'trivy')],
      enrichers: [new Deduplicate(this, 'deduplicate')],
      consumers: [new Summary(this, 'summary'), new SeverityGate(this, 'gate', { failOn: 'high' })],
    });
  }
}

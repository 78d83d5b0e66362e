import { SecurityPipeline } from '../../../src';
import { Deduplicate, GitClone, Gitleaks, Gosec, SeverityGate, Summary } from '../../../src/catalogue';
import type { TaskSpec } from '../../../src/spec';
import { newChart, specOf } from '../../support/app';

export type Props = ConstructorParameters<typeof SecurityPipeline>[2];
export type Chart = ReturnType<typeof newChart>;

/** A fused pipeline; `change` replaces what it is made of. */
export function scan(change: (chart: Chart) => Partial<Props> = () => ({})) {
  const chart = newChart();
  const given = change(chart);
  const pipeline = new SecurityPipeline(chart, 'scan', {
    source: new GitClone(chart, 'git-clone'),
    producers: [new Gosec(chart, 'gosec'), new Gitleaks(chart, 'gitleaks')],
    fuse: true,
    enrichers: given.enrichers ?? [new Deduplicate(chart, 'deduplicate')],
    consumers: given.consumers ?? [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate')],
    ...(given.fuse !== undefined && { fuse: given.fuse }),
  });
  const taskSpec = (name: string) => specOf(chart, 'Task', name) as unknown as TaskSpec;
  return { chart, pipeline, taskSpec, stepsOf: (name: string) => taskSpec(name).steps.map((step) => step.name) };
}

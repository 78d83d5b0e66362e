import { App, Chart, type ChartProps } from 'cdk8s';
import { manifestsOf } from '../../src/testing';

export { manifestsOf, problemsOf } from '../../src/testing';

/** A chart in an app of its own. */
export function newChart(id = 'app', props: ChartProps = {}): Chart {
  return new Chart(new App(), id, props);
}

/** The spec of the object of that kind and name. */
export function specOf(chart: Chart, kind: string, name: string): Record<string, unknown> {
  const found = manifestsOf(chart).find(
    (manifest) => manifest.kind === kind && (manifest.metadata?.name ?? manifest.metadata?.generateName) === name,
  );
  if (found === undefined) throw new Error(`no ${kind} "${name}" was emitted`);
  return found.spec as Record<string, unknown>;
}

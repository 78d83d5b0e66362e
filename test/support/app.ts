import { App, Chart, type ChartProps } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { manifestsOf, problemsOf } from '../../src/testing';

export { manifestsOf, problemsOf } from '../../src/testing';

/** A chart in an app of its own. */
export function newChart(id = 'app', props: ChartProps = {}): Chart {
  return new Chart(new App(), id, props);
}

/** The construct when its app has no mistake. @throws Error with all mistakes, as `TW191 app/build steps.run.script: …` */
export function fineOf<T extends IConstruct>(made: T): T {
  const problems = problemsOf(made).map((problem) => problem.replace(/^\[(.*?)\] (TW\d+)/, '$2 $1'));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return made;
}

/** The spec of the object of that kind and name. */
export function specOf(chart: Chart, kind: string, name: string): Record<string, unknown> {
  const found = manifestsOf(chart).find(
    (manifest) => manifest.kind === kind && (manifest.metadata?.name ?? manifest.metadata?.generateName) === name,
  );
  if (found === undefined) throw new Error(`no ${kind} "${name}" was emitted`);
  return found.spec as Record<string, unknown>;
}

/** The mistakes that a synth reports when the program makes the value and does nothing else, one line each. */
export function mistakeOf(make: (chart: Chart) => unknown): string {
  const chart = newChart();
  make(chart);
  return problemsOf(chart).join('\n');
}

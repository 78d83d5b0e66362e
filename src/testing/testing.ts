import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import { prepareManifests, withoutPlaces } from '../synth';

/**
 * Returns the manifests that the construct's app would write, without running any rule.
 * @example
 * expect(manifestsOf(chart).map(({ kind }) => kind)).toEqual(['Task', 'Pipeline']);
 */
export function manifestsOf(construct: IConstruct): Manifest[] {
  prepareManifests(construct);
  return appOf(construct).charts.flatMap((chart) =>
    chart.node
      .findAll()
      .filter(hasJson)
      .filter((object) => object.chart === chart)
      .map((object) => object.toJson() as Manifest),
  );
}

/**
 * Returns the errors with which `app.synth()` would fail, one string each: `[path] code field: message`, without source locations.
 * Returns an empty array when it would succeed. Writes nothing.
 * @example
 * expect(problemsOf(chart)).toEqual([]);
 */
export function problemsOf(construct: IConstruct): string[] {
  const { node: root } = appOf(construct);
  const validate = () => root.findAll().flatMap(({ node }) => node.validate().map((problem) => `[${node.path}] ${problem}`));
  return withoutPlaces(construct, validate);
}

function appOf(construct: IConstruct): App {
  return App.of(construct) as App;
}

function hasJson(construct: IConstruct): construct is IConstruct & { toJson(): unknown; chart: unknown } {
  return 'toJson' in construct && 'chart' in construct;
}

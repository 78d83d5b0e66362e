import type { Reading } from '../reader';
import { folderOf, pathOf } from './paths';

/** Files that must be rendered before they are YAML. */
export interface Templates {
  /** How many other files of the same chart or folder are not reported, by the reported file. */
  readonly more: ReadonlyMap<string, number>;
  /** The files that are not reported. */
  readonly silent: ReadonlySet<string>;
}

/** Chooses one template of each chart to be reported. */
export function templatesOf(readings: readonly Reading[]): Templates {
  const firsts = new Map<string, string>();
  const more = new Map<string, number>();
  const silent = new Set<string>();
  for (const { origin, isTemplate } of readings) {
    if (!isTemplate) continue;
    const chart = chartOf(pathOf(origin));
    const first = firsts.get(chart);
    if (first === undefined) firsts.set(chart, origin);
    else {
      silent.add(origin);
      more.set(first, (more.get(first) ?? 0) + 1);
    }
  }
  return { more, silent };
}

/** The folder of the chart; Helm renders the files in its folder `templates`. */
function chartOf(path: string): string {
  const parts = path.split('/');
  const at = parts.lastIndexOf('templates', parts.length - 2);
  return at < 0 ? folderOf(path) : parts.slice(0, at).join('/');
}

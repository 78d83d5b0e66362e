import { suggestion } from '../diagnostics';
import { type Manifest, TEKTON_V1 } from '../spec';
import type { Cluster } from './applier';

// https://helm.sh/docs/chart_best_practices/labels/; Helm itself sets the first one and the annotations (pkg/action/validate.go)
const MANAGED_BY = 'app.kubernetes.io/managed-by';
const INSTANCE = 'app.kubernetes.io/instance';
const RELEASE_NAME = 'meta.helm.sh/release-name';

/** Whether Helm manages the object. */
export function isManagedByHelm({ metadata }: Manifest): boolean {
  return metadata?.labels?.[MANAGED_BY] === 'Helm';
}

/** A Task that a Helm release should have installed. */
export interface WantedTask {
  readonly release: string;
  readonly task: string;
}

/** The Tasks of the cluster that Helm manages, by release. */
export class HelmTasks {
  private constructor(
    private readonly namespace: string,
    private readonly byRelease: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** Looks for the Tasks of all releases in the namespace of the cluster. */
  static async of(cluster: Cluster): Promise<HelmTasks> {
    const tasks = await cluster.list({ apiVersion: TEKTON_V1, kind: 'Task', labels: { [MANAGED_BY]: 'Helm' } });
    const byRelease = new Map<string, string[]>();
    for (const task of tasks)
      for (const release of releasesOf(task)) byRelease.set(release, [...(byRelease.get(release) ?? []), task.metadata?.name ?? '']);
    return new HelmTasks(cluster.namespace, byRelease);
  }

  /** What is missing, with what is there; undefined when the release has the Task. */
  problemOf({ release, task }: WantedTask): string | undefined {
    const where = `namespace "${this.namespace}"`;
    const tasks = this.byRelease.get(release);
    if (tasks === undefined) {
      const others = [...this.byRelease].flatMap(([name, names]) => (names.includes(task) ? [name] : []));
      const hint = others.length > 0 ? `; release "${others.sort()[0]}" has a Task "${task}"` : '';
      return `Helm release "${release}" has no Task in ${where}, so Task "${task}" is missing: releases with Tasks${suggestion(release, this.byRelease.keys())}${hint}`;
    }
    if (tasks.includes(task)) return undefined;
    return `Helm release "${release}" has no Task "${task}" in ${where}${suggestion(task, tasks)}`;
  }
}

/** The label and the annotation may differ: a chart chooses its instance label freely. Both name the release. */
function releasesOf({ metadata }: Manifest): readonly string[] {
  const names = [metadata?.annotations?.[RELEASE_NAME], metadata?.labels?.[INSTANCE]];
  return [...new Set(names.filter((name) => name !== undefined))];
}

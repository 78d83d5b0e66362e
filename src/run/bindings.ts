import { type ApiObjectMetadata, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PipelineWorkspaces, Workspace } from '../pipeline';
import type { WorkspaceBinding } from '../spec';

/** The metadata of a run: its own name, or a generated one that begins with the construct's id. */
export function runMetadata(id: string, metadata: ApiObjectMetadata = {}): ApiObjectMetadata {
  // an explicit undefined prevents cdk8s from adding a name beside the generated one
  return metadata.name === undefined ? { generateName: `${id}-`, ...metadata, name: undefined } : metadata;
}

/** Renders workspaces for a run's manifest: those of the run, else the defaults of the pipeline. */
export function renderBindings(declared: PipelineWorkspaces, given: Readonly<Record<string, Workspace | undefined>>): WorkspaceBinding[] {
  const names = [...new Set([...Object.keys(declared), ...Object.keys(given)])];
  return names.flatMap((name) => {
    const own = declared[name];
    const workspace = given[name] ?? (own !== undefined && 'source' in own ? own : undefined);
    return workspace === undefined ? [] : [{ name, ...workspace.source }];
  });
}

/**
 * Returns the chart for the runs of the scope's chart: `<chart>-runs`, with a file of its own. Definitions are for `kubectl apply` and
 * GitOps tools; a run with a generated name is for `kubectl create`, and a tool that reconciles it would start or prune runs.
 */
export function runsChart(scope: Construct): Chart {
  const chart = Chart.of(scope);
  const parent = chart.node.scope ?? chart;
  const id = `${chart.node.id}-runs`;
  const known = parent.node.tryFindChild(id);
  if (known !== undefined) return known as Chart;
  return new Chart(parent as Construct, id, { namespace: chart.namespace, labels: { ...chart.labels } });
}

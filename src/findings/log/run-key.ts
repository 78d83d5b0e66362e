import type { SarifRun } from './sarif';

/** The category of a run: `automationDetails.id` up to its last `/`, else the name of its tool. */
export function categoryOf({ tool, automationDetails }: SarifRun): string {
  const id = automationDetails?.id ?? '';
  return id.slice(0, Math.max(id.lastIndexOf('/'), 0)) || tool.driver.name;
}

/** The tool and the category of a run; equal keys mean runs of one tool on one target. */
export function runKey(run: SarifRun): string {
  return `${run.tool.driver.name}\0${categoryOf(run)}`;
}

import { type PodTemplate, printRunDefaults, RUN_ANNOTATION, type RunDefaults, type WorkspaceBinding } from '../spec';
import { type NeededSettings, renderNeeded } from './needed-settings';
import type { PipelineWorkspaces } from './pipeline-reference';

/** The annotation with what runs of a Pipeline need, for `tekwire run`; a `PipelineRun` of the program has it in its own manifest. */
export function runAnnotation(
  declared: PipelineWorkspaces,
  podTemplate: PodTemplate | undefined,
  localSource: RunDefaults['localSource'],
  settings: readonly NeededSettings[],
): Readonly<Record<string, string>> {
  const workspaces = Object.entries(declared).flatMap(([name, one]): WorkspaceBinding[] =>
    'source' in one ? [{ name, ...one.source }] : [],
  );
  const text = printRunDefaults({
    workspaces,
    localSource,
    taskRunSpecs: renderNeeded(settings, podTemplate),
    ...(podTemplate === undefined ? {} : { taskRunTemplate: { podTemplate } }),
  });
  return text === undefined ? {} : { [RUN_ANNOTATION]: text };
}

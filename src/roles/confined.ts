import { type StringRef, type Text, text } from '../refs';
import type { StepScope } from '../script';
import { type Step, type StepWorkspace, type WorkspaceDeclaration, workspace } from '../task';

/** The home folder of a tool in quarantine, which is deleted with the pod; our own steps have none. */
const TOOL_HOME = '/scratch';

/** The workspace of a tool in quarantine: nothing but the sources, and read-only. */
export const confinedWorkspaces: { readonly sources: WorkspaceDeclaration<false> } = {
  sources: workspace({ readOnly: true, description: 'the sources alone, for the steps of the tool' }),
};

/** What the steps of a tool's Task have in quarantine. */
export interface Confinement {
  /** The sources as the tool sees them. */
  readonly sources: Text<StepScope>;
  /** The step of the tool, which sees nothing of the shared workspace but the sources. */
  readonly ofTool: (step: Step) => Step;
  /** Our own step, which no file in the tool's home folder influences. */
  readonly own: (step: Step) => Step;
}

/** The workspaces that the steps of a tool's Task may have. */
interface ToolWorkspaces {
  readonly source: StepWorkspace;
  readonly sources?: StepWorkspace;
}

/**
 * How the steps of a tool's Task are confined. Tekton mounts a workspace that a step lists only into the steps that list it; all of them
 * would see the shared one otherwise.
 */
export function confinementOf(workspaces: ToolWorkspaces, sourcePath: StringRef<unknown, StepScope>): Confinement {
  const { source } = workspaces;
  const sources = 'sources' in workspaces ? workspaces.sources : undefined;
  if (sources === undefined) return { sources: text`${source.path}/${sourcePath}`, ofTool: (step) => step, own: (step) => step };
  return {
    sources: text`${sources.path}`,
    ofTool: (step) => ({ ...step, workspaces: [sources.at()], env: { HOME: TOOL_HOME, ...step.env } }),
    own: (step) => ({ ...step, workspaces: [source.at(), sources.at()], env: { HOME: '/nonexistent', ...step.env } }),
  };
}

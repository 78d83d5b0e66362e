import type { EmbeddedTaskSpec } from '../spec';
import { held, known } from '../synth';
import { checkBody } from './check-task';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { defined } from './render-step';
import { renderTask, type TaskBody } from './render-task';
import type { EmbeddedStepContext } from './step-context';
import { surfaceOf, type TaskSurface, type UsableTask } from './surface';

/** What a Task that is written into its pipeline takes, gives and does. */
export interface EmbeddedTaskProps<
  P extends ParamDeclarations,
  R extends ResultDeclarations,
  W extends WorkspaceDeclarations,
  C = EmbeddedStepContext<P, R, W>,
> extends TaskBody<P, R, W, C> {
  /** Labels and annotations of its pods. @default - none */
  readonly metadata?: EmbeddedTaskSpec['metadata'];
}

/**
 * A Task that is written into the pipelines and runs that use it, instead of being emitted as an object of its own: `taskSpec` in
 * place of `taskRef`. It is used like any Task; but an optional workspace that `add` leaves out is bound by Tekton to the workspace of
 * that name, where the pipeline has one.
 * @example
 * const lint = new EmbeddedTask('lint', {
 *   workspaces: { source: workspace() },
 *   steps: ({ workspaces }) => [{ name: 'lint', image: 'golangci/golangci-lint:v2.5.0', workingDir: workspaces.source.path, command: ['golangci-lint', 'run'] }],
 * });
 * ci.add(lint, { workspaces: { source: clone.workspaces.source } });
 */
export class EmbeddedTask<
  const P extends ParamDeclarations = {},
  const R extends ResultDeclarations = {},
  const W extends WorkspaceDeclarations = {},
> implements UsableTask<P, R, W>
{
  readonly surface: TaskSurface<P, R, W>;
  /** What stands in the pipeline. */
  readonly taskSpec: EmbeddedTaskSpec;

  /** @param name - of the task in the pipeline, unless `add` gives another */
  constructor(
    readonly name: string,
    props: EmbeddedTaskProps<P, R, W>,
  ) {
    const given = known('EmbeddedTaskProps', props, this, { isExtended: new.target !== EmbeddedTask });
    checkBody(this, given);
    this.surface = surfaceOf(given, this);
    this.taskSpec = defined({ metadata: held(given.metadata, this, 'metadata'), ...renderTask(given, this.surface, this) });
  }
}

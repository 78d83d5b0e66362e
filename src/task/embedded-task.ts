import type { EmbeddedTaskSpec } from '../spec';
import { checkedCopy, known } from '../synth';
import { checkedBody } from './check-task';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { checkedName } from './external/unread';
import { explainResults } from './handles/declared-names';
import { defined } from './render-step';
import { renderTask, type TaskBody } from './render-task';
import type { EmbeddedStepContext } from './step-context';
import { surfaceOf, type TaskSurface, type UsableTask } from './surface';

/** Options of an `EmbeddedTask`. */
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
 * A Task that is embedded in the pipelines and runs that use it, instead of being emitted as an object of its own: `taskSpec` instead of
 * `taskRef`. It is used like any Task, with one difference: Tekton binds an optional workspace that `add` omits to the pipeline's workspace
 * of the same name, if there is one.
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
  readonly name: string;
  readonly surface: TaskSurface<P, R, W>;
  /** The spec that is embedded in the pipeline. */
  readonly taskSpec: EmbeddedTaskSpec;

  /** @param name - the name of the task in pipelines, unless `add` sets another */
  constructor(name: string, props: EmbeddedTaskProps<P, R, W>) {
    this.name = checkedName(this, name, "new EmbeddedTask('lint', { steps })");
    const given = checkedBody(this, known('EmbeddedTaskProps', props, this, { isExtended: new.target !== EmbeddedTask }));
    this.surface = surfaceOf(given, this);
    this.taskSpec = defined({ metadata: checkedCopy(given.metadata, this, 'metadata'), ...renderTask(given, this.surface, this) });
  }
}

explainResults(EmbeddedTask.prototype);

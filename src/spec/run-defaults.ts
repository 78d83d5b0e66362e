import type { PipelineRunSpec } from './run';

/** The annotation of a Pipeline with what its runs need, as JSON; `tekwire run` reads it. */
export const RUN_ANNOTATION = 'tekwire.dev/run';

/** What the runs of a Pipeline need beside the values of its params. */
export interface RunDefaults extends Pick<PipelineRunSpec, 'workspaces' | 'taskRunTemplate' | 'taskRunSpecs'> {
  /** Where the run of a local directory puts it. @default - the Pipeline does not say */
  readonly localSource?: {
    /** The workspace of the files. */
    readonly workspace: string;
    /** The param that receives `workspace:PATH`, the directory in it. */
    readonly param: string;
  };
}

/** The annotation's text, or undefined when the runs need nothing. */
export function printRunDefaults({ workspaces = [], taskRunTemplate, taskRunSpecs = [], localSource }: RunDefaults): string | undefined {
  const content = {
    ...(taskRunTemplate === undefined ? {} : { taskRunTemplate }),
    ...(taskRunSpecs.length === 0 ? {} : { taskRunSpecs }),
    ...(workspaces.length === 0 ? {} : { workspaces }),
    ...(localSource === undefined ? {} : { localSource }),
  };
  return Object.keys(content).length === 0 ? undefined : JSON.stringify(content);
}

/** Reads the annotation; text that is not ours gives no defaults. */
export function parseRunDefaults(text: string | undefined): RunDefaults {
  try {
    const content: unknown = JSON.parse(text ?? '{}');
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as RunDefaults) : {};
  } catch {
    return {};
  }
}

import { TekwireError } from '../../diagnostics';
import { findingsEnv, RUNTIME_IMAGE, runtimeScript } from '../../roles';
import { type FutureConstruct, pathOf } from '../../synth';
import type { ParamDeclaration, Step } from '../../task';

/** The params of an enricher that reads the sources; a SecurityPipeline sets them. */
export type SourceParams = {
  /** The directory of the sources, relative to the workspace. */
  readonly 'source-path': ParamDeclaration<'string', true, never>;
  /** The URL of the sources. */
  readonly 'source-url': ParamDeclaration<'string', true, never>;
};

type WriterContext = Parameters<typeof findingsEnv>[0];

/** The step of an enricher that runs one of our programs on the findings of its Task. */
export function enrichStep(program: string, context: WriterContext, args: Step['args'], env: NonNullable<Step['env']> = {}): Step {
  return { name: program, image: RUNTIME_IMAGE, script: runtimeScript(program), args, env: { ...findingsEnv(context), ...env } };
}

/** Throws a mistake in the options of an enricher. */
export function fail(owner: FutureConstruct, where: string, problem: string): never {
  throw new TekwireError(`${pathOf(owner)}: ${where}: ${problem}`, { code: 'TW288', where, problem });
}

import type { Context } from '../set/context';
import { enableFeature } from './enable-feature';

const IN_STEP = /^(step\.)?artifacts\.path$|^(steps|tasks)\.[^.]+\.(inputs|outputs)\.[^.]+$/;
/** Tekton replaces `$(artifacts.path)` in a value before it checks the steps. */
const IN_VALUE = /^(?:steps|tasks)\.[^.]+\.(?:inputs|outputs)\.[^.]+$/;

/** How to make a cluster accept a variable in a step; undefined when the variable is not an artifact, or the feature is on. */
export function artifactFix(body: string, context: Context): string | undefined {
  return IN_STEP.test(body) ? fixOf(context) : undefined;
}

/** As `artifactFix`, for a variable in a value that reaches a step. */
export function artifactFixInValue(body: string, context: Context): string | undefined {
  return IN_VALUE.test(body) ? fixOf(context) : undefined;
}

function fixOf({ options }: Context): string | undefined {
  return options.feature('enable-artifacts', 'false') === 'true' ? undefined : enableFeature('enable-artifacts', 'true');
}

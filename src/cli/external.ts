import { configuration } from '../config';
import { UsageError } from './command';

const { externalProblem } = configuration();

/**
 * The external objects that `--external KIND/NAME` lists; the name `*` stands for all objects of the kind.
 * @throws UsageError when a value is not KIND/NAME or the kind is unknown
 */
export function externalOf(settings: readonly string[]): readonly string[] {
  for (const setting of settings) {
    const problem = externalProblem(setting);
    if (problem !== undefined) throw new UsageError(`--external "${setting}": ${problem}`);
  }
  return settings;
}

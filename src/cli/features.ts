import { configuration } from '../config';
import { type Option, UsageError } from './command';

const { featureName, featureProblem } = configuration();

/** The option that describes the feature flags of the cluster. */
export const featureOption: Option = {
  type: 'string',
  multiple: true,
  default: [],
  value: 'NAME=VALUE',
  summary: "a feature flag of the cluster by Tekton's name, as in --feature enable-api-fields=alpha",
};

/**
 * The feature flags of `--feature NAME=VALUE`, by Tekton's names; `api-fields` is short for `enable-api-fields`.
 * @throws UsageError when the flag or its value is unknown to Tekton
 */
export function featuresOf(settings: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(settings.map(featureOf));
}

function featureOf(setting: string): readonly [string, string] {
  const at = setting.indexOf('=');
  if (at < 1) throw new UsageError(`--feature "${setting}": expected NAME=VALUE, as in enable-param-enum=true`);
  const [written, value] = [setting.slice(0, at), setting.slice(at + 1)];
  const name = featureName(written);
  const problem = featureProblem(written, value);
  if (problem !== undefined) throw new UsageError(`--feature${problem.startsWith('unknown value') ? ` ${name}` : ''}: ${problem}`);
  return [name, value];
}

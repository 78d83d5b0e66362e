import type { EnvVar, SecurityContext } from './kubernetes';
import type { ParamSpec, ResultSpec } from './param';
import type { VolumeMount } from './volume';

/** The body of a StepAction. */
export interface StepActionSpec {
  readonly description?: string;
  readonly params?: readonly ParamSpec[];
  readonly results?: readonly Omit<ResultSpec, 'value'>[];
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly script?: string;
  readonly workingDir?: string;
  readonly volumeMounts?: readonly VolumeMount[];
  readonly securityContext?: SecurityContext;
}

import type { IConstruct } from 'constructs';
import { Judgement } from './judgement';

/** What the cluster has switched on or off, where it differs from a default installation of Tekton. */
export interface ClusterFeatures {
  /** How new the fields may be: `enable-api-fields`. @default beta */
  readonly apiFields?: 'stable' | 'beta' | 'alpha';
  /** Conditions in CEL: `enable-cel-in-whenexpression`. @default false */
  readonly cel?: boolean;
  /** Params with an enum: `enable-param-enum`. @default false */
  readonly paramEnum?: boolean;
  /** Artifacts of steps and tasks: `enable-artifacts`. @default false */
  readonly artifacts?: boolean;
  /** References such as `git://…` in place of a name: `enable-concise-resolver-syntax`. @default false */
  readonly conciseResolver?: boolean;
  /** Which pods of a run share a node: `coschedule`. @default workspaces */
  readonly coschedule?: 'workspaces' | 'pipelineruns' | 'isolate-pipelinerun' | 'disabled';
}

/**
 * Says how the cluster is set up that the App is for, or one of its Charts, so that its rules hold. Without it they are those of a
 * default installation, and a field that is off there is an error that names its flag. A Chart says only what is other than in its App.
 * @example
 * const app = new App();
 * setFeatures(app, { apiFields: 'alpha', paramEnum: true });
 */
export function setFeatures(scope: IConstruct, features: ClusterFeatures): void {
  const { apiFields, cel, paramEnum, artifacts, conciseResolver, coschedule } = features;
  const flags = {
    'enable-api-fields': apiFields,
    'enable-cel-in-whenexpression': cel,
    'enable-param-enum': paramEnum,
    'enable-artifacts': artifacts,
    'enable-concise-resolver-syntax': conciseResolver,
    coschedule,
  };
  const given = Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  Judgement.of(scope).useFeatures(scope, Object.fromEntries(given));
}

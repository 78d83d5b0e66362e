import type { IConstruct } from 'constructs';
import { AppCheck } from './app-check';
import { attempt, withoutRefused } from './attempt';
import { known } from './known';
import { isRecord, refuse, refuseChoice } from './refuse';

/** Feature flags of the cluster that differ from a default installation of Tekton. */
export interface ClusterFeatures {
  /** The stability level of the fields that may be used: `enable-api-fields`. @default beta */
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

const ALLOWED: Readonly<Record<keyof ClusterFeatures, readonly unknown[]>> = {
  apiFields: ['stable', 'beta', 'alpha'],
  cel: [true, false],
  paramEnum: [true, false],
  artifacts: [true, false],
  conciseResolver: [true, false],
  coschedule: ['workspaces', 'pipelineruns', 'isolate-pipelinerun', 'disabled'],
};

/** Reports values that no feature has; returns the others. */
function checkedFeatures(scope: IConstruct, features: ClusterFeatures): ClusterFeatures {
  const given = attempt(scope, () =>
    isRecord(features) ? features : refuse(scope, 'setFeatures', features, "an object of features, such as { apiFields: 'alpha' }"),
  );
  return withoutRefused(scope, given ?? {}, (name, value) => {
    const allowed = ALLOWED[name as keyof ClusterFeatures] as readonly unknown[] | undefined;
    if (allowed !== undefined && value !== undefined && !allowed.includes(value))
      refuseChoice(scope, `setFeatures.${name}`, value, allowed);
  });
}

/**
 * Sets the feature flags of the cluster for an App or one of its Charts, so that the rules check against them. By default the flags are
 * those of a default installation, and a field that is disabled there is an error that names its flag. Flags of a Chart override those of
 * its App.
 * @example
 * const app = new App();
 * setFeatures(app, { apiFields: 'alpha', paramEnum: true });
 */
export function setFeatures(scope: IConstruct, features: ClusterFeatures): void {
  if (scope?.node === undefined) refuse({}, 'setFeatures', scope, 'an App or a Chart');
  const given = checkedFeatures(scope, known('ClusterFeatures', features, scope, { where: 'setFeatures' }));
  const { apiFields, cel, paramEnum, artifacts, conciseResolver, coschedule } = given;
  const flags = {
    'enable-api-fields': apiFields,
    'enable-cel-in-whenexpression': cel,
    'enable-param-enum': paramEnum,
    'enable-artifacts': artifacts,
    'enable-concise-resolver-syntax': conciseResolver,
    coschedule,
  };
  const set = Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  AppCheck.of(scope).useFeatures(scope, Object.fromEntries(set));
}

import type { IConstruct } from 'constructs';
import { Judgement } from './judgement';
import { known } from './known';
import { isRecord, refuse } from './refuse';

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

const ALLOWED: Readonly<Record<keyof ClusterFeatures, readonly unknown[]>> = {
  apiFields: ['stable', 'beta', 'alpha'],
  cel: [true, false],
  paramEnum: [true, false],
  artifacts: [true, false],
  conciseResolver: [true, false],
  coschedule: ['workspaces', 'pipelineruns', 'isolate-pipelinerun', 'disabled'],
};

function checkFeatures(scope: IConstruct, features: ClusterFeatures): void {
  if (!isRecord(features)) refuse(scope, 'setFeatures', features, "write { apiFields: 'alpha' }");
  for (const [name, value] of Object.entries(features)) {
    const allowed = ALLOWED[name as keyof ClusterFeatures] as readonly unknown[] | undefined;
    if (allowed === undefined) continue;
    if (value !== undefined && !allowed.includes(value))
      refuse(scope, `setFeatures.${name}`, value, `write one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`);
  }
}

/**
 * Says how the cluster is set up that the App is for, or one of its Charts, so that its rules hold. Without it they are those of a
 * default installation, and a field that is off there is an error that names its flag. A Chart says only what is other than in its App.
 * @example
 * const app = new App();
 * setFeatures(app, { apiFields: 'alpha', paramEnum: true });
 */
export function setFeatures(scope: IConstruct, features: ClusterFeatures): void {
  if (scope?.node === undefined) refuse({}, 'setFeatures', scope, 'give the App or a Chart');
  checkFeatures(scope, features);
  const { apiFields, cel, paramEnum, artifacts, conciseResolver, coschedule } = known('ClusterFeatures', features, scope, {
    where: 'setFeatures',
  });
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

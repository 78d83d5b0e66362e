import type { Chart } from 'cdk8s';
import { celConditions } from './flow/cel-conditions';
import { conditions } from './flow/conditions';
import { displayNames } from './flow/display-names';
import { ignoreStepError } from './flow/ignore-step-error';
import { matrixInclude } from './flow/matrix-include';
import { matrixResults } from './flow/matrix-results';
import { retries } from './flow/retries';
import { timeoutOverride } from './flow/timeout-override';
import { embeddedPipeline } from './nested/embedded-pipeline';
import { nestedPipelines } from './nested/nested-pipelines';
import { arrayIndexing } from './params/array-indexing';
import { objectParams } from './params/object-params';
import { paramEnum } from './params/param-enum';
import { stepActionParams } from './params/step-action-params';
import { textParam } from './params/text-param';
import { dockerSidecar } from './pod/docker-sidecar';
import { nodeAffinity } from './pod/node-affinity';
import { stepTemplate } from './pod/step-template';
import { clusterResolver } from './remote/cluster-resolver';
import { httpResolver } from './remote/http-resolver';
import { hubResolver } from './remote/hub-resolver';
import { finalResults } from './results/final-results';
import { stepActionResults } from './results/step-action-results';
import { stepStreams } from './results/step-streams';
import { taskArtifacts } from './results/task-artifacts';
import { optionalWorkspaces } from './workspaces/optional-workspaces';
import { projectedWorkspace } from './workspaces/projected-workspace';
import { subPaths } from './workspaces/sub-paths';
import { workspaceIsolation } from './workspaces/workspace-isolation';

/** The programs by the name of their chart. */
export const programs: Readonly<Record<string, (chart: Chart) => void>> = {
  'cel-conditions': celConditions,
  conditions: conditions,
  'display-names': displayNames,
  'ignore-step-error': ignoreStepError,
  'matrix-include': matrixInclude,
  'matrix-results': matrixResults,
  retries: retries,
  'timeout-override': timeoutOverride,
  'embedded-pipeline': embeddedPipeline,
  'nested-pipelines': nestedPipelines,
  'array-indexing': arrayIndexing,
  'object-params': objectParams,
  'param-enum': paramEnum,
  'step-action-params': stepActionParams,
  'text-param': textParam,
  'docker-sidecar': dockerSidecar,
  'node-affinity': nodeAffinity,
  'step-template': stepTemplate,
  'cluster-resolver': clusterResolver,
  'http-resolver': httpResolver,
  'hub-resolver': hubResolver,
  'final-results': finalResults,
  'step-action-results': stepActionResults,
  'step-streams': stepStreams,
  'task-artifacts': taskArtifacts,
  'optional-workspaces': optionalWorkspaces,
  'projected-workspace': projectedWorkspace,
  'sub-paths': subPaths,
  'workspace-isolation': workspaceIsolation,
};

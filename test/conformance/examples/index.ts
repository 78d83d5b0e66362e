import type { Chart } from 'cdk8s';
import { celConditions } from '../../../examples/tekton/flow/cel-conditions';
import { conditions } from '../../../examples/tekton/flow/conditions';
import { displayNames } from '../../../examples/tekton/flow/display-names';
import { ignoreStepError } from '../../../examples/tekton/flow/ignore-step-error';
import { matrixInclude } from '../../../examples/tekton/flow/matrix-include';
import { matrixResults } from '../../../examples/tekton/flow/matrix-results';
import { retries } from '../../../examples/tekton/flow/retries';
import { timeoutOverride } from '../../../examples/tekton/flow/timeout-override';
import { embeddedPipeline } from '../../../examples/tekton/nested/embedded-pipeline';
import { nestedPipelines } from '../../../examples/tekton/nested/nested-pipelines';
import { arrayIndexing } from '../../../examples/tekton/params/array-indexing';
import { objectParams } from '../../../examples/tekton/params/object-params';
import { paramEnum } from '../../../examples/tekton/params/param-enum';
import { stepActionParams } from '../../../examples/tekton/params/step-action-params';
import { textParam } from '../../../examples/tekton/params/text-param';
import { dockerSidecar } from '../../../examples/tekton/pod/docker-sidecar';
import { nodeAffinity } from '../../../examples/tekton/pod/node-affinity';
import { stepTemplate } from '../../../examples/tekton/pod/step-template';
import { clusterResolver } from '../../../examples/tekton/remote/cluster-resolver';
import { httpResolver } from '../../../examples/tekton/remote/http-resolver';
import { hubResolver } from '../../../examples/tekton/remote/hub-resolver';
import { finalResults } from '../../../examples/tekton/results/final-results';
import { stepActionResults } from '../../../examples/tekton/results/step-action-results';
import { stepStreams } from '../../../examples/tekton/results/step-streams';
import { taskArtifacts } from '../../../examples/tekton/results/task-artifacts';
import { optionalWorkspaces } from '../../../examples/tekton/workspaces/optional-workspaces';
import { projectedWorkspace } from '../../../examples/tekton/workspaces/projected-workspace';
import { subPaths } from '../../../examples/tekton/workspaces/sub-paths';
import { workspaceIsolation } from '../../../examples/tekton/workspaces/workspace-isolation';

const TYPE = 'says the type of the result, which Tekton leaves open when it is not written';
const STATUS = 'a task that failed has the status "Failed"';
const MOUNT = 'says the path where Tekton mounts the workspace when no path is written';
const ASH = 'there is no tag for ash, which is the sh of the image';
const GUARDED = 'keeps values of the run apart from the other variables of the step';
const KIND = 'leaves out what the resolver takes for granted';

/** One of Tekton's examples, written with the typed API. */
export interface Rebuilt {
  readonly program: (chart: Chart) => void;
  /** Where the objects may differ although they mean the same, and why; a field as `differences` writes it. @default - nowhere */
  readonly allowed?: Readonly<Record<string, string>>;
}

/** Tekton's examples that differ most from each other, by their file in its `examples/v1`. */
export const examples: Readonly<Record<string, Rebuilt>> = {
  'pipelineruns/beta/pipelinerun-with-matrix-include.yaml': { program: matrixInclude },
  'pipelineruns/beta/pipelinerun-with-matrix-emitting-results.yaml': {
    program: matrixResults,
    allowed: { '.PipelineRun 0.spec.pipelineSpec.results.0.type: undefined became "array"': TYPE },
  },
  'pipelineruns/pipeline-object-param-and-result.yaml': { program: objectParams },
  'pipelineruns/pipelinerun-param-array-indexing.yaml': { program: arrayIndexing },
  'pipelineruns/pipelinerun-with-final-results.yaml': {
    program: finalResults,
    allowed: {
      '.Pipeline sum-and-multiply-pipeline.spec.results.0.type: undefined became "string"': TYPE,
      '.Pipeline sum-and-multiply-pipeline.spec.results.1.type: undefined became "string"': TYPE,
    },
  },
  'pipelineruns/pipelinerun-with-when-expressions.yaml': {
    program: conditions,
    allowed: {
      '.PipelineRun 0.spec.pipelineSpec.finally.0.when.0.values.0: "Failure" became "Failed"': STATUS,
      '.PipelineRun 0.spec.pipelineSpec.finally.3.when.0.values.0: "Failure" became "Failed"': STATUS,
    },
  },
  'pipelineruns/beta/using-retries-and-retry-count-variables.yaml': { program: retries },
  'taskruns/alpha/task-artifacts.yaml': { program: taskArtifacts },
  'pipelineruns/alpha/pipelinerun-with-cel-when-expressions.yaml': {
    program: celConditions,
    allowed: {
      ".PipelineRun 0.spec.pipelineSpec.finally.0.when.0.cel: \"'$(tasks.echo-file-exists.status)'=='Failure'\" became \"'$(tasks.echo-file-exists.status)'=='Failed'\"":
        STATUS,
      ".PipelineRun 0.spec.pipelineSpec.finally.3.when.0.cel: \"'$(tasks.status)'=='Failure'\" became \"'$(tasks.status)'=='Failed'\"":
        STATUS,
    },
  },
  'taskruns/stepaction-results.yaml': { program: stepActionResults },
  'taskruns/stepaction-passing-results.yaml': {
    program: stepActionParams,
    allowed: {
      '.StepAction step-action.spec.args.1: "$(params.param1[0])" became "$(PARAM_PARAM1_0)"': GUARDED,
      '.StepAction step-action.spec.args.2: "$(params.param3.IMAGE_URL)" became "$(PARAM_PARAM3_IMAGE_URL)"': GUARDED,
      '.StepAction step-action.spec.args.3: "$(params.param3.IMAGE_DIGEST)" became "$(PARAM_PARAM3_IMAGE_DIGEST)"': GUARDED,
      '.StepAction step-action.spec.env: undefined became [{"name":"PARAM_PARAM1_0","value":"$(params.param1[0])"},{"name":"PARAM_PARAM3_IMAGE_URL","value":"$(params.param3.IMAGE_URL)"},{"name":"PARAM_PARAM3_IMAGE_DIGEST","value":"$(params.param3.IMAGE_DIGEST)"}]':
        GUARDED,
    },
  },
  'taskruns/beta/workspace-isolation.yaml': {
    program: workspaceIsolation,
    allowed: {
      '.TaskRun 0.spec.taskSpec.sidecars.0.interpreter: "ash" became "sh"': ASH,
      '.TaskRun 0.spec.taskSpec.sidecars.0.workspaces.0.mountPath: "" became "/workspace/signals"': MOUNT,
      '.TaskRun 0.spec.taskSpec.steps.0.interpreter: "ash" became "sh"': ASH,
      '.TaskRun 0.spec.taskSpec.steps.0.workspaces.0.mountPath: "" became "/workspace/signals"': MOUNT,
      '.TaskRun 0.spec.taskSpec.steps.1.interpreter: "ash" became "sh"': ASH,
    },
  },
  'pipelineruns/alpha/pipelines-in-pipelines.yaml': { program: embeddedPipeline },
  'pipelineruns/alpha/pipelines-in-pipelines-ref-complex.yaml': { program: nestedPipelines },
  'taskruns/optional-workspaces.yaml': { program: optionalWorkspaces },
  'pipelineruns/pipelinerun-with-task-timeout-override.yaml': { program: timeoutOverride },
  'taskruns/ignore-step-error.yaml': { program: ignoreStepError },
  'taskruns/dind-sidecar.yaml': { program: dockerSidecar },
  'pipelineruns/workspaces-projected.yaml': { program: projectedWorkspace },
  'taskruns/beta/hub-resolver.yaml': {
    program: hubResolver,
    allowed: { '.TaskRun 0.spec.taskRef.params.kind: {"name":"kind","value":"task"} became undefined': KIND },
  },
  'pipelineruns/no-ci/cluster-resolver.yaml': { program: clusterResolver },
  'pipelineruns/beta/http-resolver.yaml': { program: httpResolver },
  'pipelineruns/pipelinerun-results-with-params.yaml': { program: textParam },
  'taskruns/steptemplate-env-merge.yaml': { program: stepTemplate },
  'taskruns/alpha/step-stream-results.yaml': { program: stepStreams },
  'pipelineruns/pipeline-with-displayname.yaml': { program: displayNames },
  'taskruns/alpha/param-enum.yaml': { program: paramEnum },
  'pipelineruns/no-ci/windows-node-affinity.yaml': { program: nodeAffinity },
  'pipelineruns/pipelinerun-using-parameterized-subpath-of-workspace.yaml': { program: subPaths },
};

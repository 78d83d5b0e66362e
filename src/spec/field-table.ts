// Written by `npm run import` from the CRDs of the pinned Tekton; never edited by hand.

/**
 * The fields of Tekton's objects, by the name of the part, each with its type. A field without a type is a string; `whole`, `flag`,
 * `amount` and `any` are integer, boolean, quantity and any value. Another word names a part of this table, `[x]` is an array and `{x}` a
 * map of them. `!` marks required fields. For an object the part describes its `spec`. Source: config/300-crds of tektoncd/pipeline.
 */
export const fieldTable = {
  Task: 'description displayName params:[paramSpec] results:[result] sidecars:[sidecar] stepTemplate:stepTemplate steps:[step] volumes:any workspaces:[taskWorkspace]',
  paramSpec: 'default:any description enum:[text] name! properties:{property} type',
  property: 'type',
  result: 'description name! properties:{property} type value:any',
  sidecar:
    'args:[text] command:[text] computeResources:computeResources env:[env] envFrom:[envFrom] image imagePullPolicy lifecycle:lifecycle livenessProbe:probe name! ports:[port] readinessProbe:probe restartPolicy script securityContext:securityContext startupProbe:probe stdin:flag stdinOnce:flag terminationMessagePath terminationMessagePolicy tty:flag volumeDevices:[volumeDevice] volumeMounts:[volumeMount] workingDir workspaces:[workspaceOfStep]',
  computeResources: 'claims:[claim] limits:{amount} requests:{amount}',
  claim: 'name! request',
  env: 'name! value valueFrom:valueFrom',
  valueFrom: 'configMapKeyRef:keyRef fieldRef:fieldRef fileKeyRef:fileKeyRef resourceFieldRef:resourceFieldRef secretKeyRef:keyRef',
  keyRef: 'key! name optional:flag',
  fieldRef: 'apiVersion fieldPath!',
  fileKeyRef: 'key! optional:flag path! volumeName!',
  resourceFieldRef: 'containerName divisor:amount resource!',
  envFrom: 'configMapRef:optionalName prefix secretRef:optionalName',
  optionalName: 'name optional:flag',
  lifecycle: 'postStart:hook preStop:hook stopSignal',
  hook: 'exec:exec httpGet:httpGet sleep:sleep tcpSocket:tcpSocket',
  exec: 'command:[text]',
  httpGet: 'host httpHeaders:[httpHeader] path port!:any scheme',
  httpHeader: 'name! value!',
  sleep: 'seconds!:whole',
  tcpSocket: 'host port!:any',
  probe:
    'exec:exec failureThreshold:int32 grpc:grpc httpGet:httpGet initialDelaySeconds:int32 periodSeconds:int32 successThreshold:int32 tcpSocket:tcpSocket terminationGracePeriodSeconds:whole timeoutSeconds:int32',
  grpc: 'port!:int32 service',
  port: 'containerPort!:int32 hostIP hostPort:int32 name protocol',
  securityContext:
    'allowPrivilegeEscalation:flag appArmorProfile:profile capabilities:capabilities privileged:flag procMount readOnlyRootFilesystem:flag runAsGroup:whole runAsNonRoot:flag runAsUser:whole seLinuxOptions:seLinuxOptions seccompProfile:profile windowsOptions:windowsOptions',
  profile: 'localhostProfile type!',
  capabilities: 'add:[text] drop:[text]',
  seLinuxOptions: 'level role type user',
  windowsOptions: 'gmsaCredentialSpec gmsaCredentialSpecName hostProcess:flag runAsUserName',
  volumeDevice: 'devicePath! name!',
  volumeMount: 'mountPath! mountPropagation name! readOnly:flag recursiveReadOnly subPath subPathExpr',
  workspaceOfStep: 'mountPath! name!',
  stepTemplate:
    'args:[text] command:[text] computeResources:computeResources env:[env] envFrom:[envFrom] image imagePullPolicy securityContext:securityContext volumeDevices:[volumeDevice] volumeMounts:[volumeMount] workingDir',
  step: 'args:[text] command:[text] computeResources:computeResources displayName env:[env] envFrom:[envFrom] image imagePullPolicy name! onError params:[param] ref:ref results:[stepResult] script securityContext:securityContext stderrConfig:stream stdoutConfig:stream timeout volumeDevices:[volumeDevice] volumeMounts:[volumeMount] when:[when] workingDir workspaces:[workspaceOfStep]',
  param: 'name! value!:any',
  ref: 'name params:[param] resolver',
  stepResult: 'description name! properties:{property} type',
  stream: 'path',
  when: 'cel input operator values:[text]',
  taskWorkspace: 'description mountPath name! optional:flag readOnly:flag',
  Pipeline:
    'description displayName finally:[pipelineTask] params:[paramSpec] results:[pipelineResult] tasks:[pipelineTask] workspaces:[pipelineWorkspace]',
  pipelineTask:
    'description displayName matrix:matrix name onError params:[param] pipelineRef:pipelineRef pipelineSpec:any retries:whole runAfter:[text] taskRef:taskRef taskSpec:any timeout when:[when] workspaces:[workspaceOfTask]',
  matrix: 'include:[include] params:[param]',
  include: 'name params:[param]',
  pipelineRef: 'apiVersion name params:[param] resolver',
  taskRef: 'apiVersion kind name params:[param] resolver',
  workspaceOfTask: 'name! subPath workspace',
  pipelineResult: 'description name! type value!:any',
  pipelineWorkspace: 'description name! optional:flag',
  TaskRun:
    'computeResources:computeResources debug:debug managedBy params:[param] podTemplate:podTemplate retries:whole serviceAccountName sidecarSpecs:[override] status statusMessage stepSpecs:[override] taskRef:taskRef taskSpec:any timeout workspaces:[workspaceBinding]',
  debug: 'breakpoints:breakpoints',
  breakpoints: 'beforeSteps:[text] onFailure',
  podTemplate:
    'affinity:any automountServiceAccountToken:flag dnsConfig:dnsConfig dnsPolicy enableServiceLinks:flag env:[env] hostAliases:[hostAlias] hostNetwork:flag hostUsers:flag imagePullSecrets:[nameOnly] nodeSelector:{text} priorityClassName runtimeClassName schedulerName securityContext:any tolerations:[toleration] topologySpreadConstraints:[topologySpreadConstraint] volumes:any',
  dnsConfig: 'nameservers:[text] options:[option] searches:[text]',
  option: 'name value',
  hostAlias: 'hostnames:[text] ip!',
  nameOnly: 'name',
  toleration: 'effect key operator tolerationSeconds:whole value',
  topologySpreadConstraint:
    'labelSelector:labelSelector matchLabelKeys:[text] maxSkew!:int32 minDomains:int32 nodeAffinityPolicy nodeTaintsPolicy topologyKey! whenUnsatisfiable!',
  labelSelector: 'matchExpressions:[matchExpression] matchLabels:{text}',
  matchExpression: 'key! operator! values:[text]',
  override: 'computeResources!:computeResources name!',
  workspaceBinding:
    'configMap:configMap csi:csi emptyDir:emptyDir name! persistentVolumeClaim:persistentVolumeClaim projected:projected secret:secret subPath volumeClaimTemplate:any',
  configMap: 'defaultMode:int32 items:[item] name optional:flag',
  item: 'key! mode:int32 path!',
  csi: 'driver! fsType nodePublishSecretRef:nameOnly readOnly:flag volumeAttributes:{text}',
  emptyDir: 'medium sizeLimit:amount',
  persistentVolumeClaim: 'claimName! readOnly:flag',
  projected: 'defaultMode:int32 sources:[projection]',
  projection:
    'clusterTrustBundle:clusterTrustBundle configMap:projectedFiles downwardAPI:downwardAPI podCertificate:podCertificate secret:projectedFiles serviceAccountToken:serviceAccountToken',
  clusterTrustBundle: 'labelSelector:labelSelector name optional:flag path! signerName',
  projectedFiles: 'items:[item] name optional:flag',
  downwardAPI: 'items:[downwardAPI.item]',
  'downwardAPI.item': 'fieldRef:fieldRef mode:int32 path! resourceFieldRef:resourceFieldRef',
  podCertificate:
    'certificateChainPath credentialBundlePath keyPath keyType! maxExpirationSeconds:int32 signerName! userAnnotations:{text}',
  serviceAccountToken: 'audience expirationSeconds:whole path!',
  secret: 'defaultMode:int32 items:[item] optional:flag secretName',
  PipelineRun:
    'managedBy params:[param] pipelineRef:pipelineRef pipelineSpec:any status taskRunSpecs:[taskRunSpec] taskRunTemplate:taskRunTemplate timeouts:timeouts workspaces:[workspaceBinding]',
  taskRunSpec:
    'computeResources:computeResources metadata:metadata pipelineTaskName podTemplate:podTemplate serviceAccountName sidecarSpecs:[override] stepSpecs:[override] timeout',
  metadata: 'annotations:{text} labels:{text}',
  taskRunTemplate: 'podTemplate:podTemplate serviceAccountName',
  timeouts: 'finally pipeline tasks',
  StepAction:
    'args:[text] command:[text] description env:[env] image params:[paramSpec] results:[stepResult] script securityContext:securityContext volumeMounts:[volumeMount] workingDir',
  VerificationPolicy: 'authorities!:[authority] mode resources!:[resource]',
  authority: 'key:key name!',
  key: 'data hashAlgorithm kms secretRef:secretRef',
  secretRef: 'name namespace',
  resource: 'pattern!',
  ResolutionRequest: 'params:[param] url',
} as const;

/** A part of the table. */
export type FieldPart = keyof typeof fieldTable;

/** The fields that may hold variables, results and images: their paths below the part, by column and part. From tools/lib/field-uses.mjs. */
export const fieldUses = {
  /** Tekton replaces variables in it. Source: pkg/reconciler/taskrun/resources/apply.go, pkg/reconciler/pipelinerun/resources/apply.go */
  replaced: {
    Task: 'steps sidecars stepTemplate volumes workspaces params.default',
    pipelineTask:
      'displayName onError taskRef workspaces params.value matrix.params.value matrix.include.params.value when.input when.values when.cel',
  },
  /** Tekton refuses unknown params in it. Source: pkg/apis/pipeline/v1/task_validation.go validateStepVariables, v1beta1/stepaction_validation.go validateStepActionVariables */
  checked: {
    step: 'name image workingDir script command args onError env.value volumeMounts.name volumeMounts.mountPath volumeMounts.subPath',
    StepAction: 'image command args script env.value volumeMounts.name',
  },
  /** a param in it has the type that any part of the run declares. Source: pkg/apis/pipeline/v1/container_validation.go ValidateParamArrayIndex, task_validation.go ValidateParameterVariables */
  retyped: { step: 'name image workingDir script command args env volumeMounts' },
  /** a result in it orders the tasks. Source: pkg/apis/pipeline/v1/container_types.go GetVarSubstitutionExpressions, resultref.go PipelineTaskResultRefs */
  ordering: {
    pipelineTask: 'params.value matrix.params.value matrix.include.params.value when.input when.values when.cel',
    step: 'name image imagePullPolicy script workingDir command args env.value env.valueFrom',
    sidecar: 'name image imagePullPolicy script workingDir command args env.value env.valueFrom',
  },
  /** it is read before the first step runs, so it cannot hold the result of a step. Source: pkg/apis/pipeline/v1/task_validation.go validateStepResultReference */
  early: {
    step: 'name image script imagePullPolicy workingDir envFrom volumeMounts volumeDevices',
    StepAction: 'image script workingDir volumeMounts',
  },
  /** it can hold artifacts when the feature is on. Source: pkg/apis/pipeline/v1/task_validation.go validateStepArtifactsReference */
  artifacts: { step: 'script command args env' },
  /** the kubelet replaces no environment variable in it. Source: pkg/kubelet/container/helpers.go of Kubernetes: only command, args and env values are expanded */
  literal: {
    step: 'image name workingDir volumeMounts.mountPath volumeMounts.subPath volumeMounts.name volumeDevices.devicePath volumeDevices.name',
    taskWorkspace: 'mountPath name',
  },
  /** a line break in it is never intended. Source: names, paths and image names of Kubernetes */
  word: { step: 'image name workingDir volumeMounts.mountPath volumeMounts.subPath', pipelineTask: 'displayName name workspaces.subPath' },
  /** it holds an image; of a reference the param "bundle", of volumes the image volumes. Source: pkg/apis/pipeline/v1/container_types.go; pkg/resolution/resolver/bundle/params.go */
  image: {
    step: 'image ref',
    sidecar: 'image',
    stepTemplate: 'image',
    StepAction: 'image',
    pipelineTask: 'taskRef pipelineRef',
    TaskRun: 'taskRef',
    PipelineRun: 'pipelineRef',
    Task: 'volumes',
    podTemplate: 'volumes',
  },
} as const;

/** The names of the fields that lead from an object to an image. */
export const waysToImages = [
  'finally',
  'pipelineRef',
  'pipelineSpec',
  'podTemplate',
  'ref',
  'sidecars',
  'stepTemplate',
  'steps',
  'taskRef',
  'taskRunSpecs',
  'taskRunTemplate',
  'taskSpec',
  'tasks',
  'volumes',
] as const;

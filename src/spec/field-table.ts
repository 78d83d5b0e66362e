// Written by `npm run import` from the CRDs of the pinned Tekton; never edited by hand.

/**
 * What Tekton's objects may hold: the fields by the name of the part, each with its type. No type is a text; `whole`, `flag`, `amount` and
 * `any` say themselves, another word is a part of this table, `[x]` a list and `{x}` a map of them. `!` marks what must be there. Of an
 * object the part is what stands in its `spec`. Source: config/300-crds of tektoncd/pipeline.
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
    'exec:exec failureThreshold:whole grpc:grpc httpGet:httpGet initialDelaySeconds:whole periodSeconds:whole successThreshold:whole tcpSocket:tcpSocket terminationGracePeriodSeconds:whole timeoutSeconds:whole',
  grpc: 'port!:whole service',
  port: 'containerPort!:whole hostIP hostPort:whole name protocol',
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
    'labelSelector:labelSelector matchLabelKeys:[text] maxSkew!:whole minDomains:whole nodeAffinityPolicy nodeTaintsPolicy topologyKey! whenUnsatisfiable!',
  labelSelector: 'matchExpressions:[matchExpression] matchLabels:{text}',
  matchExpression: 'key! operator! values:[text]',
  override: 'computeResources!:computeResources name!',
  workspaceBinding:
    'configMap:configMap csi:csi emptyDir:emptyDir name! persistentVolumeClaim:persistentVolumeClaim projected:projected secret:secret subPath volumeClaimTemplate:any',
  configMap: 'defaultMode:whole items:[item] name optional:flag',
  item: 'key! mode:whole path!',
  csi: 'driver! fsType nodePublishSecretRef:nameOnly readOnly:flag volumeAttributes:{text}',
  emptyDir: 'medium sizeLimit:amount',
  persistentVolumeClaim: 'claimName! readOnly:flag',
  projected: 'defaultMode:whole sources:[projection]',
  projection:
    'clusterTrustBundle:clusterTrustBundle configMap:projectedFiles downwardAPI:downwardAPI podCertificate:podCertificate secret:projectedFiles serviceAccountToken:serviceAccountToken',
  clusterTrustBundle: 'labelSelector:labelSelector name optional:flag path! signerName',
  projectedFiles: 'items:[item] name optional:flag',
  downwardAPI: 'items:[downwardAPI.item]',
  'downwardAPI.item': 'fieldRef:fieldRef mode:whole path! resourceFieldRef:resourceFieldRef',
  podCertificate:
    'certificateChainPath credentialBundlePath keyPath keyType! maxExpirationSeconds:whole signerName! userAnnotations:{text}',
  serviceAccountToken: 'audience expirationSeconds:whole path!',
  secret: 'defaultMode:whole items:[item] optional:flag secretName',
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

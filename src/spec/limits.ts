/** Longest name of a Tekton object (tektoncd/pipeline pkg/apis/validate/metadata.go: maxLength). */
export const MAX_NAME_LENGTH = 63;

/**
 * Most bytes that all scripts of one Task may hold together. Tekton passes them base64-encoded in one argument of the
 * `place-scripts` container and Linux allows 128 KiB an argument; 97 KiB were seen to fail in a pod, 90 KiB to run.
 */
export const MAX_SCRIPT_BYTES = 94 * 1024;

/** Most combinations of a matrix (tektoncd/pipeline config-defaults: default-max-matrix-combinations-count). */
export const MAX_MATRIX_COMBINATIONS = 256;

/** Most bytes of annotations on one object (apimachinery: TotalAnnotationSizeLimitB). */
export const MAX_ANNOTATION_BYTES = 262_144;

/** Most bytes of one object (etcd --max-request-bytes, 1.5 MiB unless changed). */
export const MAX_OBJECT_BYTES = 1536 * 1024;

/** Most bytes that one step may tell of itself (tektoncd/pipeline pkg/termination/write.go: MaxContainerTerminationMessageLength). */
export const MAX_MESSAGE_BYTES = 4096;

/** Most bytes that all containers of a pod may tell together (Kubernetes pkg/kubelet/container: MaxPodTerminationMessageLogLength). */
export const MAX_POD_MESSAGE_BYTES = 12 * 1024;

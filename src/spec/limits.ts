/** Maximum length of a Tekton object's name, in characters (tektoncd/pipeline pkg/apis/validate/metadata.go: maxLength). */
export const MAX_NAME_LENGTH = 63;

/**
 * Maximum size of all scripts of one Task together, in bytes. Tekton passes them base64-encoded in one argument of the
 * `place-scripts` container and Linux allows 128 KiB per argument. In a real pod 97 KiB failed and 90 KiB ran.
 */
export const MAX_SCRIPT_BYTES = 94 * 1024;

/** Maximum number of combinations of a matrix (tektoncd/pipeline config-defaults: default-max-matrix-combinations-count). */
export const MAX_MATRIX_COMBINATIONS = 256;

/** Maximum size of all annotations of one object, in bytes (apimachinery: TotalAnnotationSizeLimitB). */
export const MAX_ANNOTATION_BYTES = 262_144;

/** Maximum size of one object, in bytes (etcd --max-request-bytes, 1.5 MiB unless changed). */
export const MAX_OBJECT_BYTES = 1536 * 1024;

/**
 * Maximum size of one step's termination message, which holds its results, in bytes (tektoncd/pipeline pkg/termination/write.go:
 * MaxContainerTerminationMessageLength).
 */
export const MAX_MESSAGE_BYTES = 4096;

/**
 * Maximum size of the termination messages of all containers of a pod together, in bytes (Kubernetes pkg/kubelet/container:
 * MaxPodTerminationMessageLogLength).
 */
export const MAX_POD_MESSAGE_BYTES = 12 * 1024;

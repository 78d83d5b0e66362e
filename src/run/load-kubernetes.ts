/** Kubernetes' own objects as constructs. Loaded here and not before: it costs more than the rest of the library. */
export function loadKubernetes(): typeof import('cdk8s-plus-27')['k8s'] {
  try {
    return (require('cdk8s-plus-27') as typeof import('cdk8s-plus-27')).k8s;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new Error('PipelineServiceAccount needs the optional package "cdk8s-plus-27"; install it with: npm install cdk8s-plus-27');
  }
}

/** Whether it is the package itself that is not there, not one that it needs. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Cannot find module 'cdk8s-plus-27'");
}

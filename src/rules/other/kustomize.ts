import type { RuleText } from '../../diagnostics';

/** Rules about kustomizations, which `check` reports: they need several files. */
export const kustomizeRules: readonly RuleText[] = [
  {
    code: 'TW093',
    slug: 'unappliable-patch',
    title: 'kustomize patch that cannot be applied',
    why: 'kustomize fails and builds nothing, so nothing of the overlay is applied; reported where the files at hand show it for sure',
    source:
      'sigs.k8s.io/kustomize api/internal/builtins PatchTransformer.go and PatchJson6902Transformer.go; evanphx/json-patch v4 patch.go',
    severity: 'error',
    stricter: 'the patch is not an object of Tekton, and never reaches the cluster',
  },
];

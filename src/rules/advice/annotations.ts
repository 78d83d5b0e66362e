import { quoted } from '../../diagnostics';
import type { Rule } from '../contract/rule';

/** Advice about annotations that Tekton removes from runs. */
export const lintAnnotationRules: readonly Rule[] = [
  {
    code: 'TW572',
    slug: 'reserved-annotation',
    title: 'annotation reserved for Tekton Chains',
    why: 'Tekton silently removes the annotation when the run is created: only Chains may declare what it has signed',
    source: 'pkg/apis/pipeline/v1/pipelinerun_defaults.go SetDefaults; pkg/apis/pipeline/constant.go TektonReservedAnnotationExpr',
    severity: 'warning',
    lint: 'usual',
    on: 'object',
    check: ({ kind, metadata }, _, report) => {
      if (kind !== 'TaskRun' && kind !== 'PipelineRun') return;
      for (const key of Object.keys(metadata.annotations ?? {}))
        if (key.startsWith('chains.tekton.dev/')) report(['metadata', 'annotations', key], `Tekton removes ${quoted(key)} from runs`);
    },
  },
];

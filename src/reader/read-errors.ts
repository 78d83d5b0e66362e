import type { RuleText } from '../diagnostics';

/** Syntax errors, which keep a file from being read as Kubernetes would read it. They are reported before any rule checks the objects. */
export const readErrorRules: readonly RuleText[] = [
  {
    code: 'TW090',
    slug: 'invalid-yaml',
    title: 'invalid YAML',
    why: 'kubectl cannot read the document and applies nothing of it',
    source: 'sigs.k8s.io/yaml YAMLToJSON and k8s.io/apimachinery pkg/util/yaml YAMLReader',
    severity: 'error',
    stricter:
      'Kubernetes reads a few of these files, or parts of them: a document after "...", UTF-16, a byte order mark in the middle, quotes and brackets that continue without indentation, a comment without a space before it',
  },
  {
    code: 'TW091',
    slug: 'duplicate-key',
    title: 'duplicate key in a mapping',
    why: 'strict readers refuse the document; others use one of the two values and silently drop the other',
    source: 'sigs.k8s.io/yaml YAMLToJSONStrict',
    severity: 'error',
    stricter: 'keys that become the same string, such as 1 and "1", are the same key',
  },
  {
    code: 'TW092',
    slug: 'document-too-large',
    title: 'YAML document too large or too deeply nested',
    why: 'readers stop at documents that grow too large by aliases or nesting, because attackers use such documents',
    source: 'go.yaml.in/yaml/v2 decode.go allowedAliasRatio and scannerc.go max_flow_level',
    severity: 'error',
    stricter: 'the limits are lower than those of Kubernetes, and far above what a Tekton object needs',
  },
];

/** The codes of syntax errors. */
export type ReadErrorCode = 'TW090' | 'TW091' | 'TW092';

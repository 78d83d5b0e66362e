import type { RuleText } from '../diagnostics';

/** What keeps a text from being read as Kubernetes would read it; found before any rule looks at the objects. */
export const faultRules: readonly RuleText[] = [
  {
    code: 'TW090',
    slug: 'invalid-yaml',
    title: 'invalid YAML',
    why: 'kubectl cannot read the document and applies nothing of it',
    source: 'sigs.k8s.io/yaml YAMLToJSON and k8s.io/apimachinery pkg/util/yaml YAMLReader',
    severity: 'error',
    stricter:
      'a few odd texts are read by Kubernetes, or read in part: what follows "...", UTF-16, a byte order mark in the middle, quotes and brackets that go on without indentation, a comment without a space before it',
  },
  {
    code: 'TW091',
    slug: 'duplicate-key',
    title: 'duplicate key in a mapping',
    why: 'strict readers refuse the document; others take one of the two values and drop the other without a word',
    source: 'sigs.k8s.io/yaml YAMLToJSONStrict',
    severity: 'error',
    stricter: 'keys that become the same text, as 1 and "1", are the same key',
  },
  {
    code: 'TW092',
    slug: 'document-too-large',
    title: 'YAML document too large or too deeply nested',
    why: 'readers stop at documents that grow out of bounds by aliases or nesting, as those of an attack do',
    source: 'go.yaml.in/yaml/v2 decode.go allowedAliasRatio and scannerc.go max_flow_level',
    severity: 'error',
    stricter: 'the bounds are lower than those of Kubernetes, and far above what a Tekton object needs',
  },
];

/** The code of one of them. */
export type FaultCode = 'TW090' | 'TW091' | 'TW092';

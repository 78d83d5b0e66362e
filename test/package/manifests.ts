import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestsIn } from '../../src/deploy';
import type { Manifest } from '../../src/spec';

const golden = join(__dirname, '../golden/examples/golang-project');

/** A Task whose texts look like templates of Helm, YAML and Go. */
export const odd: Manifest = {
  apiVersion: 'tekton.dev/v1',
  kind: 'Task',
  metadata: {
    name: 'odd',
    namespace: 'team',
    labels: { team: 'app "sec"', 'app.kubernetes.io/version': 'own' },
    annotations: { note: '{{ .Values.secret }} `x` \\ "y"' },
  },
  spec: {
    params: [{ name: 'go-image', type: 'string', default: 'golang:1.26' }],
    stepTemplate: { image: 'quay.io/acme/base:1' },
    steps: [
      {
        name: 'print',
        image: 'busybox:1.37.0',
        script: '#!/bin/sh\necho "{{ .Values.registry }}" {{- }}\n\n  docker ps --format \'{{.ID}}\'\n',
        computeResources: { limits: { cpu: '1' } },
      },
      { image: '$(params.go-image)', command: ['true'], args: ['{{', '}}', 'on', 'yes', '0o7', '1e3', 'null', '# no comment', 'a: b'] },
    ],
    sidecars: [{ name: 'proxy', image: 'localhost:5000/proxy@sha256:0000000000000000000000000000000000000000000000000000000000000000' }],
  },
};

export const account: Manifest = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'ci', annotations: { a: 'b' } },
  imagePullSecrets: [{ name: 'own' }],
};

export const trigger: Manifest = {
  apiVersion: 'triggers.tekton.dev/v1beta1',
  kind: 'TriggerTemplate',
  metadata: { name: 'on-push' },
  spec: {
    params: [{ name: 'sha' }],
    resourcetemplates: [
      {
        apiVersion: 'tekton.dev/v1',
        kind: 'PipelineRun',
        metadata: { generateName: 'ci-' },
        spec: {
          pipelineRef: { name: 'ci' },
          params: [{ name: 'sha', value: '$(tt.params.sha)' }],
          taskRunTemplate: { serviceAccountName: 'ci', podTemplate: { nodeSelector: { disk: 'ssd' } } },
        },
      },
    ],
  },
};

/** The manifests of the example, without runs. */
export function example(): readonly Manifest[] {
  const text = readFileSync(join(golden, 'golang-project.k8s.yaml'), 'utf8');
  return manifestsIn([{ origin: 'golden', text }]).map(({ manifest }) => manifest);
}

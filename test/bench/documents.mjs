import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `count` manifests of the kinds and sizes of Tekton's own examples (900 bytes on average), four a file, into an empty folder. */
export function writeDocuments(folder, count) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let at = 0; at < count / 4; at += 1)
    writeFileSync(join(folder, `${at}.yaml`), [task, pipeline, pipelineRun, taskRun].map((make) => make(at)).join('---\n'));
}

const task = (at) => `apiVersion: tekton.dev/v1
kind: Task
metadata:
  name: build-${at}
  labels: {app.kubernetes.io/version: "0.${at}"}
spec:
  description: Builds an image and pushes it.
  params:
    - name: image
      description: where to push
    - {name: args, type: array, default: ["--verbose"]}
  workspaces:
    - {name: source, mountPath: /workspace/source}
  results:
    - {name: digest, description: digest of the image}
  steps:
    - name: build
      image: quay.io/buildah/stable:v1.41.4
      workingDir: $(workspaces.source.path)
      env:
        - {name: IMAGE, value: $(params.image)}
      args: ["$(params.args[*])"]
      script: |
        #!/usr/bin/env sh
        set -eu
        buildah build --tag "$IMAGE" .
        # the digest is what others deploy
        buildah push --digestfile "$(results.digest.path)" "$IMAGE"
`;

const pipeline = (at) => `apiVersion: tekton.dev/v1
kind: Pipeline
metadata:
  name: deliver-${at}
spec:
  params:
    - {name: image, type: string}
    - {name: branch, default: main}
  workspaces:
    - name: code
  tasks:
    - name: build
      taskRef: {name: build-${at}}
      params:
        - {name: image, value: "$(params.image):$(params.branch)"}
      workspaces:
        - {name: source, workspace: code}
    - name: deploy
      when:
        - {input: $(params.branch), operator: in, values: [main, release]}
      params:
        - {name: digest, value: $(tasks.build.results.digest)}
      taskSpec:
        params: [{name: digest}]
        steps:
          - image: docker.io/alpine/k8s:1.33.4
            args: [set, image, deployment/web, "web=$(params.digest)"]
  finally:
    - name: tell
      taskSpec:
        steps: [{image: docker.io/library/alpine:3.22, script: echo done}]
  results:
    - {name: digest, value: $(tasks.build.results.digest)}
`;

const pipelineRun = (at) => `apiVersion: tekton.dev/v1
kind: PipelineRun
metadata:
  generateName: deliver-${at}-
spec:
  pipelineRef:
    name: deliver-${at}
  params:
    - {name: image, value: ghcr.io/acme/web-${at}}
  workspaces:
    - name: code
      volumeClaimTemplate:
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 1Gi}}
  timeouts: {pipeline: 1h0m0s}
`;

const taskRun = (at) => `apiVersion: tekton.dev/v1
kind: TaskRun
metadata:
  generateName: greet-${at}-
spec:
  params:
    - {name: name, value: "number ${at}"}
  taskSpec:
    params:
      - {name: name, type: string, default: world}
    results:
      - {name: greeting, type: string}
    sidecars:
      - name: server
        image: docker.io/library/nginx:1.29
        script: nginx -g 'daemon off;'
    steps:
      - name: greet
        image: docker.io/library/alpine:3.22
        env: [{name: NAME, value: $(params.name)}]
        script: |
          #!/bin/sh
          set -eu
          echo "hello $NAME" | tee $(results.greeting.path)
      - name: check
        image: docker.io/library/alpine:3.22
        script: test -s $(results.greeting.path)
`;

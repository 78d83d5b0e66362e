import { Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { CustomTask, Pipeline, type PipelineTask, param, sh, Task, Workspace, workspace } from 'tekwire';
import { GitClone } from 'tekwire/catalogue';

const author = { GIT_AUTHOR_NAME: 'delivery', GIT_AUTHOR_EMAIL: 'delivery@acme.example' };
const committer = { GIT_COMMITTER_NAME: 'delivery', GIT_COMMITTER_EMAIL: 'delivery@acme.example' };
const environments = ['development', 'staging', 'production'] as const;

/** Brings one image, by its digest, from environment to environment; people decide about production. */
export function promotion(scope: Construct) {
  const release = new Task(scope, 'release', {
    params: { environment: param.string(), image: param.string() },
    workspaces: { config: workspace(), credentials: workspace({ readOnly: true }) },
    steps: ({ params, workspaces: { config, credentials } }) => [
      {
        name: 'commit',
        image: 'alpine/git:2.49.1',
        workingDir: config.path,
        securityContext: { runAsUser: 65534 },
        env: { HOME: credentials.path, ...author, ...committer },
        script: sh`
          git pull --quiet --rebase origin main
          printf 'image: %s\n' ${params.image} > ${params.environment}/image.yaml
          git add --all
          git diff --cached --quiet || git commit --quiet --message "${params.environment}: ${params.image}"
          git push --quiet origin HEAD:main
        `,
      },
    ],
  });
  const verify = new Task(scope, 'verify', {
    params: { environment: param.string(), image: param.string() },
    steps: ({ params }) => [
      {
        name: 'verify',
        image: 'curlimages/curl:8.16.0',
        script: sh`
          # the application says which image it runs, as soon as the environment has it
          for attempt in $(seq 60); do
            if curl --fail --silent "https://${params.environment}.acme.example/version" | grep -qF ${params.image}; then exit 0; fi
            sleep 5
          done
          echo "${params.environment} does not run ${params.image}"
          exit 1
        `,
      },
    ],
  });
  // the approval gate of Tekton's community: another controller than Tekton's waits for the answers
  const approve = new CustomTask('approve', {
    apiVersion: 'openshift-pipelines.org/v1alpha1',
    kind: 'ApprovalTask',
    params: { approvers: param.array(), numberOfApprovalsRequired: param.string() },
  });

  const pipeline = new Pipeline(scope, 'promotion', {
    params: { image: param.string({ description: 'name@sha256:…' }) },
    workspaces: { code: Workspace.claim({ size: Size.mebibytes(100) }), credentials: Workspace.secret('config-repository') },
  });
  const { image } = pipeline.params;
  const { code, credentials } = pipeline.workspaces;
  const cloned = pipeline.add(new GitClone(scope, 'clone'), {
    params: { url: 'https://git.acme.example/acme/config.git', revision: 'main' },
    workspaces: { source: code, 'basic-auth': credentials },
  });
  const workspaces = { config: cloned.workspaces.source, credentials };
  let before: PipelineTask[] = [];
  for (const environment of environments) {
    if (environment === 'production') {
      const params = { approvers: ['alice', 'bob', 'carol'], numberOfApprovalsRequired: '2' };
      before = [pipeline.add(approve, { params, after: before, timeout: Duration.hours(20) })];
    }
    const released = pipeline.add(release, { name: `release-${environment}`, params: { environment, image }, workspaces, after: before });
    before = [pipeline.add(verify, { name: `verify-${environment}`, params: { environment, image }, after: [released] })];
  }
  return { pipeline, release, verify };
}

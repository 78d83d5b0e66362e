import type { Construct } from 'constructs';
import { clonedSources, Source } from '../../roles';
import { sh } from '../../script';
import { booleanForm, demandForm, type Form, knownOptions, withoutRefused } from '../../synth';
import { type ParamDeclaration, type Step, type StepContext, type WorkspaceDeclaration, workspace } from '../../task';
import { presetNames, presetParam } from './preset';
import { chooseSourcesDirectory, makeRunDirectory } from './run-directory';

/** Which image is pulled. A value that is omitted becomes a param of the pipeline. */
export interface OciImageProps {
  /** The repository without tag and digest, such as `ghcr.io/acme/web`. */
  readonly repository?: string;
  /** The digest of the image, or of the index of its platforms. */
  readonly digest?: `sha256:${string}`;
  /** The platform to take of an index. @default linux/amd64 */
  readonly platform?: `${string}/${string}`;
  /** Whether the registry is reached by http, or by https without a check of its certificate. @default false */
  readonly insecure?: boolean;
  /** An image with skopeo and a POSIX shell. @default quay.io/skopeo/stable, of a tag that is not built again */
  readonly image?: string;
}

/** The params of `OciImage`. */
export type OciImageParams = {
  /** The repository without tag and digest. */
  readonly repository: ParamDeclaration<'string', false, never>;
  /** The digest: `sha256:` and 64 digits. */
  readonly digest: ParamDeclaration<'string', false, never>;
};

/** The workspaces of `OciImage` beside the shared one. */
export type OciImageWorkspaces = {
  /** The shared workspace, in which each image has its own directory. */
  readonly source: WorkspaceDeclaration<false>;
  /** A Secret of the type kubernetes.io/dockerconfigjson, or a `config.json`, for a private registry. */
  readonly 'docker-config': WorkspaceDeclaration<true>;
};

const workspaces: OciImageWorkspaces = {
  source: clonedSources,
  'docker-config': workspace({ optional: true, readOnly: true, description: '.dockerconfigjson or config.json, for a private registry' }),
};

/**
 * Pulls an image by its digest to an OCI layout, for scanners of images: `Trivy`, `Grype` and `Syft` with `input: 'image'`. Nothing of the image runs.
 * A private registry needs the workspace `docker-config`, which `sourceWorkspaces` of a SecurityPipeline binds.
 * @example
 * new OciImage(chart, 'web', { repository: 'ghcr.io/acme/web' });
 */
export class OciImage extends Source<OciImageParams, OciImageWorkspaces> {
  constructor(scope: Construct, id: string, options: OciImageProps = {}) {
    const owner = { scope, id };
    const props = withoutRefused(
      owner,
      knownOptions('OciImageProps', options, owner, { isExtended: new.target !== OciImage }),
      (name, value) => {
        const form = (FORMS as Readonly<Record<string, Form>>)[name];
        if (form !== undefined && value !== undefined) demandForm(owner, name, value, form);
      },
    );
    const { repository, digest } = props;
    super(scope, id, {
      description: 'Pulls an image to an OCI layout',
      params: {
        repository: presetParam('repository of the image, without tag and digest', repository),
        digest: presetParam('digest of the image: sha256: and 64 digits', digest),
      },
      workspaces,
      preset: presetNames({ repository, digest }),
      steps: (context) => [pullStep(context, props)],
    });
  }
}

type Context = StepContext<OciImageParams, OciImage['surface']['results'], OciImage['surface']['workspaces']>;

function pullStep(
  { params, results, workspaces: at, taskRun }: Context,
  { platform = 'linux/amd64', insecure = false, image }: OciImageProps,
): Step {
  const [system = '', architecture = ''] = platform.split('/');
  return {
    name: 'pull',
    image: image ?? 'quay.io/skopeo/stable:v1.22.3-immutable',
    env: {
      WORKSPACE: at.source.path,
      DOCKER_CONFIG_FOLDER: at['docker-config'].path,
      IMAGE_OS: system,
      IMAGE_ARCHITECTURE: architecture,
      VERIFY: String(!insecure),
    },
    script: sh`
      workspace=$WORKSPACE
      repository=${params.repository}
      digest=${params.digest}
      case $repository in '' | *[!A-Za-z0-9._:/-]* | -* | */ | */*:*) echo "the repository $repository is not a host and a path without tag and digest" >&2; exit 1 ;; esac
      case $digest in sha256:*[!0-9a-f]*) valid=no ;; sha256:*) valid=yes ;; *) valid=no ;; esac
      { [ "$valid" = yes ] && [ "$(printf %s "$digest" | wc -c)" -eq 71 ]; } || {
        echo "the digest $digest is not sha256: and 64 digits" >&2
        exit 1
      }
      if [ ${at['docker-config'].bound} = true ]; then
        for file in .dockerconfigjson config.json; do
          [ ! -f "$DOCKER_CONFIG_FOLDER/$file" ] || REGISTRY_AUTH_FILE=$DOCKER_CONFIG_FOLDER/$file
        done
        [ -n "\${REGISTRY_AUTH_FILE-}" ] || { echo 'workspace docker-config has neither .dockerconfigjson nor config.json' >&2; exit 1; }
        export REGISTRY_AUTH_FILE
      fi
      task_run=${taskRun.uid}
      ${makeRunDirectory}
      ${chooseSourcesDirectory}
      skopeo --override-os "$IMAGE_OS" --override-arch "$IMAGE_ARCHITECTURE" copy --quiet --retry-times 2 --src-tls-verify="$VERIFY" \
        "docker://$repository@$digest" "oci:$workspace/$sources"
      cd "$workspace/$sources"
      [ -f oci-layout ] && [ -f index.json ] || { echo 'skopeo left no OCI layout' >&2; exit 1; }
      find . -type f -exec stat -c '%s %n' {} + | sed 's# \./# #' | sort > "$workspace/$sources.files"
      printf %s "$digest" > ${results.commit.path}
      printf %s "$repository@$digest" > ${results.url.path}
      printf %s "$sources" > ${results.path.path}
      printf '{"commit":"%s","taskRun":"%s","files":true}' "$digest" "$task_run" > "$workspace/$sources.json"
      echo "pulled $repository@$digest"
    `,
  };
}

const REPOSITORY = /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/i;

const FORMS: Readonly<Record<keyof OciImageProps, Form>> = {
  repository: matching(REPOSITORY, 'a host and a repository without tag and digest, such as ghcr.io/acme/web'),
  digest: matching(/^sha256:[0-9a-f]{64}$/, '"sha256:" and 64 digits of 0 to 9 and a to f'),
  platform: matching(/^[a-z0-9]+\/[a-z0-9]+$/, 'an operating system and an architecture, such as linux/arm64'),
  insecure: booleanForm,
  image: matching(/./, 'the name of an image with skopeo, such as quay.io/skopeo/stable:v1.22.3-immutable'),
};

function matching(pattern: RegExp, expected: string): Form {
  return { accepts: (value) => typeof value === 'string' && pattern.test(value), expected };
}

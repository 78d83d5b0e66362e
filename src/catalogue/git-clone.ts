import type { Construct } from 'constructs';
import { Source } from '../roles';
import { param, type Step, type StepContext, sh, workspace } from '../task';

/** Values that the program fixes; what it leaves out, whoever runs the pipeline may give. */
export interface GitCloneProps {
  /** Branch, tag or commit. */
  readonly revision?: string;
  /** How many commits are fetched; `0` is all. */
  readonly depth?: string;
  /** Whether submodules are fetched too. */
  readonly submodules?: 'true' | 'false';
  readonly image?: string;
}

const workspaces = {
  'ssh-directory': workspace({ optional: true, readOnly: true, description: 'private key and known_hosts, for ssh URLs' }),
  'basic-auth': workspace({ optional: true, readOnly: true, description: '.gitconfig and .git-credentials, for https URLs' }),
};

function paramsOf({ revision = 'HEAD', depth = '1', submodules = 'true' }: GitCloneProps) {
  return {
    url: param.string({ description: 'repository to clone' }),
    revision: param.string({ default: revision as string, description: 'branch, tag or commit; HEAD is the default branch' }),
    depth: param.string({ default: depth as string, description: 'how many commits are fetched; 0 is all' }),
    submodules: param.string({ default: submodules as string, description: 'whether submodules are fetched too: true or false' }),
  };
}

type GitCloneParams = ReturnType<typeof paramsOf>;

/** Clones a Git repository. Without credentials only public ones; ssh hosts must be in the known_hosts of `ssh-directory`. */
export class GitClone extends Source<GitCloneParams, typeof workspaces> {
  constructor(scope: Construct, id: string, props: GitCloneProps = {}) {
    const { image = 'alpine/git:v2.49.1', ...values } = props;
    const settled = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    super(scope, id, {
      description: 'Clones a Git repository',
      params: paramsOf(props),
      workspaces,
      settled,
      steps: (context) => [cloneStep(image, context)],
    });
  }
}

type Context = StepContext<GitCloneParams, GitClone['surface']['results'], GitClone['surface']['workspaces']>;

function cloneStep(image: string, { params, results, workspaces: at }: Context): Step {
  return {
    name: 'clone',
    image,
    env: { GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'https:http:ssh:git' },
    script: sh`
      workspace=${at.source.path}
      if [ ${at['basic-auth'].bound} = true ]; then
        cp ${at['basic-auth'].path}/.gitconfig ${at['basic-auth'].path}/.git-credentials "$HOME"
        chmod 400 "$HOME/.gitconfig" "$HOME/.git-credentials"
      fi
      if [ ${at['ssh-directory'].bound} = true ]; then
        mkdir -p "$HOME/.ssh" && cp -L ${at['ssh-directory'].path}/* "$HOME/.ssh" && chmod 700 "$HOME/.ssh" && chmod 400 "$HOME/.ssh"/*
        [ -f "$HOME/.ssh/known_hosts" ] || { echo 'workspace ssh-directory has no known_hosts: the host could be anyone' >&2; exit 1; }
        key=$(find "$HOME/.ssh" -name 'id_*' ! -name '*.pub' -o -name ssh-privatekey | head -n 1)
        [ -n "$key" ] || { echo 'workspace ssh-directory has no private key: name it id_ed25519, id_rsa or ssh-privatekey' >&2; exit 1; }
        export GIT_SSH_COMMAND="ssh -F none -i $key -o IdentitiesOnly=yes -o UserKnownHostsFile=$HOME/.ssh/known_hosts -o StrictHostKeyChecking=yes"
      fi
      rm -rf "$workspace/source" "$workspace/findings" 2> /dev/null || true
      mkdir -p "$workspace/source" "$workspace/findings" || {
        echo "user $(id -u) may not write to the workspace: give the run podTemplate.securityContext.fsGroup $(id -g)" >&2
        exit 1
      }
      cd "$workspace/source"
      git init --quiet
      git remote add -- origin ${params.url}
      depth=${params.depth}
      if [ "$depth" = 0 ]; then set --; else set -- "--depth=$depth"; fi
      git fetch --quiet --no-tags "$@" -- origin ${params.revision}
      git -c advice.detachedHead=false checkout --quiet FETCH_HEAD
      if [ ${params.submodules} = true ]; then git submodule update --quiet --init --recursive "$@"; fi
      commit=$(git rev-parse HEAD)
      printf %s "$commit" > ${results.commit.path}
      printf %s ${params.url} > ${results.url.path}
      printf source > ${results.path.path}
      echo "cloned $commit"
    `,
  };
}

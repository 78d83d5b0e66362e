import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { clonedSources, Source } from '../roles';
import { sh } from '../script';
import { demandDuration, known } from '../synth';
import { param, type Step, type StepContext, workspace } from '../task';

/** Values preset by the program; a value that is omitted becomes a param of the pipeline. */
export interface GitCloneProps {
  /** Branch, tag or commit. */
  readonly revision?: string;
  /** Number of commits to fetch; `0` fetches all. */
  readonly depth?: string;
  /** Whether to fetch submodules. */
  readonly submodules?: 'true' | 'false';
  readonly image?: string;
  /**
   * Removes the directories of runs that started longer ago than this from the workspace. It must be longer than the longest run that
   * shares the workspace. @default - nothing is removed
   */
  readonly removeAfter?: Duration;
}

const workspaces = {
  source: clonedSources,
  'ssh-directory': workspace({ optional: true, readOnly: true, description: 'private key and known_hosts, for ssh URLs' }),
  'basic-auth': workspace({ optional: true, readOnly: true, description: '.gitconfig and .git-credentials, for https URLs' }),
};

function paramsOf({ revision = 'HEAD', depth = '1', submodules = 'true' }: GitCloneProps) {
  return {
    url: param.string({ description: 'repository to clone' }),
    revision: param.string({ default: revision as string, description: 'branch, tag or commit; HEAD is the default branch' }),
    depth: param.string({ default: depth as string, description: 'number of commits to fetch; 0 fetches all' }),
    submodules: param.string({ default: submodules as string, description: 'whether to fetch submodules: true or false' }),
  };
}

type GitCloneParams = ReturnType<typeof paramsOf>;

/** Clones a Git repository: a public one, or a private one with credentials; ssh hosts must be in the known_hosts of `ssh-directory`. */
export class GitClone extends Source<GitCloneParams, typeof workspaces> {
  constructor(scope: Construct, id: string, options: GitCloneProps = {}) {
    const props = known('GitCloneProps', options, { scope, id }, { isExtended: new.target !== GitClone });
    const { image = 'alpine/git:v2.49.1', removeAfter, ...values } = props;
    demandDuration({ name: `${scope.node.path}/${id}` }, 'removeAfter', removeAfter);
    const settled = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    super(scope, id, {
      description: 'Clones a Git repository',
      params: paramsOf(props),
      workspaces,
      settled,
      steps: (context) => [cloneStep(image, context, removeAfter)],
    });
  }
}

type Context = StepContext<GitCloneParams, GitClone['surface']['results'], GitClone['surface']['workspaces']>;

function cloneStep(image: string, { params, results, workspaces: at, taskRun }: Context, removeAfter?: Duration): Step {
  return {
    name: 'clone',
    image,
    env: {
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
      REMOVE_AFTER_MINUTES: removeAfter === undefined ? '' : String(Math.ceil(removeAfter.toMinutes({ integral: false }))),
    },
    script: sh`
      workspace=${at.source.path}
      if [ ${at['basic-auth'].bound} = true ]; then
        cp ${at['basic-auth'].path}/.gitconfig ${at['basic-auth'].path}/.git-credentials "$HOME"
        chmod 400 "$HOME/.gitconfig" "$HOME/.git-credentials"
      fi
      if [ ${at['ssh-directory'].bound} = true ]; then
        mkdir -p "$HOME/.ssh" && cp -L ${at['ssh-directory'].path}/* "$HOME/.ssh" && chmod 700 "$HOME/.ssh" && chmod 400 "$HOME/.ssh"/*
        [ -f "$HOME/.ssh/known_hosts" ] || { echo 'workspace ssh-directory has no known_hosts file, so the host cannot be verified' >&2; exit 1; }
        key=$(find "$HOME/.ssh" -name 'id_*' ! -name '*.pub' -o -name ssh-privatekey | head -n 1)
        [ -n "$key" ] || { echo 'workspace ssh-directory has no private key; expected a file named id_ed25519, id_rsa or ssh-privatekey' >&2; exit 1; }
        export GIT_SSH_COMMAND="ssh -F none -i $key -o IdentitiesOnly=yes -o UserKnownHostsFile=$HOME/.ssh/known_hosts -o StrictHostKeyChecking=yes"
      fi
      # each run has its own directory, writable for the run's fsGroup
      umask 002
      run=$RUN_UID
      task=$PIPELINE_TASK
      [ -n "$run" ] || { run=${taskRun.uid} task=source; }
      mkdir -p "$workspace/$run/sources" || {
        echo "user $(id -u) cannot write to the workspace, which has owner and mode $(stat -c '%u:%g %a' "$workspace")." >&2
        echo "Either the run has no podTemplate.securityContext.fsGroup $(id -g), or the volume ignores it, as hostPath does: use a storage class that honours it." >&2
        exit 1
      }
      if [ -n "$REMOVE_AFTER_MINUTES" ]; then
        find "$workspace" -mindepth 1 -maxdepth 1 -type d -name '????????-????-????-????-????????????' ! -name "$run" \
          -mmin "+$REMOVE_AFTER_MINUTES" -exec rm -rf {} + || echo 'some files of old runs cannot be removed' >&2
      fi
      sources=$run/sources/$task
      # the first TaskRun of a matrix has the name of the task, the others their own uid behind it
      (set -C; printf %s ${taskRun.uid} > "$workspace/$sources.owner") 2> /dev/null || true
      [ "$(cat "$workspace/$sources.owner")" = ${taskRun.uid} ] || sources=$sources-${taskRun.uid}
      # what an earlier attempt of this TaskRun has left
      rm -rf "$workspace/$sources.json" "$workspace/$sources"
      mkdir "$workspace/$sources"
      cd "$workspace/$sources"
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
      printf %s "$sources" > ${results.path.path}
      printf '{"commit":"%s","taskRun":"%s"}' "$commit" ${taskRun.uid} > "$workspace/$sources.json"
      echo "cloned $commit"
    `,
  };
}

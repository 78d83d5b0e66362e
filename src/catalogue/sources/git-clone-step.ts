import { type contract, LANGUAGES_OF_PATHS, type LanguageResults, type SharedWorkspace } from '../../roles';
import { sh } from '../../script';
import type { Step, StepContext } from '../../task';
import type { GitCloneParams, GitCloneProps, GitCloneWorkspaces } from './git-clone-options';
import { chooseSourcesDirectory, makeRunDirectory } from './run-directory';

type Context = StepContext<GitCloneParams, typeof contract.sourceResults & LanguageResults, GitCloneWorkspaces & SharedWorkspace>;

/** The step that clones into a directory of its own. */
export function cloneStep({ params, results, workspaces: at, taskRun }: Context, props: GitCloneProps): Step {
  return {
    name: 'clone',
    image: props.image ?? 'alpine/git:v2.49.1',
    env: {
      WORKSPACE: at.source.path,
      SSH_DIRECTORY: at['ssh-directory'].path,
      BASIC_AUTH: at['basic-auth'].path,
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
      LANGUAGES: LANGUAGES_OF_PATHS,
      ...variablesOf(props),
    },
    script: sh`
      workspace=$WORKSPACE
      url=${params.url}
      case $url in workspace:*)
        # files that are in the workspace already, as tekwire run --local-source brings them
        given=$(printf %s "$url" | cut -c 11-)
        case /$given/ in *//* | */../*) echo "the url $url names no directory inside the workspace" >&2; exit 1 ;; esac
        [ -d "$workspace/$given" ] || { echo "the workspace has no directory $given" >&2; exit 1; }
        commit=$(cat "$workspace/$given.commit" 2> /dev/null || echo unknown)
        (cd "$workspace/$given" && find . -name .git -prune -o -type f -print) | awk "$LANGUAGES" > ${results.languages.path}
        printf %s "$commit" > ${results.commit.path}
        printf %s "$url" > ${results.url.path}
        printf %s "$given" > ${results.path.path}
        echo "took $given of the workspace: $commit"
        exit 0
        ;;
      esac
      if [ ${at['basic-auth'].bound} = true ]; then
        cp "$BASIC_AUTH/.gitconfig" "$BASIC_AUTH/.git-credentials" "$HOME"
        chmod 400 "$HOME/.gitconfig" "$HOME/.git-credentials"
      fi
      if [ ${at['ssh-directory'].bound} = true ]; then
        mkdir -p "$HOME/.ssh" && cp -L "$SSH_DIRECTORY"/* "$HOME/.ssh" && chmod 700 "$HOME/.ssh" && chmod 400 "$HOME/.ssh"/*
        [ -f "$HOME/.ssh/known_hosts" ] || { echo 'workspace ssh-directory has no known_hosts file, so the host cannot be verified' >&2; exit 1; }
        key=$(find "$HOME/.ssh" -name 'id_*' ! -name '*.pub' -o -name ssh-privatekey | head -n 1)
        [ -n "$key" ] || { echo 'workspace ssh-directory has no private key; expected a file named id_ed25519, id_rsa or ssh-privatekey' >&2; exit 1; }
        export GIT_SSH_COMMAND="ssh -F none -i $key -o IdentitiesOnly=yes -o UserKnownHostsFile=$HOME/.ssh/known_hosts -o StrictHostKeyChecking=yes"
      fi
      task_run=${taskRun.uid}
      ${makeRunDirectory}
      if [ -n "$REMOVE_AFTER_MINUTES" ]; then
        find "$workspace" -mindepth 1 -maxdepth 1 -type d -name '????????-????-????-????-????????????' ! -name "$run" \
          -mmin "+$REMOVE_AFTER_MINUTES" -exec rm -rf {} + || echo 'some files of old runs cannot be removed' >&2
      fi
      ${chooseSourcesDirectory}
      mkdir "$workspace/$sources"
      cd "$workspace/$sources"
      git init --quiet
      git remote add -- origin "$url"
      if [ "$LFS" = true ]; then
        git lfs install --local > /dev/null || { echo 'the image has no git-lfs' >&2; exit 1; }
      else
        export GIT_LFS_SKIP_SMUDGE=1
      fi
      depth=${params.depth}
      if [ "$depth" = 0 ]; then set --; else set -- "--depth=$depth"; fi
      filter=
      if [ -n "$DIRECTORIES" ]; then
        printf %s "$DIRECTORIES" | git sparse-checkout set --cone --no-sparse-index --stdin
        filter=--filter=blob:none
      fi
      if [ "$TAGS" = true ]; then tags=--tags; else tags=--no-tags; fi
      git fetch --quiet "$tags" $filter "$@" -- origin ${params.revision}
      git -c advice.detachedHead=false checkout --quiet FETCH_HEAD
      case $SUBMODULE_DEPTH in '') ;; 0) set -- ;; *) set -- "--depth=$SUBMODULE_DEPTH" ;; esac
      if [ ${params.submodules} = true ]; then git submodule update --quiet --init --recursive "$@"; fi
      commit=$(git rev-parse HEAD)
      printf %s "$commit" > ${results.commit.path}
      find . -name .git -prune -o -type f -print | awk "$LANGUAGES" > ${results.languages.path}
      printf %s "$url" > ${results.url.path}
      printf %s "$sources" > ${results.path.path}
      printf '{"commit":"%s","taskRun":"%s"}' "$commit" "$task_run" > "$workspace/$sources.json"
      echo "cloned $commit"
    `,
  };
}

/** Variables of the step: what is fetched and how, and which old directories are removed. */
function variablesOf(props: GitCloneProps): Readonly<Record<string, string>> {
  const { directories = [], tags = false, lfs = false, submoduleDepth = '', proxy, noProxy = [], removeAfter } = props;
  return {
    DIRECTORIES: directories.map((one) => `${one}\n`).join(''),
    TAGS: String(tags),
    LFS: String(lfs),
    SUBMODULE_DEPTH: submoduleDepth,
    REMOVE_AFTER_MINUTES: removeAfter === undefined ? '' : String(Math.ceil(removeAfter.toMinutes({ integral: false }))),
    // curl reads http_proxy in small letters only
    ...(proxy !== undefined && { http_proxy: proxy, https_proxy: proxy, no_proxy: noProxy.join(',') }),
  };
}

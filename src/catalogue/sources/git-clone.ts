import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { clonedSources, LANGUAGES_OF_PATHS, type LanguageResults, languageResults, Source } from '../../roles';
import { sh } from '../../script';
import { demandDuration, type FutureConstruct, knownOptions, refuse, shown, withoutRefused } from '../../synth';
import { type ParamDeclaration, param, type Step, type StepContext, type WorkspaceDeclaration, workspace } from '../../task';

/** Values preset by the program; a value that is omitted becomes a param of the pipeline. */
export interface GitCloneProps {
  /** The repository to clone. */
  readonly url?: string;
  /** Branch, tag or commit. */
  readonly revision?: string;
  /** Number of commits to fetch; `0` fetches all. */
  readonly depth?: string;
  /** Whether to fetch submodules. */
  readonly submodules?: 'true' | 'false';
  /** Number of commits to fetch of each submodule; `0` fetches all. @default - that of the repository */
  readonly submoduleDepth?: string;
  /**
   * Directories of the repository to check out, with the files beside them on the way; a server that can leaves out the others. Scanners see
   * nothing else. @default - all of it
   */
  readonly directories?: readonly string[];
  /** Whether to fetch all tags. @default false */
  readonly tags?: boolean;
  /** Whether to fetch files of Git LFS; the image needs git-lfs, as alpine/git has. @default false - scanners see its pointers */
  readonly lfs?: boolean;
  /** The proxy for http and https, without credentials, such as `http://proxy.acme.example:3128`. @default - none */
  readonly proxy?: string;
  /** Hosts that are reached without the proxy, such as `.acme.example`. @default - none */
  readonly noProxy?: readonly string[];
  /** An image with git and a POSIX shell. @default alpine/git */
  readonly image?: string;
  /**
   * Removes the directories of runs that started longer ago than this from the workspace. It must be longer than the longest run that
   * shares the workspace. @default - nothing is removed
   */
  readonly removeAfter?: Duration;
}

/** The params of `GitClone`. */
export type GitCloneParams = {
  /** The repository to clone, or `workspace:PATH`. */
  readonly url: ParamDeclaration<'string', false, never>;
  /** Branch, tag or commit; `HEAD` is the default branch. */
  readonly revision: ParamDeclaration<'string', true, never>;
  /** Number of commits to fetch; `0` fetches all. */
  readonly depth: ParamDeclaration<'string', true, never>;
  /** Whether to fetch submodules: `true` or `false`. */
  readonly submodules: ParamDeclaration<'string', true, never>;
};

/** The workspaces of `GitClone` beside the shared one. */
export type GitCloneWorkspaces = {
  /** The shared workspace, in which each clone has its own directory. */
  readonly source: WorkspaceDeclaration<false>;
  /** Private key and known_hosts, for ssh URLs. */
  readonly 'ssh-directory': WorkspaceDeclaration<true>;
  /** `.gitconfig` and `.git-credentials`, for https URLs. */
  readonly 'basic-auth': WorkspaceDeclaration<true>;
};

const workspaces: GitCloneWorkspaces = {
  source: clonedSources,
  'ssh-directory': workspace({ optional: true, readOnly: true, description: 'private key and known_hosts, for ssh URLs' }),
  'basic-auth': workspace({ optional: true, readOnly: true, description: '.gitconfig and .git-credentials, for https URLs' }),
};

const URL_PARAM = { description: 'repository to clone, or workspace:PATH for files in the workspace' };

function paramsOf({ url, revision = 'HEAD', depth = '1', submodules = 'true' }: GitCloneProps): GitCloneParams {
  return {
    // preset, a pipeline does not lift it; in another pipeline it is given
    url: param.string({ ...URL_PARAM, ...(url !== undefined && { default: url }) }) as GitCloneParams['url'],
    revision: param.string({ default: revision as string, description: 'branch, tag or commit; HEAD is the default branch' }),
    depth: param.string({ default: depth as string, description: 'number of commits to fetch; 0 fetches all' }),
    submodules: param.string({ default: submodules as string, description: 'whether to fetch submodules: true or false' }),
  };
}

/**
 * Clones a Git repository: a public one, or a private one with credentials; ssh hosts must be in the known_hosts of `ssh-directory`. With the
 * url `workspace:PATH` it takes a directory that is in the workspace already, as `tekwire run --local-source` brings it.
 */
export class GitClone extends Source<GitCloneParams, GitCloneWorkspaces, LanguageResults> {
  constructor(scope: Construct, id: string, options: GitCloneProps = {}) {
    const props = checked({ scope, id }, knownOptions('GitCloneProps', options, { scope, id }, { isExtended: new.target !== GitClone }));
    const { image = 'alpine/git:v2.49.1', removeAfter, url, revision, depth, submodules } = props;
    const preset = Object.entries({ url, revision, depth, submodules }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    super(scope, id, {
      description: 'Clones a Git repository',
      params: paramsOf(props),
      results: languageResults,
      workspaces,
      preset,
      localParam: 'url',
      steps: (context) => [cloneStep(image, context, { ...fetchEnv(props), ...removalEnv(removeAfter) })],
    });
  }
}

type Context = StepContext<GitCloneParams, GitClone['surface']['results'], GitClone['surface']['workspaces']>;

function cloneStep(image: string, { params, results, workspaces: at, taskRun }: Context, env: Readonly<Record<string, string>>): Step {
  return {
    name: 'clone',
    image,
    env: {
      WORKSPACE: at.source.path,
      SSH_DIRECTORY: at['ssh-directory'].path,
      BASIC_AUTH: at['basic-auth'].path,
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
      LANGUAGES: LANGUAGES_OF_PATHS,
      ...env,
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
      printf '{"commit":"%s","taskRun":"%s"}' "$commit" ${taskRun.uid} > "$workspace/$sources.json"
      echo "cloned $commit"
    `,
  };
}

function removalEnv(removeAfter: Duration | undefined): Readonly<Record<string, string>> {
  return { REMOVE_AFTER_MINUTES: removeAfter === undefined ? '' : String(Math.ceil(removeAfter.toMinutes({ integral: false }))) };
}

/** Variables of the step for what is fetched, and how. */
function fetchEnv(props: GitCloneProps): Readonly<Record<string, string>> {
  const { directories = [], tags = false, lfs = false, submoduleDepth = '', proxy, noProxy = [] } = props;
  return {
    DIRECTORIES: directories.map((one) => `${one}\n`).join(''),
    TAGS: String(tags),
    LFS: String(lfs),
    SUBMODULE_DEPTH: submoduleDepth,
    // curl reads http_proxy in small letters only
    ...(proxy !== undefined && { http_proxy: proxy, https_proxy: proxy, no_proxy: noProxy.join(',') }),
  };
}

/** The options without those of a wrong type, which plain JavaScript can pass; each of these is reported. */
function checked(owner: FutureConstruct, props: GitCloneProps): GitCloneProps {
  return withoutRefused(owner, props, (field, value) => {
    if (value === undefined) return;
    if (field === 'removeAfter') demandDuration(owner, field, value);
    const form = (FORMS as Readonly<Record<string, Form>>)[field];
    if (form !== undefined && !form.isOf(value)) refuse(owner, field, value, form.expected, form.found?.(value));
  });
}

interface Form {
  readonly isOf: (value: unknown) => boolean;
  readonly expected: string;
  /** Describes a value of another form. @default - the value, or its type */
  readonly found?: (value: unknown) => string;
}

const textForm = (example: string): Form => ({
  isOf: (value) => typeof value === 'string' && value !== '',
  expected: `a string that is not empty, such as ${example}`,
});
const numberForm = (example: string): Form => ({
  isOf: (value) => typeof value === 'string' && /^\d+$/.test(value),
  expected: `a whole number as a string, such as ${example}`,
});
const booleanForm: Form = { isOf: (value) => typeof value === 'boolean', expected: 'true or false' };
const listForm = (isItem: (value: unknown) => boolean, expected: string): Form => ({
  isOf: (value) => Array.isArray(value) && value.every(isItem),
  expected,
  found: (value) => (Array.isArray(value) ? `one with ${shown(value.find((one) => !isItem(one)))}` : shown(value)),
});

const FORMS: Readonly<Record<Exclude<keyof GitCloneProps, 'removeAfter'>, Form>> = {
  url: textForm("'https://git.acme.example/shop.git'"),
  revision: textForm("'main'"),
  image: textForm("'alpine/git:v2.49.1'"),
  depth: numberForm("'1'"),
  submoduleDepth: numberForm("'1'"),
  submodules: { isOf: (value) => value === 'true' || value === 'false', expected: "'true' or 'false'" },
  tags: booleanForm,
  lfs: booleanForm,
  directories: listForm(
    (one) => typeof one === 'string' && !/^\/|(^|\/)\.\.(\/|$)|[\n*?[\]\\!#]|^$/.test(one),
    "an array of directories of the repository without patterns, such as directories: ['services/shop']",
  ),
  proxy: {
    isOf: isProxy,
    expected: 'http://HOST:PORT without credentials',
    // a password stays out of logs
    found: (value) => (typeof value === 'string' && value.includes('@') ? 'one with credentials' : shown(value)),
  },
  noProxy: listForm((one) => typeof one === 'string' && one !== '', "an array of hosts, such as noProxy: ['.acme.example']"),
};

function isProxy(proxy: unknown): boolean {
  if (typeof proxy !== 'string' || !/^(https?|socks5h?):\/\//.test(proxy) || !URL.canParse(proxy)) return false;
  const { username, password } = new URL(proxy);
  return username === '' && password === '';
}

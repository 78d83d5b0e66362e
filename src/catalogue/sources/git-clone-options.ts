import type { Duration } from 'cdk8s';
import { clonedSources } from '../../roles';
import {
  arrayForm,
  booleanForm,
  demandDuration,
  demandForm,
  type Form,
  type FutureConstruct,
  refuse,
  shown,
  stringForm,
  withoutRefused,
} from '../../synth';
import { type ParamDeclaration, param, type WorkspaceDeclaration, workspace } from '../../task';
import { presetParam } from './preset';

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

/** The workspaces that it declares. */
export const gitCloneWorkspaces: GitCloneWorkspaces = {
  source: clonedSources,
  'ssh-directory': workspace({ optional: true, readOnly: true, description: 'private key and known_hosts, for ssh URLs' }),
  'basic-auth': workspace({ optional: true, readOnly: true, description: '.gitconfig and .git-credentials, for https URLs' }),
};

/** The params, with the values that the program sets as defaults. */
export function paramsOf({ url, revision = 'HEAD', depth = '1', submodules = 'true' }: GitCloneProps): GitCloneParams {
  return {
    url: presetParam('repository to clone, or workspace:PATH for files in the workspace', url),
    revision: param.string({ default: revision as string, description: 'branch, tag or commit; HEAD is the default branch' }),
    depth: param.string({ default: depth as string, description: 'number of commits to fetch; 0 fetches all' }),
    submodules: param.string({ default: submodules as string, description: 'whether to fetch submodules: true or false' }),
  };
}

/** The options without those of a wrong type, which plain JavaScript can pass; each of these is reported. */
export function checkedOptions(owner: FutureConstruct, props: GitCloneProps): GitCloneProps {
  return withoutRefused(owner, props, (field, value) => {
    if (value === undefined) return;
    if (field === 'removeAfter' && (demandDuration(owner, field, value) as Duration).toMilliseconds() === 0)
      refuse(owner, field, value, 'a Duration longer than the longest run, such as Duration.days(7)', 'no time at all');
    const form = (FORMS as Readonly<Record<string, Form>>)[field];
    if (form !== undefined) demandForm(owner, field, value, form);
  });
}

const wholeNumber = (example: string): Form => ({
  accepts: (value) => typeof value === 'string' && /^\d+$/.test(value),
  expected: `a whole number as a string, such as ${example}`,
});

const directories = arrayForm(
  "an array of directories of the repository without patterns, such as directories: ['services/shop']",
  (one) => typeof one === 'string' && !/^\/|(^|\/)\.\.(\/|$)|[\n*?[\]\\!#]|^$/.test(one),
);

const FORMS: Readonly<Record<Exclude<keyof GitCloneProps, 'removeAfter'>, Form>> = {
  url: stringForm("'https://git.acme.example/shop.git'"),
  revision: stringForm("'main'"),
  image: stringForm("'alpine/git:v2.49.1'"),
  depth: wholeNumber("'1'"),
  submoduleDepth: wholeNumber("'1'"),
  submodules: { accepts: (value) => value === 'true' || value === 'false', expected: "'true' or 'false'" },
  tags: booleanForm,
  lfs: booleanForm,
  directories: { ...directories, accepts: (value) => directories.accepts(value) && (value as readonly unknown[]).length > 0 },
  proxy: {
    accepts: isProxy,
    expected: 'http://HOST:PORT without credentials',
    // a password stays out of logs
    found: (value) => (typeof value === 'string' && value.includes('@') ? 'one with credentials' : shown(value)),
  },
  noProxy: arrayForm("an array of hosts, such as noProxy: ['.acme.example']"),
};

function isProxy(proxy: unknown): boolean {
  if (typeof proxy !== 'string' || !/^(https?|socks5h?):\/\//.test(proxy) || !URL.canParse(proxy)) return false;
  const { username, password } = new URL(proxy);
  return username === '' && password === '';
}

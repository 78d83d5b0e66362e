import { urlProblem } from '../deploy';
import { imageMistake, parseImage } from '../image';
import type { LockedKind } from '../lock';
import { UsageError } from './command';

/** A parsed address of something remote that can be locked. */
export type Address =
  | { readonly scheme: 'http'; readonly url: string }
  | { readonly scheme: 'git'; readonly url: string; readonly path: string; readonly revision: string }
  | { readonly scheme: 'bundle'; readonly image: string; readonly kind: LockedKind; readonly name: string }
  | {
      readonly scheme: 'hub';
      readonly type: 'artifact' | 'tekton';
      readonly catalog: string;
      readonly kind: LockedKind;
      readonly name: string;
      readonly version: string;
      readonly url?: string;
    }
  | { readonly scheme: 'cluster'; readonly namespace: string; readonly kind: LockedKind; readonly name: string }
  | { readonly scheme: 'image'; readonly image: string };

const KINDS: Readonly<Record<string, LockedKind>> = { task: 'Task', pipeline: 'Pipeline', stepaction: 'StepAction' };
const NAME = '[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?';
const KIND = Object.keys(KINDS).join('|');
// parsed in src/image
const IMAGE = '[^\\s?#]+?';

const BUNDLE = new RegExp(`^bundle://(${IMAGE})//(${KIND})/(${NAME})$`);
const HUB = new RegExp(`^hub://([\\w.-]+)/(${KIND})/(${NAME})@([0-9]+(?:\\.[0-9]+){1,2}(?:[-+][\\w.+-]+)?)(?:\\?(.*))?$`);
const CLUSTER = new RegExp(`^cluster://(${NAME})/(${KIND})/(${NAME})$`);
const IMAGE_ADDRESS = new RegExp(`^image://(${IMAGE})$`);
const GIT = /^git\+((?:https?|ssh):\/\/[^?#]+?)\/\/([^?#]+)(?:\?ref=([^?#&]+))?$/;
// git-check-ref-format, without what git would read as an option or as several refs
const REVISION = /^[A-Za-z0-9_][\w./+@-]*$/;

const FORMS: Readonly<Record<string, string>> = {
  git: 'git+https://HOST/REPOSITORY.git//PATH?ref=REVISION, as in git+https://git.acme.example/tasks.git//lint/task.yaml?ref=v1',
  bundle: 'bundle://IMAGE//KIND/NAME, as in bundle://registry.acme.example/tasks:1.0//task/lint',
  hub: 'hub://CATALOG/KIND/NAME@VERSION, as in hub://tekton-catalog-tasks/task/git-clone@0.9',
  cluster: 'cluster://NAMESPACE/KIND/NAME, as in cluster://ci/task/lint',
  image: 'image://NAME:TAG, as in image://busybox:1.37.0',
};

/** Whether the argument has the form of an address, valid or not, instead of a file path. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}

/**
 * Parses an address.
 * @throws UsageError when it is invalid, or has a password that would be written to the lock file
 */
export function parseAddress(text: string): Address {
  const scheme = text.slice(0, text.indexOf('://')).replace(/\+.*/, '');
  const address = parsers[scheme]?.(text);
  if (address !== undefined) return address;
  const form = FORMS[scheme];
  if (form !== undefined) throw new UsageError(`"${text}" is not a valid address; expected ${form}`);
  const problem = urlProblem(text);
  if (problem !== undefined) throw new UsageError(problem);
  return { scheme: 'http', url: text };
}

const parsers: Readonly<Record<string, (text: string) => Address | undefined>> = {
  git: parseGit,
  hub: parseHub,
  bundle: (text) => {
    const [, image, kind = '', name] = BUNDLE.exec(text) ?? [];
    if (image === undefined || name === undefined) return undefined;
    return { scheme: 'bundle', image: checkedImage(text, image), name, kind: kindOf(kind) };
  },
  cluster: (text) => {
    const [, namespace, kind = '', name] = CLUSTER.exec(text) ?? [];
    return namespace === undefined || name === undefined ? undefined : { scheme: 'cluster', namespace, name, kind: kindOf(kind) };
  },
  image: (text) => {
    const [, image] = IMAGE_ADDRESS.exec(text) ?? [];
    if (image === undefined) return undefined;
    if (parseImage(checkedImage(text, image)).digest !== undefined)
      throw new UsageError(`"${text}" has a digest, so there is nothing to lock; leave it out`);
    return { scheme: 'image', image };
  },
};

function checkedImage(text: string, image: string): string {
  const mistake = imageMistake(image);
  if (mistake !== undefined) throw new UsageError(`"${text}": "${image}" is not a valid image name: ${mistake}`);
  return image;
}

function parseGit(text: string): Address | undefined {
  const [, url, path, revision = 'main'] = GIT.exec(text) ?? [];
  if (url === undefined || path === undefined) return undefined;
  checkGitUrl(url);
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    throw new UsageError(
      `"${text}": the path "${path}" must be relative to the root of the repository, without ".", ".." or empty parts, as in lint/task.yaml`,
    );
  if (!REVISION.test(revision) || revision.includes('..'))
    throw new UsageError(`"${text}": "${revision}" is not a valid branch, tag or commit name`);
  return { scheme: 'git', url, path, revision };
}

function checkGitUrl(url: string): void {
  if (!url.startsWith('ssh://')) {
    const problem = urlProblem(url);
    if (problem !== undefined) throw new UsageError(problem);
    return;
  }
  const { password = '', host = '' } = URL.canParse(url) ? new URL(url) : {};
  // ssh would read such a host as an option
  if (host === '' || host.startsWith('-')) throw new UsageError(`"${url}" has no host; expected ${FORMS.git?.replace('https', 'ssh')}`);
  if (password !== '') throw new UsageError(`"${host}": the URL has a password, which would be written to the lock file`);
}

function parseHub(text: string): Address | undefined {
  const [, catalog, kind = '', name, version, query = ''] = HUB.exec(text) ?? [];
  if (catalog === undefined || name === undefined || version === undefined) return undefined;
  const asked = new URLSearchParams(query);
  const unknown = [...asked.keys()].find((key) => key !== 'type' && key !== 'url');
  if (unknown !== undefined) throw new UsageError(`"${text}": unknown query parameter "${unknown}"; expected one of: type, url`);
  const [type = 'artifact', url] = [asked.get('type') ?? undefined, asked.get('url')?.replace(/\/+$/, '')];
  if (type !== 'artifact' && type !== 'tekton')
    throw new UsageError(`"${text}": unknown type "${type}"; expected one of: artifact, tekton`);
  const problem = url === undefined ? undefined : urlProblem(url);
  if (problem !== undefined) throw new UsageError(problem);
  if (type === 'tekton' && url === undefined)
    throw new UsageError(`"${text}": a Tekton Hub has no default address; add its own, as in &url=https://hub.acme.example`);
  return { scheme: 'hub', type, catalog, kind: kindOf(kind), name, version, ...(url === undefined ? {} : { url }) };
}

function kindOf(word: string): LockedKind {
  return KINDS[word] ?? 'Task';
}

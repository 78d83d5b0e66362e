import { suggestion, TekwireError } from '../diagnostics';
import { isDigest } from '../image';
import { urlProblem } from './download';

/** A Task that a Helm release installed: the release and the Task's name. */
export type HelmReference = `helm://${string}/${string}` | `pkg:helm/${string}/${string}`;

/** A Task in a file at a URL; `#sha256:HEX` after it is the digest of the file. */
export type UrlReference = `https://${string}`;

/**
 * A reference to a Task, wherever it is: a path (a file, or a folder with `task.yaml`), an `https://` URL with or without `#sha256:HEX`, or
 * `helm://RELEASE/TASK`, for which `pkg:helm/RELEASE/TASK` is another spelling.
 */
export type ComponentReference = HelmReference | UrlReference | (string & {});

/** What the compiler shows for a literal that is not a component reference. */
export interface Expected<Form extends string> {
  readonly expected: Form;
}

/** `Text` when it is a component reference; else a type that no string has, which names the expected form. */
export type ValidReference<Text extends string> = string extends Text
  ? Text
  : Text extends `helm://${infer Rest}`
    ? ReleaseAndTask<Rest> extends true
      ? Text
      : Expected<'helm://RELEASE/TASK'>
    : Text extends `pkg:helm/${infer Rest}`
      ? ReleaseAndTask<Rest> extends true
        ? Text
        : Expected<'pkg:helm/RELEASE/TASK'>
      : Text extends `https://${string}.${string}` | `https://${string}/${string}`
        ? Text
        : Text extends '' | `${string}://${string}` | `pkg:${string}`
          ? Expected<'a path, an https:// URL, helm://RELEASE/TASK or pkg:helm/RELEASE/TASK'>
          : Text;

type ReleaseAndTask<Text extends string> = Text extends `${infer Release}/${infer Name}`
  ? Release extends ''
    ? false
    : Name extends '' | `${string}/${string}`
      ? false
      : true
  : false;

/** The parts of a component reference. */
export type ParsedReference =
  | { readonly form: 'path'; readonly path: string }
  | { readonly form: 'url'; readonly url: string; readonly digest: string | undefined }
  | { readonly form: 'helm'; readonly release: string; readonly task: string };

// Helm's limit of release names (pkg/chart/common/util ValidateReleaseName), and DNS subdomains for Tasks
const RELEASE = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const MAX_RELEASE = 53;
const MAX_TASK = 253;

/**
 * Returns the parts of a component reference.
 * @throws TekwireError when the text has none of the three forms
 */
export function parseReference(text: string): ParsedReference {
  const helm = /^(helm:\/\/|pkg:helm\/)(.*)$/s.exec(text);
  if (helm !== null) return helmReference(text, helm[1] ?? '', helm[2] ?? '');
  if (text.startsWith('https:') || text.startsWith('http:')) return urlReference(text);
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1];
  if (text === '' || text.includes('\0')) throw new TekwireError(`"${text}": ${FORMS}`);
  // a drive of Windows has one letter
  if (scheme !== undefined)
    throw new TekwireError(`"${text}": unknown scheme "${scheme}"${suggestion(scheme, ['helm', 'https', 'pkg'])}; ${FORMS}`);
  return { form: 'path', path: text };
}

const FORMS = 'expected a path, an https:// URL, helm://RELEASE/TASK or pkg:helm/RELEASE/TASK';

function helmReference(text: string, scheme: string, rest: string): ParsedReference {
  const [release = '', task = '', ...more] = rest.split('/');
  if (release === '' || task === '' || more.length > 0) throw new TekwireError(`"${text}": expected ${scheme}RELEASE/TASK`);
  const wrong = [
    [release, 'release', MAX_RELEASE],
    [task, 'Task', MAX_TASK],
  ].find(([name, , most]) => !RELEASE.test(String(name)) || String(name).length > Number(most));
  if (wrong !== undefined)
    throw new TekwireError(
      `"${text}": "${wrong[0]}" cannot be the name of a ${wrong[1]}; expected at most ${wrong[2]} lower-case letters, digits, "-" and "."`,
    );
  return { form: 'helm', release, task };
}

function urlReference(text: string): ParsedReference {
  const at = text.indexOf('#');
  const [url, digest] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const problem = urlProblem(url, 'logs');
  if (problem !== undefined) throw new TekwireError(problem);
  if (digest !== undefined && !(isDigest(digest) && digest.startsWith('sha256:')))
    throw new TekwireError(`"${text}": expected the digest of the file after "#", as sha256: and 64 hexadecimal digits, found "${digest}"`);
  return { form: 'url', url, digest };
}

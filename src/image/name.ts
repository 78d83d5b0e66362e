/** The parts of an image's name; registry and repository in full, as no short name says them. */
export interface ImageName {
  /** Host, with port where it has one. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** As `sha256:…`. */
  readonly digest?: string;
}

/**
 * Takes a name apart as container runtimes do: `busybox:1` is `docker.io/library/busybox:1` (distribution/reference normalize.go
 * splitDockerDomain). Whatever stands in a part is left as it is, a variable of Tekton too; `imageMistake` says whether it may.
 */
export function parseImage(image: string): ImageName {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const path = colon < 0 ? name : name.slice(0, colon);
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  return { ...place(path), ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** Whether the first part of a name is a host: only then does it stand before the repository. */
export function isHost(part: string): boolean {
  return part.includes('.') || part.includes(':') || part === 'localhost' || part.toLowerCase() !== part;
}

/** The name of the registry that Docker knows by two names. */
export function registryName(host: string): string {
  return host === 'index.docker.io' ? 'docker.io' : host;
}

function place(path: string): { readonly registry: string; readonly repository: string } {
  const slash = path.indexOf('/');
  const hasHost = slash >= 0 && isHost(path.slice(0, slash));
  const registry = hasHost ? registryName(path.slice(0, slash)) : 'docker.io';
  const repository = hasHost ? path.slice(slash + 1) : path;
  return { registry, repository: registry === 'docker.io' && !repository.includes('/') ? `library/${repository}` : repository };
}

/** The name by which the digest of an image is locked: whole, with its tag. No tag is `latest`. */
export function taggedName(image: string): string {
  const { registry, repository, tag = 'latest' } = parseImage(image);
  return `${registry}/${repository}:${tag}`;
}

/** The parts of an image name. Registry and repository are complete even when the name is short. */
export interface ImageName {
  /** Host, with its port if there is one. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** For example `sha256:…`. */
  readonly digest?: string;
}

/**
 * Parses an image name as container runtimes do: `busybox:1` is `docker.io/library/busybox:1` (distribution/reference normalize.go
 * splitDockerDomain). The parts are not validated and may contain variables of Tekton; see `imageMistake`.
 */
export function parseImage(image: string): ImageName {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const path = colon < 0 ? name : name.slice(0, colon);
  const tag = colon < 0 ? undefined : name.slice(colon + 1);
  return { ...place(path), ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** Whether the first part of a name is a registry host instead of a part of the repository. */
export function isHost(part: string): boolean {
  return part.includes('.') || part.includes(':') || part === 'localhost' || part.toLowerCase() !== part;
}

/** The canonical name of a registry: Docker Hub has two. */
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

/** The full name with tag under which the digest of an image is locked. Without a tag it is `latest`. */
export function taggedName(image: string): string {
  const { registry, repository, tag = 'latest' } = parseImage(image);
  return `${registry}/${repository}:${tag}`;
}

import { quoted } from '../diagnostics';
import { parseImage } from './name';

// distribution/reference regexp.go
const DOMAIN = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = new RegExp(`^(?:${DOMAIN}(?:\\.${DOMAIN})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const IDENTIFIER = /^[a-f0-9]{64}$/;
// opencontainers/go-digest algorithm.go
const DIGEST = /^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/;
// reference.go RepositoryNameTotalLengthMax
const MAX_REPOSITORY = 255;
// a fast path for most names, because every step has one
const USUAL = /^[a-z0-9]+(?:[./-][a-z0-9]+)*(?::\w[\w.-]{0,127})?$/;
const MAX_USUAL = 63;

/**
 * Whether the string is a digest as registries return it: `sha256:`, `sha384:` or `sha512:` and all its hexadecimal digits, in lower case.
 */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/**
 * Returns why the string is not a valid image name, as the end of a sentence; undefined when it is one. Follows the kubelet
 * (distribution/reference ParseNormalizedNamed), except for hosts that no registry can have.
 */
export function imageMistake(image: string): string | undefined {
  if (image.length <= MAX_USUAL && USUAL.test(image)) return undefined;
  if (image === '') return 'it is empty';
  if (/\s/.test(image)) return 'it contains white space';
  if (IDENTIFIER.test(image)) return '64 hexadecimal digits are a digest; write the name and "@sha256:" before them';
  const { tag, digest } = parseImage(image);
  if (digest !== undefined && (!isDigest(digest) || image.split('@').length > 2))
    return 'what follows "@" must be one digest, as in sha256: and 64 hexadecimal digits';
  if (tag !== undefined && !TAG.test(tag))
    return 'a tag has at most 128 letters, digits, "_", "." and "-", and does not begin with "." or "-"';
  return placeMistake(image);
}

function placeMistake(image: string): string | undefined {
  const { registry, repository } = parseImage(image);
  if (!HOST.test(registry)) return `${quoted(registry)} is not a valid host name of a registry`;
  const odd = repository.split('/').find((part) => !PART.test(part));
  if (odd === '') return 'a part between "/" is empty';
  if (odd !== undefined) return `${quoted(odd)} must consist of lower-case letters and digits, separated by ".", "_" or "-"`;
  return repository.length > MAX_REPOSITORY ? `its repository has more than ${MAX_REPOSITORY} characters` : undefined;
}

import { nameOf } from '../task';
import { type Authentication, type Event, type Interceptor, interceptor, type SecretKey } from './event';

type Provider = 'github' | 'gitea' | 'gitlab' | 'bitbucket-cloud' | 'bitbucket-data-center';

const INTERCEPTORS = {
  github: 'github',
  // its webhooks carry GitHub's headers and signature
  gitea: 'github',
  gitlab: 'gitlab',
  'bitbucket-cloud': 'bitbucket',
  'bitbucket-data-center': 'bitbucket',
} as const;

/** The parts of an event that prove where it comes from: the interceptor of its provider, with the secret and the types of events. */
export function authentication(
  provider: Provider,
  name: string,
  given: Partial<Authentication>,
  eventTypes: readonly string[],
): Pick<Event, 'kind' | 'origin'> & { readonly interceptors: readonly Interceptor[] } {
  return {
    kind: `${provider}-${name}`,
    origin: originOf(given),
    interceptors: [interceptor(INTERCEPTORS[provider], { secretRef: secretRefOf(given), eventTypes })],
  };
}

/** The secret, as an interceptor holds it. */
export function secretRefOf({ secret }: Partial<Authentication>): ReturnType<typeof nameOfKey> | undefined {
  return isSecretKey(secret) ? nameOfKey(secret) : undefined;
}

/** How the origin is checked; undefined when it is neither checked nor said why not. */
export function originOf({ secret, allowUnauthenticated }: Partial<Authentication>): Event['origin'] {
  if (isSecretKey(secret)) return { isChecked: true };
  const isReason = secret === undefined && typeof allowUnauthenticated === 'string' && allowUnauthenticated.trim() !== '';
  return isReason ? { isChecked: false, because: allowUnauthenticated } : undefined;
}

/** Whether untyped callers passed a key of a Secret. */
export function isSecretKey(secret: unknown): secret is SecretKey {
  return typeof secret === 'object' && secret !== null && 'name' in secret && 'key' in secret;
}

/** A key of a Secret as the interceptors of Triggers name it. */
export function nameOfKey({ name, key }: SecretKey): { readonly secretName: string; readonly secretKey: string } {
  return { secretName: nameOf(name), secretKey: key };
}

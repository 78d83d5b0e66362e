import type { LockedKind, LockedReference } from '../../lock';

/** The fetched content of an address, not yet checked. */
export interface Fetched {
  /** YAML or JSON of one object. */
  readonly bytes: Uint8Array;
  /** The resolver reference with which Tekton fetches the same object. */
  readonly reference: (digest: string) => LockedReference;
  /** The kind and name of the object, where the address states them. */
  readonly expected?: { readonly kind: LockedKind; readonly name: string };
}

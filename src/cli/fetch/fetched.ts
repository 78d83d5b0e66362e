import type { LockedKind, LockedReference } from '../../lock';

/** What came of an address, not yet judged. */
export interface Fetched {
  /** YAML or JSON of one object. */
  readonly bytes: Uint8Array;
  /** How Tekton fetches the same. */
  readonly reference: (digest: string) => LockedReference;
  /** What it must be, where the address says that. */
  readonly expected?: { readonly kind: LockedKind; readonly name: string };
}

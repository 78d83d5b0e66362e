import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { TEKTON_V1ALPHA1 } from '../spec';
import { demandRecord, held, known, refuse, TektonObject } from '../synth';
import { defined, type Named, nameOf } from '../task';

/** A public key: inline, of a key management service, or in a Secret. */
export type VerificationKey = {
  /** @default sha256 */
  readonly hashAlgorithm?: 'sha224' | 'sha256' | 'sha384' | 'sha512';
} & (
  | { readonly data: string; readonly kms?: never; readonly secret?: never }
  | { readonly kms: string; readonly data?: never; readonly secret?: never }
  | {
      readonly secret: string | Named;
      /** @default - that of the policy */
      readonly secretNamespace?: string;
      readonly data?: never;
      readonly kms?: never;
    }
);

/** A VerificationPolicy's `spec`, as its manifest holds it. */
export interface VerificationPolicySpec {
  readonly resources?: readonly { readonly pattern: string }[];
  readonly authorities?: readonly {
    readonly name: string;
    readonly key?: {
      readonly data?: string;
      readonly kms?: string;
      readonly secretRef?: { readonly name: string; readonly namespace?: string };
      readonly hashAlgorithm?: string;
    };
  }[];
  readonly mode?: string;
}

/** What a VerificationPolicy asks for. */
export interface VerificationPolicyProps {
  /** Regular expressions of the places that Tasks and Pipelines are fetched from, as `https://github.com/acme/.*`. */
  readonly resources: readonly [string, ...string[]];
  /** Keys by name; a signature that one of them verifies is enough. */
  readonly authorities: Readonly<Record<string, VerificationKey>>;
  /** Whether a run fails when no key fits, or the cluster only logs it. @default enforce */
  readonly mode?: 'enforce' | 'warn';
  /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
  readonly overrides?: Partial<VerificationPolicySpec>;
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Says which signatures Tasks and Pipelines from resolvers must have (trusted resources, alpha).
 * @example
 * new VerificationPolicy(chart, 'signed', { resources: ['https://github.com/acme/.*'], authorities: { acme: { secret: 'cosign-key' } } });
 */
export class VerificationPolicy extends Construct {
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, options: VerificationPolicyProps) {
    super(scope, id);
    const { metadata: own, ...rest } = known('VerificationPolicyProps', options ?? {}, this, {
      isExtended: new.target !== VerificationPolicy,
    });
    const props = held(rest, this);
    checkPolicy(this, props);
    const metadata = { name: id, ...own };
    const spec = () => renderPolicy(props);
    this.object = new TektonObject(this, 'Resource', {
      apiVersion: TEKTON_V1ALPHA1,
      kind: 'VerificationPolicy',
      metadata,
      spec,
      owner: this,
    });
  }

  /** The object that is emitted, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }
}

function checkPolicy(policy: object, props: VerificationPolicyProps): void {
  const { resources, authorities } = props ?? {};
  if (!Array.isArray(resources)) refuse(policy, 'resources', resources, "write a list, as resources: ['https://github.com/acme/.*']");
  demandRecord(policy, 'authorities', authorities ?? null, "write the keys by name, as authorities: { acme: { secret: 'cosign-key' } }");
}

function renderPolicy({ resources, authorities, mode, overrides }: VerificationPolicyProps): VerificationPolicySpec {
  return defined({
    resources: resources.map((pattern) => ({ pattern })),
    authorities: Object.entries(authorities).map(([name, key]) => ({ name, key: renderKey(key) })),
    mode,
    ...overrides,
  });
}

function renderKey(key: VerificationKey): NonNullable<VerificationPolicySpec['authorities']>[number]['key'] {
  const { data, kms, hashAlgorithm } = key;
  if (key.secret === undefined) return defined({ data, kms, hashAlgorithm });
  return defined({ secretRef: defined({ name: nameOf(key.secret), namespace: key.secretNamespace }), hashAlgorithm });
}

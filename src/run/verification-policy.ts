import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { TEKTON_V1ALPHA1 } from '../spec';
import { attempt, checkedCopy, checkedScope, demandRecord, isRecord, known, refuse, TektonObject, withoutRefused } from '../synth';
import { defined, type Named, nameOf } from '../task';

/** A public key: inline, in a key management service, or in a Secret. */
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

/** The `spec` of a VerificationPolicy, as its manifest holds it. */
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

/** Options of a `VerificationPolicy`. */
export interface VerificationPolicyProps {
  /** Regular expressions for the sources of Tasks and Pipelines, such as `https://github.com/acme/.*`. */
  readonly resources: readonly [string, ...string[]];
  /** Keys by name; one valid signature is enough. */
  readonly authorities: Readonly<Record<string, VerificationKey>>;
  /** Whether a run without a valid signature fails, or is only logged. @default enforce */
  readonly mode?: 'enforce' | 'warn';
  /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
  readonly overrides?: Partial<VerificationPolicySpec>;
  /** Name, labels and annotations. @default - the construct's id as the name; labels and namespace of the chart */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Requires signatures for Tasks and Pipelines from resolvers (trusted resources, alpha).
 * @example
 * new VerificationPolicy(chart, 'signed', { resources: ['https://github.com/acme/.*'], authorities: { acme: { secret: 'cosign-key' } } });
 */
export class VerificationPolicy extends Construct {
  private readonly object: TektonObject;

  constructor(scope: Construct, id: string, options: VerificationPolicyProps) {
    super(checkedScope(scope, id, 'VerificationPolicy'), id);
    const { metadata: own, ...rest } = known('VerificationPolicyProps', options ?? {}, this, {
      isExtended: new.target !== VerificationPolicy,
    });
    const props = checkedPolicy(this, checkedCopy(rest, this));
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

  /** The emitted object, for JSON patches, labels and annotations. */
  get apiObject(): ApiObject {
    return this.object;
  }
}

function checkedPolicy(policy: object, props: VerificationPolicyProps): VerificationPolicyProps {
  const { resources, authorities } = props;
  const lists = "an array, such as resources: ['https://github.com/acme/.*']";
  const keys = "an object of keys by name, such as authorities: { acme: { secret: 'cosign-key' } }";
  return {
    ...props,
    resources: attempt(policy, () => (Array.isArray(resources) ? resources : refuse(policy, 'resources', resources, lists))) ?? ['.*'],
    authorities: checkedKeys(
      policy,
      attempt(policy, () => (isRecord(authorities) ? authorities : refuse(policy, 'authorities', authorities ?? null, keys))) ?? {},
    ),
  };
}

function checkedKeys(policy: object, authorities: VerificationPolicyProps['authorities']): VerificationPolicyProps['authorities'] {
  return withoutRefused(policy, authorities, (name, key) =>
    demandRecord(policy, `authorities.${name}`, key ?? null, "a key, such as { secret: 'cosign-key' }"),
  );
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

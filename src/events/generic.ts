import { nameOf } from '../task';
import type { Authentication, Event } from './event';
import { eventOf } from './event-options';
import type { FieldSource } from './field';
import { isSecretKey, originOf } from './provider';

/** A field of an event that the program declares: a path such as `body.image.digest`, or an expression in CEL. */
export type DeclaredField = string;

/** Options of `generic`. */
export type GenericProps<F extends string> = Authentication & {
  /** The header that carries the secret. @default X-Token */
  readonly header?: string;
  /** Fields by name: a path in the body such as `body.image.digest`, or an expression in CEL over `body`, `header` and `extensions`. */
  readonly fields: { readonly [k in F]: DeclaredField };
  /** Conditions in CEL, all of which must hold. @default - none */
  readonly when?: readonly string[];
  /** Words for the names of its objects. @default generic */
  readonly kind?: string;
};

/** Options of `cloudEvent`. */
export type CloudEventProps<F extends string> = Authentication & {
  /** Types of events, such as `dev.cdevents.artifact.published.0.2.0`. @default - any */
  readonly types?: readonly [string, ...string[]];
  /** Sources of events. @default - any */
  readonly sources?: readonly [string, ...string[]];
  /** Fields of the data by name: paths in it, such as `body.image.digest`. @default - none */
  readonly fields?: { readonly [k in F]: DeclaredField };
  /** The header that carries the secret. @default X-Token */
  readonly header?: string;
};

/**
 * An event of any other system, whose fields the program declares. It carries a secret in a header, which Triggers compares.
 * @example
 * generic({ secret: { name: 'registry-hook', key: 'token' }, fields: { digest: 'body.target.digest', repository: 'body.target.repository' } })
 */
export function generic<const F extends string>(props: GenericProps<F>): Event<F, 'trusted'> {
  return eventOf('GenericProps', props, ({ fields, when = [], kind = 'generic', ...given }: GenericProps<F>) => ({
    kind,
    interceptors: [],
    origin: originOf(given),
    fields: sources(fields),
    trust: 'trusted',
    conditions: [...tokenCondition(given), ...when],
  }));
}

const cloudFields = {
  id: { cel: "header.canonical('Ce-Id')" },
  type: { cel: "header.canonical('Ce-Type')" },
  source: { cel: "header.canonical('Ce-Source')" },
  subject: { cel: "header.canonical('Ce-Subject')" },
};

/**
 * A CloudEvent in the binary mode of HTTP: its attributes are headers, its data is the body.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export function cloudEvent<const F extends string = never>(props: CloudEventProps<F>): Event<F | keyof typeof cloudFields, 'trusted'> {
  return eventOf('CloudEventProps', props, ({ types, sources: from, fields, ...given }: CloudEventProps<F>) => ({
    kind: 'cloud-event',
    interceptors: [],
    origin: originOf(given),
    fields: { ...cloudFields, ...sources(fields ?? ({} as { readonly [k in F]: DeclaredField })) },
    trust: 'trusted',
    conditions: [
      ...tokenCondition(given),
      ...(types === undefined ? [] : [`header.canonical('Ce-Type') in ${list(types)}`]),
      ...(from === undefined ? [] : [`header.canonical('Ce-Source') in ${list(from)}`]),
    ],
  }));
}

function list(values: readonly string[]): string {
  return `[${values.map((one) => `'${one.replace(/[\\']/g, '\\$&')}'`).join(', ')}]`;
}

function sources<F extends string>(fields: { readonly [k in F]: DeclaredField }): Readonly<Record<F, FieldSource>> {
  return Object.fromEntries(Object.entries<string>(fields).map(([name, cel]) => [name, { cel }])) as Readonly<Record<F, FieldSource>>;
}

/** The comparison of the secret in a header, in constant time. */
export function tokenCondition({ secret, header = 'X-Token' }: Partial<Authentication> & { readonly header?: string }): string[] {
  if (!isSecretKey(secret)) return [];
  return [`header.canonical('${header}').compareSecret('${secret.key}', '${nameOf(secret.name)}')`];
}

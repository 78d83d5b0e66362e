import { demandKnownNames, expectedOneOf } from '../diagnostics';
import { reportValue, shown } from '../synth';
import { nameOf } from '../task';
import { joinedByOr } from './conditions';
import type { Companion, Event, SecretKey } from './event';
import { eventOf } from './event-options';
import { tokenCondition } from './generic';
import { originOf } from './provider';

/** A source of Flux whose new revisions start runs. */
export interface FluxSource {
  readonly kind: 'GitRepository' | 'OCIRepository' | 'HelmRepository' | 'Bucket' | 'ImagePolicy';
  readonly name: string;
  /** @default - the namespace of Flux */
  readonly namespace?: string;
}

const CALLERS = [
  'github',
  'gitlab',
  'bitbucket',
  'harbor',
  'dockerhub',
  'quay',
  'gcr',
  'nexus',
  'acr',
  'cdevents',
  'generic',
  'generic-hmac',
] as const;

/** A webhook by which a Git host or a registry tells Flux of a push, so that Flux does not wait for its next poll. */
export interface FluxWebhook {
  /** Who calls, and how Flux checks it. */
  readonly type: (typeof CALLERS)[number];
  /** The Secret in the namespace of Flux whose key `token` the caller knows. */
  readonly secret: string;
  /** Types of events as the caller names them, such as `push`. @default - all */
  readonly events?: readonly string[];
}

/** Options of `flux.sourceChanged`. */
export interface FluxSourceChangedProps {
  /** The sources whose new revisions start runs. */
  readonly sources: readonly [FluxSource, ...FluxSource[]];
  /** The token that Flux sends and the listener compares: a key of a Secret in the namespace of the listener. */
  readonly secret: SecretKey;
  /**
   * The Secret in the namespace of Flux whose key `headers` has the line `X-Token: ` and the same token.
   * @default - the name of `secret`
   */
  readonly headersSecret?: string;
  /**
   * Emits a Receiver, too; its address is in its status, and the cluster must expose Flux's notification-controller for it.
   * @default - Flux polls the sources
   */
  readonly webhook?: FluxWebhook;
  /** The namespace of the Alert, its Provider and, unless they say otherwise, of the sources. @default flux-system */
  readonly namespace?: string;
}

// notification-controller 1.9 removes the prefix of the key, older versions do not
const REVISION = "(has(body.metadata.revision) ? body.metadata.revision : body.metadata['source.toolkit.fluxcd.io/revision'])";

const fields = {
  kind: { cel: 'body.involvedObject.kind' },
  name: { cel: 'body.involvedObject.name' },
  namespace: { cel: 'body.involvedObject.namespace' },
  revision: { cel: REVISION },
  /** The commit, or the digest of an artifact without `sha256:`. */
  sha: { cel: `${REVISION}.split(':').last()` },
  /** The branch or tag. */
  branch: { cel: `${REVISION}.split('@')[0]` },
};

/**
 * Events of Flux: a new revision of a source starts a run. Flux calls the listener inside the cluster, so no Ingress is needed.
 * @see fluxcd/notification-controller docs/spec/v1beta3/alerts.md, providers.md "Generic webhook"
 */
export const flux = {
  /** A new revision of a source; emits the Alert and the Provider, too. */
  sourceChanged(props: FluxSourceChangedProps): Event<keyof typeof fields, 'trusted'> {
    return eventOf('FluxSourceChangedProps', props, (given) =>
      withWebhook(given, {
        kind: 'flux-source-changed',
        interceptors: [],
        origin: originOf(given),
        fields,
        trust: 'trusted',
        conditions: [
          ...tokenCondition(given),
          joinedByOr(given.sources.map((source) => ofSource(source, given.namespace))),
          "has(body.metadata.revision) || 'source.toolkit.fluxcd.io/revision' in body.metadata",
        ],
        companions: companions(given),
      }),
    );
  },
};
demandKnownNames('flux', flux);

function withWebhook<E extends object>({ webhook }: FluxSourceChangedProps, event: E): E {
  if (webhook === undefined) return event;
  const { type, secret } = webhook;
  if (!CALLERS.includes(type))
    reportValue(event, '', 'webhook.type', `unknown value ${shown(type)}${expectedOneOf(String(type), CALLERS)}`);
  if (typeof secret !== 'string' || secret === '')
    reportValue(event, '', 'webhook.secret', 'expected the name of a Secret in the namespace of Flux');
  return event;
}

function ofSource({ kind, name, namespace }: FluxSource, fallback = 'flux-system'): string {
  const object = 'body.involvedObject';
  return `(${object}.kind == '${kind}' && ${object}.name == '${name}' && ${object}.namespace == '${namespace ?? fallback}')`;
}

function companions({ sources, secret, headersSecret, namespace = 'flux-system', webhook }: FluxSourceChangedProps): Companion[] {
  const named = sources.map(({ kind, name, namespace: own }) => ({ kind, name, ...(own && own !== namespace && { namespace: own }) }));
  return [
    {
      apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
      kind: 'Provider',
      namespace,
      spec: (listener) => ({
        type: 'generic',
        address: `http://el-${listener.name}.${listener.namespace}.svc.cluster.local:8080/`,
        secretRef: { name: headersSecret ?? nameOf(secret.name) },
      }),
    },
    {
      apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
      kind: 'Alert',
      namespace,
      spec: (_, name) => ({ providerRef: { name }, eventSeverity: 'info', eventSources: named }),
    },
    ...(webhook === undefined ? [] : [receiver(webhook, named, namespace)]),
  ];
}

/** @see fluxcd/notification-controller docs/spec/v1/receivers.md */
function receiver({ type, secret, events }: FluxWebhook, resources: readonly object[], namespace: string): Companion {
  return {
    apiVersion: 'notification.toolkit.fluxcd.io/v1',
    kind: 'Receiver',
    namespace,
    spec: () => ({ type, ...(events !== undefined && { events }), secretRef: { name: secret }, resources }),
  };
}

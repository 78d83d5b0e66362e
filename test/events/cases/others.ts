import { cloudEvent, flux, generic } from '../../../src/events';
import { SHA } from '../../../src/simulate/samples/merge';
import { cloudEventOf, fluxEvent } from '../../../src/simulate/samples/others';
import { type EventCase, of, secret } from './case';

export const ofOthers: readonly EventCase[] = [
  of(
    'flux.sourceChanged',
    flux.sourceChanged({ secret, sources: [{ kind: 'GitRepository', name: 'web' }] }),
    [
      [fluxEvent(), { name: 'web', revision: `main@sha1:${SHA}`, sha: SHA, branch: 'main' }],
      [
        fluxEvent({ metadata: { revision: undefined, 'source.toolkit.fluxcd.io/revision': `v1.0@sha1:${SHA}` } }),
        { sha: SHA, branch: 'v1.0' },
      ],
    ],
    [
      fluxEvent({ involvedObject: { name: 'api' } }),
      fluxEvent({ involvedObject: { kind: 'Kustomization' } }),
      fluxEvent({ involvedObject: { namespace: 'default' } }),
      fluxEvent({ metadata: { revision: undefined } }),
    ],
  ),
  of(
    'cloudEvent',
    cloudEvent({ secret, types: ['dev.cdevents.artifact.published.0.2.0'], fields: { digest: 'body.subject.content.digest' } }),
    [[cloudEventOf(), { id: 'A234-1234-1234', subject: 'pkg:oci/web', source: '/registry/eu', digest: 'sha256:01ba4719c80b' }]],
    [cloudEventOf({}, 'dev.cdevents.artifact.deleted.0.2.0')],
  ),
  of(
    'generic',
    generic({
      secret,
      fields: { digest: 'body.subject.content.digest', id: "body.subject.id.split('/')[1]" },
      when: ["body.subject.id.startsWith('pkg:oci/')"],
    }),
    [[cloudEventOf(), { digest: 'sha256:01ba4719c80b', id: 'web' }]],
    [cloudEventOf({ subject: { id: 'pkg:npm/web' } })],
  ),
];

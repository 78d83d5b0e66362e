import { merge, type Payload, type Sent, SHA } from './merge';

/** Written after fluxcd/pkg apis/event/v1beta1/event.go and notification-controller docs/spec/v1beta3/events.md. */
export const fluxEvent = (changes: Payload = {}): Sent => ({
  headers: { 'Content-Type': 'application/json', 'Gotk-Component': 'source-controller', 'X-Token': 'token' },
  payload: merge(
    {
      involvedObject: {
        kind: 'GitRepository',
        namespace: 'flux-system',
        name: 'web',
        uid: 'cc4d0095',
        apiVersion: 'source.toolkit.fluxcd.io/v1',
      },
      severity: 'info',
      timestamp: '2026-11-29T10:00:00Z',
      message: "stored artifact for commit 'Say hello'",
      reason: 'NewArtifact',
      metadata: { revision: `main@sha1:${SHA}` },
      reportingController: 'source-controller',
    },
    changes,
  ),
});

/** A CloudEvent in the binary mode of HTTP. */
export const cloudEventOf = (changes: Payload = {}, type = 'dev.cdevents.artifact.published.0.2.0'): Sent => ({
  headers: {
    'Content-Type': 'application/json',
    'Ce-Specversion': '1.0',
    'Ce-Id': 'A234-1234-1234',
    'Ce-Type': type,
    'Ce-Source': '/registry/eu',
    'Ce-Subject': 'pkg:oci/web',
    'X-Token': 'token',
  },
  payload: merge({ subject: { id: 'pkg:oci/web', content: { digest: 'sha256:01ba4719c80b' } } }, changes),
});

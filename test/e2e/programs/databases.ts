import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import { Pipeline, PipelineRun, Policy, Producer, python, SecurityPipeline, Workspace } from 'tekwire';
import { Archive, Feed, Govulncheck, Nuclei, OsvScanner, Semgrep, SeverityGate } from 'tekwire/catalogue';
import { ownAuthority } from '../served/own-authority';
import { hasTool } from '../tools';

// Feeds fill three claims: with a database of today, with one of 2020, and with an empty one. Scanners without a network read them, and one of an
// image.
const NAMESPACE = 'tekwire-e2e-databases';
const FILES = `https://files.${NAMESPACE}.svc`;
const app = new App();
const chart = new Chart(app, 'databases', { namespace: NAMESPACE });
const storageClass = process.env.E2E_STORAGE_CLASS;

const kinds = ['fresh', 'old', 'empty'] as const;
for (const kind of kinds)
  new ApiObject(chart, `claim-${kind}`, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: kind },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: storageClass },
  });
const claims = { fresh: Workspace.existingClaim('fresh'), old: Workspace.existingClaim('old'), empty: Workspace.existingClaim('empty') };
const feeds = new Pipeline(chart, 'feeds', { workspaces: claims });
for (const kind of kinds) {
  const mirrors = { go: `${FILES}/${kind}/go`, osv: `${FILES}/${kind}/osv`, semgrep: `${FILES}/${kind}/semgrep` };
  const feed = new Feed(chart, `feed-${kind}`, { go: true, ...(kind !== 'old' && { osv: ['Go'], semgrep: ['p/default'] }), mirrors });
  feeds.add(feed, { workspaces: { databases: feeds.workspaces[kind] } });
}
new PipelineRun(chart, 'feeds-now', { pipeline: feeds, podTemplate: { securityContext: { fsGroup: 65534 } } });

const [fresh, old, empty, image] = [...kinds.map((kind) => ({ workspace: claims[kind] })), { image: 'databases.e2e.example/scanners:1' }];
const hasImage = process.env.TESTBED !== undefined;
const quarantine = true;
/** A scanner that reports whether it reaches the server of the databases. */
const probe = new Producer(chart, 'probe', {
  scan: ({ sarif }) => ({
    image: 'python:3.13.9-slim-bookworm',
    script: python`
      import json, os, urllib.request
      try:
          urllib.request.urlopen(os.environ["SERVER"] + "/shop.tar.gz", timeout=5)
          rule = "reached"
      except OSError:
          rule = "cut-off"
      place = {"physicalLocation": {"artifactLocation": {"uri": "main.go"}}}
      result = {"ruleId": rule, "level": "note", "message": {"text": rule}, "locations": [place]}
      with open(${sarif}, "w") as file:
          json.dump({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "probe"}}, "results": [result]}]}, file)
    `,
    env: { SERVER: FILES },
  }),
});
const scan = new SecurityPipeline(chart, 'scan', {
  source: new Archive(chart, 'archive', { url: `${FILES}/shop.tar.gz` }),
  producers: [
    probe,
    new Govulncheck(chart, 'go-fresh', { database: fresh }).in({ quarantine }),
    new Govulncheck(chart, 'go-old', { database: old }).in({ quarantine }),
    new Govulncheck(chart, 'go-empty', { database: empty }).in({ quarantine }),
    ...(hasImage ? [new Govulncheck(chart, 'go-image', { database: image }).in({ quarantine })] : []),
    new Semgrep(chart, 'semgrep', { database: fresh }),
    ...(hasTool('osv-scanner')
      ? [new OsvScanner(chart, 'osv-fresh', { database: fresh }), new OsvScanner(chart, 'osv-empty', { database: empty })]
      : []),
    ...(hasTool('nuclei') && hasImage ? [new Nuclei(chart, 'nuclei', { database: image })] : []),
  ],
  consumers: [new SeverityGate(chart, 'gate', { failOn: 'critical', maxDatabaseAge: Duration.days(30) })],
});
new PipelineRun(chart, 'scan-now', {
  pipeline: scan,
  params: {
    checksum: process.env.E2E_CHECKSUM ?? `sha256:${'0'.repeat(64)}`,
    ...(hasTool('nuclei') && hasImage && { target: FILES }),
  },
  workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass }) },
});
Policy.of(app).add(ownAuthority);
app.synth();

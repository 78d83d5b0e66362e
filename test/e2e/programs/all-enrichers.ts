import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import { PipelineRun, Producer, SecurityPipeline, Source, sh, Workspace } from 'tekwire';
import {
  Annotate,
  Baseline,
  CodeOwners,
  DatabaseAge,
  Deduplicate,
  Epss,
  Kev,
  Policy,
  Reachability,
  SeverityGate,
  SeverityMap,
  Summary,
  Suppress,
} from 'tekwire/catalogue';

// Every enricher of the catalogue in one run, behind scanners that write small reports in the form of the real ones.
const app = new App();
const chart = new Chart(app, 'all-enrichers', { namespace: 'tekwire-e2e-enrichers' });
const image = 'busybox:1.37.0';

const files = {
  'go.mod': 'module example.com/shop\n',
  'main.go': 'package main\n\nvar h = md5.New()\nvar n = rand.Int()\n',
  'examples/x.go': 'package x\nvar f = os.Open(name)\n',
  CODEOWNERS: '* @acme/all\n*.go @acme/go\n',
  '.tekwire/suppressions.yaml':
    'suppressions:\n  - { rule: G401, reason: names cache files, owner: "@acme/sec" }\n  - { rule: G404, reason: was fine, expires: 2020-01-01 }\n  - { rule: G999, reason: nothing }\n',
  'app.vex.json': JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [
      {
        vulnerability: { name: 'CVE-2020-14040' },
        products: [{ '@id': 'pkg:oci/shop' }],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
      },
    ],
  }),
};
const source = new Source(chart, 'sources', {
  steps: ({ workspaces, results }) => [
    {
      name: 'write',
      image,
      env: { DIRECTORY: workspaces.source.path },
      script: sh`
        cd "$DIRECTORY" && mkdir -p source/examples source/.tekwire && cd source
        printf %s '${files['go.mod']}' > go.mod
        printf %s '${files['main.go']}' > main.go
        printf %s '${files['examples/x.go']}' > examples/x.go
        printf %s '${files.CODEOWNERS}' > CODEOWNERS
        printf %s '${files['.tekwire/suppressions.yaml']}' > .tekwire/suppressions.yaml
        printf %s '${files['app.vex.json']}' > app.vex.json
        printf source > ${results.path.path}
        printf https://git.example/acme/shop > ${results.url.path}
        printf 1 > ${results.commit.path}
      `,
    },
  ],
});

const finding = (ruleId: string, uri: string, startLine: number, level = 'error') => ({
  ruleId,
  level,
  message: { text: `${ruleId} found` },
  locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
});
const scanner = (tool: string, results: readonly object[], rules: readonly object[] = []) => {
  const report = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: tool, rules } }, results }] });
  return new Producer(chart, tool, { scan: ({ sarif }) => ({ image, script: sh`printf %s '${report}' > ${sarif}` }) });
};
const producers = [
  scanner('govulncheck', [finding('GO-2021-0113', 'go.mod', 1)], [{ id: 'GO-2021-0113', properties: { tags: ['CVE-2021-38561'] } }]),
  scanner('trivy', [finding('CVE-2021-38561', 'go.mod', 1), finding('CVE-2020-14040', 'go.mod', 1)]),
  scanner('gosec', [finding('G401', 'main.go', 3), finding('G404', 'main.go', 4, 'warning'), finding('G304', 'examples/x.go', 2)]),
];

new ApiObject(chart, 'feeds', {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'feeds' },
  data: {
    'epss.csv':
      '#model_version:v2025.03.14,score_date:2026-11-29T00:00:00+0000\ncve,epss,percentile\nCVE-2021-38561,0.93,0.99\nCVE-2020-14040,0.01,0.2\n',
    'kev.json': JSON.stringify({
      dateReleased: '2026-11-28T00:00:00Z',
      vulnerabilities: [{ cveID: 'CVE-2021-38561', dateAdded: '2026-11-01', dueDate: '2026-11-22' }],
    }),
    'metadata.json': JSON.stringify({ Version: 2, UpdatedAt: '2020-01-01T00:00:00Z' }),
  },
});
const volume = { configMap: { name: 'feeds' } };

const pipeline = new SecurityPipeline(chart, 'scan', {
  source,
  producers,
  enrichers: [
    new Deduplicate(chart, 'deduplicate'),
    new Baseline(chart, 'baseline', { registry: process.env.E2E_REGISTRY ?? 'registry.example/findings', insecure: true }),
    new SeverityMap(chart, 'severities', { rules: [{ tool: 'gosec', rule: 'G404', severity: 'low' }] }),
    new CodeOwners(chart, 'owners'),
    new Annotate(chart, 'annotate', { properties: { team: 'shop' } }),
    new Epss(chart, 'epss', { volume, file: 'epss.csv' }),
    new Kev(chart, 'kev', { volume, file: 'kev.json' }),
    new Reachability(chart, 'reachability'),
    new Policy(chart, 'policy', {
      rules: [
        { name: 'exploited', when: 'finding.kev', severity: 'critical' },
        { name: 'examples', when: ({ path }) => path.startsWith('examples/'), accept: 'examples are not shipped' },
      ],
    }),
    new Suppress(chart, 'suppress', { vex: ['app.vex.json'] }),
    new DatabaseAge(chart, 'database-age', { volume, metadata: { trivy: 'metadata.json' }, maximumAge: Duration.days(7) }),
  ],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'critical', newOnly: true })],
});
new PipelineRun(chart, 'scan-now', {
  pipeline,
  liftedParams: { branch: 'main' },
  workspaces: { source: Workspace.claim({ size: Size.gibibytes(1), storageClass: process.env.E2E_STORAGE_CLASS }) },
});
app.synth();

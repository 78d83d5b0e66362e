import { gzipSync } from 'node:zlib';
import { logOf, resultAt, resultsOf } from '../../findings/build';
import { schemaProblems } from '../../findings/schema';
import { type Ended, Pod } from './step';

let pod: Pod;
beforeEach(() => {
  pod = new Pod();
  const rules = [{ id: 'GO-2021-0113', properties: { tags: ['CVE-2021-38561'] } }];
  pod.write(
    'workspace/findings/all.sarif',
    logOf('trivy', [
      resultAt('CVE-2021-38561', 'go.mod', 5, { level: 'error' }),
      resultAt('AVD-1', 'src/my file.py', 2, { level: 'error' }),
    ]),
  );
  pod.write('workspace/findings/go.sarif', logOf('govulncheck', [resultAt('GO-2021-0113', 'go.mod', 1, { level: 'note' })], { rules }));
});
afterEach(() => pod.remove());

function enrich(name: string, env: Readonly<Record<string, string>>): Ended {
  const all = { WORKSPACE: pod.workspace, FINDINGS: 'findings/out.sarif', RESULT: pod.result, SOURCE_PATH: 'sources', ...env };
  const ended = pod.run(name, all, ['findings/all.sarif', 'findings/go.sarif']);
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  expect(schemaProblems(pod.findings('findings/out.sarif'))).toEqual([]);
  return ended;
}

function properties(name: string): readonly unknown[] {
  return resultsOf(pod.findings('findings/out.sarif')).map((result) => result.properties?.[name]);
}

function gate(): string {
  return pod.run('gate', { WORKSPACE: pod.workspace, FAIL_ON: 'high' }, ['findings/out.sarif']).stdout;
}

it('suppress reads the suppressions file and VEX documents of the sources', () => {
  pod.write(
    'workspace/sources/.tekwire/suppressions.yaml',
    'suppressions:\n  - rule: AVD-*\n    reason: fine # really\n    expires: 2999-01-01\n',
  );
  const vex = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [
      { vulnerability: { name: 'GO-2021-0113', aliases: ['CVE-2021-38561'] }, status: 'fixed', products: [{ '@id': 'pkg:oci/app' }] },
    ],
  };
  pod.write('workspace/sources/app.vex.json', vex);

  const { stdout } = enrich('suppress', { SUPPRESSIONS_FILE: '.tekwire/suppressions.yaml', VEX_FILES: '["app.vex.json"]' });

  expect(stdout).toBe('suppressed: 1 by .tekwire/suppressions.yaml, 2 by VEX\n');
  expect(gate()).toContain('gate passed');
});

it('expired and unused suppressions are in the log of suppress and in the summary, whatever enricher follows', () => {
  pod.write(
    'workspace/sources/.tekwire/suppressions.yaml',
    `suppressions:
  - { rule: AVD-1, reason: was fine, owner: '@acme/sec', expires: 2020-01-01 }
  - { rule: G999, path: old/**, reason: '<img src=x> @everyone' }
`,
  );
  pod.write('workspace/sources/old.vex.json', {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [{ vulnerability: { name: 'CVE-1999-0001' }, status: 'fixed', products: [{ '@id': 'pkg:oci/app' }] }],
  });

  const { stdout } = enrich('suppress', { SUPPRESSIONS_FILE: '.tekwire/suppressions.yaml', VEX_FILES: '["old.vex.json"]' });
  const env = { WORKSPACE: pod.workspace, RESULT: pod.result };
  pod.run('annotate', { ...env, FINDINGS: 'findings/next.sarif', PROPERTIES: '{}' }, ['findings/out.sarif']);
  const summary = pod.run('summary', env, ['findings/next.sarif']);

  expect(stdout).toBe(`expired, its findings are open again: AVD-1: was fine (@acme/sec), expires 2020-01-01
unused, it matches no finding: G999 old/**: <img src=x> @everyone
unused, it matches no finding: VEX CVE-1999-0001
suppressed: 0 by .tekwire/suppressions.yaml, 0 by VEX
`);
  expect(summary.stdout).toContain(
    '- expired suppression, its findings are open again: AVD-1: was fine (@\u200bacme/sec), expires 2020-01-01\n',
  );
  expect(summary.stdout).toContain('- unused suppression, it matches no finding: G999 old/\\*\\*: \\<img src=x\\> @\u200beveryone\n');
  expect(summary.stdout).toContain('- unused suppression, it matches no finding: VEX CVE-1999-0001\n');
  expect(JSON.parse(pod.read('issues'))).toMatchObject({ suppressions: { expired: 1, unused: 2 } });
});

it.each([
  [
    'a mistake',
    'suppressions: [{ rule: A }]',
    '.tekwire/suppressions.yaml: suppressions[0].reason is missing; write why the finding is accepted',
  ],
  ['broken YAML', 'suppressions: [', '.tekwire/suppressions.yaml: unexpected end of the stream within a flow collection'],
])('suppress with %s in the file suppresses nothing and fails the gate', (_title, text, reason) => {
  pod.write('workspace/sources/.tekwire/suppressions.yaml', text);

  enrich('suppress', { SUPPRESSIONS_FILE: '.tekwire/suppressions.yaml' });

  expect(resultsOf(pod.findings('findings/out.sarif'))).toHaveLength(3);
  expect(gate()).toContain(`- suppress did not finish: ${reason}`);
});

it('suppress without a file suppresses nothing; a file outside of the sources is not read', () => {
  pod.write('workspace/outside.yaml', 'suppressions: [{ path: "**", reason: x }]');

  expect(enrich('suppress', { SUPPRESSIONS_FILE: '.tekwire/suppressions.yaml' }).stdout).toContain(
    'does not exist, so nothing is suppressed by it',
  );
  enrich('suppress', { SUPPRESSIONS_FILE: '../../outside.yaml' });
  expect(gate()).toContain('suppress did not finish: cannot read ../../outside.yaml');
});

it('severity-map replaces severities and keeps those of the tools', () => {
  const rules = [
    { tool: 'Trivy', rule: 'AVD-*', severity: 'low' },
    { path: 'go.mod', severity: 'critical' },
  ];

  enrich('severity-map', { SEVERITY_RULES: JSON.stringify(rules) });

  expect(properties('tekwire/severity')).toEqual(['critical', 'critical', 'low']);
  expect(properties('tekwire/severityOfTool')).toEqual(['low', 'high', 'high']);
});

it('annotate adds properties', () => {
  enrich('annotate', { PROPERTIES: '{"team":"payments","tier":1}' });

  expect(properties('team')).toEqual(['payments', 'payments', 'payments']);
  expect(properties('tier')).toEqual([1, 1, 1]);
});

it.each([
  ['the last pattern counts', '* @all\n*.py @python # comment\n/src/ @src\n', ['@all', '@all', '@src']],
  ['a pattern without an owner takes them away', '* @all\n*.py\n', ['@all', '@all', undefined]],
  ['a space after a backslash', 'src/my\\ file.py @a @b', [undefined, undefined, '@a @b']],
  ['sections of GitLab', '[Docs] @docs\ngo.mod\n^[Code][2]\ngo.mod @go', ['@docs @go', '@docs @go', undefined]],
])('code-owners: %s', (_title, text, expected) => {
  pod.write('workspace/sources/.github/CODEOWNERS', text);

  enrich('code-owners', {});

  expect(properties('tekwire/owners').map((one) => (one as string[] | undefined)?.join(' '))).toEqual(expected);
});

it.each([
  ['packed', gzipSync],
  ['plain', (text: string) => text],
])('epss adds scores with their date, from a %s file', (_title, pack) => {
  const text =
    '#model_version:v2025.03.14,score_date:2026-11-28T12:55:00Z\ncve,epss,percentile\nCVE-2021-38561,0.4,0.9\nCVE-2020-1,0.1,0.1\n';
  const file = pod.write('feeds/epss', '');
  require('node:fs').writeFileSync(file, pack(text));

  const { stdout } = enrich('epss', { FEED: file });

  expect(stdout).toBe('EPSS scores of 2026-11-28 for 1 of 1 CVEs\n');
  const score = { score: 0.4, percentile: 0.9, date: '2026-11-28' };
  expect(properties('tekwire/epss')).toEqual([score, score, undefined]);
});

it('kev marks what is exploited, with the dates', () => {
  const feed = {
    dateReleased: '2026-11-27T00:00:00Z',
    vulnerabilities: [{ cveID: 'CVE-2021-38561', dateAdded: '2026-01-02', dueDate: '2026-02-02', knownRansomwareCampaignUse: 'Known' }],
  };

  enrich('kev', { FEED: pod.write('feeds/kev.json', feed) });

  expect(properties('tekwire/kev')[1]).toEqual({ dateAdded: '2026-01-02', dueDate: '2026-02-02', ransomware: true, date: '2026-11-27' });
});

it.each([
  ['epss', 'no.csv', 'cannot read the feed'],
  ['kev', 'no.json', 'cannot read the feed'],
  ['kev', 'empty.json', 'it is not the KEV catalogue'],
])('%s without a usable feed keeps the findings and fails the gate', (name, file, reason) => {
  pod.write('feeds/empty.json', '{}');

  enrich(name, { FEED: `${pod.root}/feeds/${file}` });

  expect(resultsOf(pod.findings('findings/out.sarif'))).toHaveLength(3);
  expect(gate()).toMatch(new RegExp(`- ${name} did not finish: .*${reason}`));
});

it('reachability follows the aliases of an advisory', () => {
  enrich('reachability', {});

  expect(properties('tekwire/reachability')).toEqual(['required', 'required', undefined]);
});

it('database-age makes the scan with an old database incomplete', () => {
  const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
  pod.write('workspace/findings/go.sarif', logOf('govulncheck', [], { properties: { db_last_modified: days(30) } } as never));

  enrich('database-age', {
    MAXIMUM_HOURS: '168',
    METADATA_FILES: JSON.stringify({ trivy: pod.write('db/metadata.json', { Version: 2, UpdatedAt: days(2) }) }),
  });

  expect(gate()).toContain('- govulncheck is incomplete: its database is 30 days old');
  expect(gate()).not.toContain('trivy is incomplete');
});

it('policy applies CEL and predicates', () => {
  const rules = [
    { name: 'tests', when: 'finding.path.startsWith("src/") && finding.severity == "high"', accept: 'not shipped' },
    { name: 'go', when: 'finding.advisories.exists(id, id.startsWith("GO-"))', severity: 'medium', tag: 'go' },
    { name: 'broken', when: 'finding.cwes[0] == 79', tag: 'xss' },
  ];

  enrich('policy', { POLICY_RULES: JSON.stringify(rules) });

  const [go, trivy, python] = resultsOf(pod.findings('findings/out.sarif'));
  expect(go?.properties).toMatchObject({ 'tekwire/severity': 'medium', tags: ['go'] });
  expect(trivy?.properties).toBeUndefined();
  expect(python?.suppressions).toEqual([
    { kind: 'external', status: 'accepted', justification: 'not shipped', properties: { policy: 'tests' } },
  ]);
  expect(gate()).toContain('- trivy is incomplete: the policy rule "broken" failed: there is no such item (2 findings)');
});

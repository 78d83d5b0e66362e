import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesise } from '../../conformance/synthesise';
import { checksumOf, tarOf, zipOf } from '../../support/archives';
import { deleteNamespace, get } from '../kubectl';
import { readSarif } from '../merged-findings';
import { log, type RunOutcome, runToEnd } from '../outcome';
import { install, runsByName } from '../perform';
import { runOnClaim } from '../read-claim';
import { goDatabase, osvArchive } from '../served/advisories';
import { serveFiles } from '../served/file-server';
import { hasTool } from '../tools';

const NAMESPACE = 'tekwire-e2e-databases';
const TODAY = new Date().toISOString();
const RULE = '- { id: no-eval, languages: [python], severity: WARNING, message: m, pattern: eval(...) }';
const TEMPLATE = `id: answers-404
info: { name: no such page, author: e2e, severity: low }
http:
- method: GET
  path: ["{{BaseURL}}/none"]
  matchers: [{ type: status, status: [404] }]
`;
const SHOP = tarOf({
  'shop/go.mod': 'module shop\n\ngo 1.20\n\nrequire golang.org/x/text v0.3.5\n',
  'shop/main.go': 'package main\n\nimport "golang.org/x/text/language"\n\nfunc main() { language.Parse("de") }\n',
  'shop/vendor/modules.txt': '# golang.org/x/text v0.3.5\n## explicit\ngolang.org/x/text/language\n',
  'shop/vendor/golang.org/x/text/language/language.go': 'package language\n\nfunc Parse(string) {}\n',
  'shop/app.py': 'print(eval(input()))\n',
});
const IMAGE = { ...prefixed('go', goDatabase(TODAY)), 'nuclei/http/answers.yaml': TEMPLATE };

describe('databases that a Feed fetched, and scanners without a network', () => {
  let feeds: RunOutcome;
  let scan: RunOutcome;
  beforeAll(async () => {
    if (process.env.TESTBED !== undefined) {
      execFileSync(join(process.env.TESTBED, 'netpol.sh'), { stdio: ['ignore', 'inherit', 'inherit'] });
      provideDatabases(process.env.TESTBED);
    }
    process.env.E2E_CHECKSUM = checksumOf(SHOP);
    const files = synthesise(join(__dirname, '../programs/databases.ts'));
    const rules = Buffer.from(`rules:\n${RULE}\n`);
    const served = {
      '/shop.tar.gz': SHOP,
      '/fresh/go/vulndb.zip': zipOf(goDatabase(TODAY)),
      '/old/go/vulndb.zip': zipOf(goDatabase('2020-01-01T00:00:00Z')),
      '/empty/go/vulndb.zip': zipOf(goDatabase(TODAY, true)),
      '/fresh/osv/Go/all.zip': osvArchive(TODAY),
      '/empty/osv/Go/all.zip': osvArchive(TODAY, true),
      '/fresh/semgrep/p/default': rules,
      '/empty/semgrep/p/default': rules,
    };
    await install(NAMESPACE, files, () => serveFiles(NAMESPACE, served));
    const runs = runsByName(files);
    feeds = await runToEnd(NAMESPACE, runs['feeds-now'] ?? '');
    scan = await runToEnd(NAMESPACE, runs['scan-now'] ?? '');
  });
  afterAll(() => deleteNamespace(NAMESPACE));

  it('one run fills the claims, a folder for each tool', async () => {
    const list = await runOnClaim(NAMESPACE, 'fresh', ['find', '.', '-type', 'f']);

    expect([feeds.succeeded, Object.keys(feeds.tasks).sort()]).toEqual([true, ['feed-empty', 'feed-fresh', 'feed-old']]);
    expect(list.trim().split('\n').sort()).toEqual(
      expect.arrayContaining([
        './go/ID/GO-2021-0113.json',
        './go/index/db.json',
        './osv/osv-scalibr/Go/all.zip',
        './semgrep/p-default.yaml',
      ]),
    );
  });

  it.each([
    ['go-fresh', 'GO-2021-0113', true],
    ['go-image', 'GO-2021-0113', process.env.TESTBED !== undefined],
    ['osv-fresh', 'CVE-2021-38561', hasTool('osv-scanner')],
    ['semgrep', 'no-eval', true],
    ['nuclei', 'answers-404', process.env.TESTBED !== undefined && hasTool('nuclei')],
  ])('%s finishes, finds its canary and %s', async (task, rule, isRun) => {
    if (!isRun) return expect(scan.tasks[task]).toBeUndefined();
    const { runs } = await readSarif(NAMESPACE, scan.tasks[task]);

    expect(runs.flatMap(({ invocations = [] }) => invocations.filter((one) => !one.executionSuccessful))).toEqual([]);
    expect(runs.flatMap(({ results = [] }) => results.map(({ ruleId }) => ruleId))).toEqual([expect.stringContaining(rule)]);
  });

  it('the gate reports the empty databases as blindness, and the old one by its age, and nothing else', async () => {
    const { gate } = scan.tasks;
    const reasons = ((gate && (await log(NAMESPACE, gate))) ?? '').split('\n').filter((line) => line.startsWith('- '));

    expect([scan.succeeded, gate?.exitCodes]).toEqual([false, { gate: 1 }]);
    expect(reasons.sort()).toEqual(
      [
        expect.stringMatching(/^- govulncheck is blind: .*GO-2021-0113/),
        expect.stringMatching(/^- govulncheck is incomplete: its database is \d+ days old \(2020-01-01\)/),
        ...(hasTool('osv-scanner') ? [expect.stringMatching(/^- osv-scanner is blind: /)] : []),
      ].sort(),
    );
  });

  it('no scanner reaches the server of the databases', async () => {
    const list = await get<{ readonly items: readonly Policy[] }>(NAMESPACE, 'networkpolicies');
    const cut = list.items.flatMap(({ spec }) => spec.podSelector.matchExpressions.flatMap(({ values }) => values));
    const ran = Object.keys(scan.tasks).filter((name) => !['archive', 'gate', 'nuclei'].includes(name));
    const { runs } = await readSarif(NAMESPACE, scan.tasks.probe);

    expect(cut.sort()).toEqual(ran.sort());
    expect(runs.flatMap(({ results = [] }) => results.map(({ ruleId }) => ruleId))).toEqual(['cut-off']);
  });
});

interface Policy {
  readonly spec: { readonly podSelector: { readonly matchExpressions: readonly { readonly values: readonly string[] }[] } };
}

function prefixed(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** Makes the test bed answer for an image with databases. */
function provideDatabases(testbed: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-databases-'));
  try {
    for (const [path, text] of Object.entries(IMAGE)) {
      mkdirSync(dirname(join(folder, 'database', path)), { recursive: true });
      writeFileSync(join(folder, 'database', path), text);
    }
    execFileSync(join(testbed, 'image.sh'), ['databases.e2e.example/scanners:1', folder, 'busybox'], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

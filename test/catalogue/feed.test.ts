import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, Workspace } from '../../src';
import { Feed, type FeedOptions } from '../../src/catalogue';
import type { TaskSpec } from '../../src/spec';
import { runStep } from '../../src/testing';
import { mistakeOf, newChart, problemsOf } from '../support/app';
import { zipOf } from '../support/archives';

const folder = mkdtempSync(join(tmpdir(), 'tekwire-feed-'));
const certificate = join(folder, 'certificate.pem');
const served = new Map<string, Buffer>();
let server: Server;
let origin: string;

beforeAll(async () => {
  const key = join(folder, 'key.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, '-days', '1', ...subject], { stdio: 'ignore' });
  server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, ({ url = '' }, response) => {
    if (url === '/osv/moved/all.zip') return void response.writeHead(302, { location: 'http://localhost:1/all.zip' }).end();
    const found = served.get(url);
    response.writeHead(found === undefined ? 404 : 200).end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  served.clear();
  served.set('/osv/Go/all.zip', zipOf({ 'GO-1.json': '{}' }));
  served.set('/go/vulndb.zip', zipOf({ 'index/db.json': '{}', 'index/modules.json': '[]', 'ID/GO-1.json': '{}' }));
  served.set('/semgrep/p/default', Buffer.from('rules:\n- id: a\n'));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Runs the last step, which fetches and places, with what is in the workspace. */
function place(options: FeedOptions, databases: Readonly<Record<string, string>> = {}, exitCodes: Readonly<Record<string, number>> = {}) {
  const mirrors = { osv: `${origin}/osv`, go: `${origin}/go`, semgrep: `${origin}/semgrep` };
  const feed = new Feed(newChart(), 'feed', { mirrors, ...options });
  return runStep(feed, 'place', { workspaces: { databases }, env: { SSL_CERT_FILE: certificate }, exitCodes });
}

const uid = '00000000-0000-4000-8000-000000000000';
const all = { osv: ['Go'], go: true, semgrep: ['p/default'] } as const;

describe('a feed', () => {
  it('leaves a folder for each tool, as the scanners read it', async () => {
    const { exitCode, stdout, stderr, files } = await place(all);

    const notes = Object.keys(files).filter((path) => path.endsWith('/.fetched'));

    expect([exitCode, stdout, stderr]).toEqual([0, 'osv: fetched\ngo: fetched\nsemgrep: fetched\n', '']);
    for (const note of notes) expect(Date.now() - Date.parse(JSON.parse(files[note] ?? '').databaseDate)).toBeLessThan(120_000);
    expect(Object.keys(files).sort()).toEqual([
      'databases/go/.fetched',
      'databases/go/ID/GO-1.json',
      'databases/go/index/db.json',
      'databases/go/index/modules.json',
      'databases/osv/.fetched',
      'databases/osv/osv-scalibr/Go/all.zip',
      'databases/semgrep/.fetched',
      'databases/semgrep/p-default.yaml',
    ]);
  });

  it('replaces each database as a whole, and keeps the last one for scans that copy it', async () => {
    const { files } = await place({ go: true }, { 'go/index/db.json': 'old', 'go/ID/GO-0.json': 'gone', 'osv/a': 'another' });

    expect(files['databases/go/index/db.json']).toBe('{}');
    expect(files['databases/.old-go/ID/GO-0.json']).toBe('gone');
    expect(Object.keys(files)).not.toContain('databases/go/ID/GO-0.json');
  });

  it.each<[string, FeedOptions, () => void, string]>([
    ['is missing', { osv: ['npm'] }, () => {}, 'npm/all.zip: HTTP Error 404'],
    ['is no archive', { osv: ['Go'] }, () => served.set('/osv/Go/all.zip', Buffer.from('<html>')), 'File is not a zip file'],
    ['is an empty archive', { osv: ['Go'] }, () => served.set('/osv/Go/all.zip', zipOf({})), 'the archive is empty or broken'],
    ['is another archive', { go: true }, () => served.set('/go/vulndb.zip', zipOf({ a: 'b' })), 'what was fetched has no index/db.json'],
    ['is no rules', { semgrep: ['p/default'] }, () => served.set('/semgrep/p/default', Buffer.from('sorry')), 'it has no rules'],
    ['moved to http', { osv: ['moved'] }, () => {}, 'it leads to an address that is not one of https'],
  ])('fails when a database %s, and the last one stays', async (_, options, change, message) => {
    change();
    const last = { 'osv/osv-scalibr/Go/all.zip': 'old', 'go/index/db.json': 'old', 'semgrep/p-default.yaml': 'old' };
    const { exitCode, stderr, files } = await place(options, last);

    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(stderr).toContain('the database of the last time stays');
    expect(Object.keys(files).filter((path) => /\.new-|\.old-/.test(path))).toEqual([]);
  });

  it('places what the tools have fetched, each by its exit code and its files', async () => {
    const fetched = {
      [`.new-${uid}/trivy/db/trivy.db`]: 'db',
      [`.new-${uid}/trivy/db/metadata.json`]: '{}',
      [`.new-${uid}/grype/6/vulnerability.db`]: 'half',
      'grype/6/vulnerability.db': 'old',
      'nuclei/http/a.yaml': 'old',
      '.new-another/trivy/db/trivy.db': 'left by a pod that was killed',
    };
    const { exitCode, stdout, stderr, files } = await place({ trivy: true, grype: true, nuclei: true }, fetched, {
      trivy: 0,
      grype: 1,
      nuclei: 0,
    });

    expect([exitCode, stdout]).toEqual([1, 'trivy: fetched\n']);
    expect(stderr).toContain('grype: its tool ended with exit code 1; the database of the last time stays');
    expect(stderr).toContain('nuclei: what was fetched has no **/*.yaml');
    expect(files['databases/trivy/db/trivy.db']).toBe('db');
    expect(Object.keys(files).filter((path) => path.includes('.new-'))).toEqual([]);
  });

  it('is a Task of any pipeline, whose tools fetch into a folder of the run', () => {
    const chart = newChart();
    const feed = new Feed(chart, 'feed', { trivy: true, grype: true, nuclei: true, ...all });
    const nightly = new Pipeline(chart, 'feeds', { workspaces: { databases: Workspace.existingClaim('databases') } });
    nightly.add(feed, { workspaces: { databases: nightly.workspaces.databases } });
    const { steps } = feed.spec as TaskSpec;

    expect(steps.map(({ name, onError }) => [name, onError])).toEqual([
      ['trivy-java', 'continue'],
      ['trivy', 'continue'],
      ['grype', 'continue'],
      ['nuclei', 'continue'],
      ['place', undefined],
    ]);
    expect(steps[1]?.args).toContain('$(workspaces.databases.path)/.new-$(context.taskRun.uid)/trivy');
    expect(problemsOf(chart)).toEqual([]);
  });

  it('without options is one of all databases that need no choice', () => {
    const { steps } = new Feed(newChart(), 'feed').spec as TaskSpec;

    expect(steps.map(({ name }) => name)).toEqual(['trivy-java', 'trivy', 'grype', 'nuclei', 'place']);
    expect(steps.at(-1)?.env?.find(({ name }) => name === 'PLAN')?.value).toContain('https://vuln.go.dev/vulndb.zip');
  });

  it.each<[string, object, string]>([
    ['nothing but what is off', { trivy: false, osv: [] }, 'expected a database to fetch'],
    ['an ecosystem with a path', { osv: ['../Go'] }, 'osv[0]: expected an array of ecosystems'],
    ['a URL as a pack', { semgrep: ['https://acme.example/rules'] }, 'semgrep[0]: expected an array of packs'],
    ['a word as a flag', { trivy: 'yes' }, 'trivy: expected true or false'],
    ['a mirror of http', { go: true, mirrors: { go: 'http://mirror.acme.example' } }, 'mirrors.go: expected an address of https'],
  ])('of %s is refused', (_, options, message) => {
    expect(mistakeOf((chart) => new Feed(chart, 'feed', options as FeedOptions))).toContain(message);
  });
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logOf, resultAt } from '../../findings/build';
import { Pod } from './step';

const RUN = '11111111-1111-4111-8111-111111111111';
const CLONE = `${RUN}/sources/git-clone`;
const LONG = `${'long/'.repeat(30)}name`;

let pod: Pod;
let tree: string;

const made = new Pod();
const commits = ['one', 'two'].map((text) => commitOf(text));

beforeEach(() => {
  pod = new Pod();
  tree = join(pod.workspace, CLONE);
  pod.directory('scratch');
  putClone('one');
});

afterEach(() => pod.remove());
afterAll(() => made.remove());

/** Makes a repository whose files hold the text, with its commit checked out as GitClone does it. */
function commitOf(text: string): string {
  for (const name of ['a.txt', 'b.txt', 'cmd/main.go', LONG]) made.write(`${text}/${name}`, text);
  symlinkSync('a.txt', join(made.root, text, 'link'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', join(made.root, text), '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', text);
  git('checkout', '--quiet', '--detach');
  return git('rev-parse', 'HEAD');
}

/** Puts a clone in place of another one, with its mark. */
function putClone(text: 'one' | 'two', taskRun = 'a'): void {
  rmSync(tree, { recursive: true, force: true });
  cpSync(join(made.root, text), tree, { recursive: true, verbatimSymlinks: true });
  pod.write(`workspace/${CLONE}.json`, { commit: commits[text === 'one' ? 0 : 1], taskRun });
}

function emptyTree(): void {
  rmSync(tree, { recursive: true });
  mkdirSync(tree);
}

/** What the producer's steps say of a scan during which `happens`. */
function scan({ path = CLONE, happens = () => {} }: { readonly path?: string; readonly happens?: () => void } = {}) {
  const env = { WORKSPACE: pod.workspace, SOURCE_PATH: path, BEFORE: join(pod.root, 'scratch/before.json') };
  const before = pod.run('before', env);
  expect([before.code, before.stderr]).toEqual([0, '']);
  happens();
  pod.write('scratch/report.sarif', logOf('gosec', [resultAt('G1', 'a.txt', 1)]));
  const { code, stdout } = pod.run('producer', {
    ...env,
    TOOL: 'gosec',
    REPORT: join(pod.root, 'scratch/report.sarif'),
    EXIT_CODE_FILE: pod.write('steps/scan/exitCode', '0'),
    SOURCE_ROOT: join(pod.workspace, path),
    FINDINGS: 'findings/run-gosec.sarif',
    RUN_UID: RUN,
    PIPELINE_TASK: 'gosec',
    RESULT: pod.result,
  });
  expect(code).toBe(0);
  return stdout.trim();
}

const CLEAN = `gosec: 1 findings in ${RUN}/findings/gosec/run-gosec.sarif`;

it('a scan of a clone is valid, from any folder of the sources', () => {
  expect(scan()).toBe(CLEAN);
  expect(scan({ path: `${CLONE}/cmd` })).toBe(CLEAN);
  expect(scan({ path: `./${CLONE}/` })).toBe(CLEAN);
});

it('files that a tool leaves in the sources are not a change', () => {
  expect(scan({ happens: () => pod.write(`workspace/${CLONE}/cmd/report.json`, '{}') })).toBe(CLEAN);
});

it('its findings are in the directory of the run, in a folder of the task, and are not lost with the sources', () => {
  scan({ happens: () => rmSync(tree, { recursive: true }) });

  const [run] = pod.findings(`${RUN}/findings/gosec/run-gosec.sarif`).runs;
  expect(pod.read('issues')).toBe(`${RUN}/findings/gosec/run-gosec.sarif`);
  expect(run?.results).toHaveLength(1);
  expect(run?.invocations?.[0]?.executionSuccessful).toBe(false);
});

const changed = 'the sources changed during the scan: ';
it.each<[string, string, () => void]>([
  ['the sources are removed', 'the directory cannot be read: ENOENT: no such file or directory', () => rmSync(tree, { recursive: true })],
  ['all of them is removed but the directory', 'the directory is empty', () => emptyTree()],
  ['one file of them is removed', 'b.txt is missing or changed', () => rmSync(join(tree, 'b.txt'))],
  ['a link of them is removed', 'link is missing or changed', () => rmSync(join(tree, 'link'))],
  ['a file with a long name is removed', `${LONG} is missing or changed`, () => rmSync(join(tree, 'long'), { recursive: true })],
  ['a file of them is cut off', 'a.txt is missing or changed', () => truncateSync(join(tree, 'a.txt'), 1)],
  [
    'several files of them are removed',
    'a.txt is missing or changed, and so are 2 more files',
    () => ['a.txt', 'b.txt', 'cmd/main.go'].map((name) => rmSync(join(tree, name))),
  ],
  ['their history is removed', 'the .git directory is missing', () => rmSync(join(tree, '.git'), { recursive: true })],
  ['their mark is removed', 'the marker of a complete clone is missing', () => rmSync(`${tree}.json`)],
  [
    'the run is removed',
    'the marker of a complete clone is missing',
    () => rmSync(join(pod.workspace, RUN, 'sources'), { recursive: true }),
  ],
  ['another clone of the same commit takes their place', 'their directory was replaced', () => putClone('one', 'b')],
])('a scan during which %s did not finish', (_title, reason, happens) => {
  const said = scan({ happens });

  expect(said).toBe(`${CLEAN}, did not finish: ${changed}${reason}`);
});

it('a scan during which another commit replaces the sources did not finish', () => {
  const said = scan({ happens: () => putClone('two') });

  expect(said).toBe(`${CLEAN}, did not finish: ${changed}they were commit ${commits[0]} and are ${commits[1]}`);
});

it.each<[string, string | undefined, () => void]>([
  ['nothing happens', undefined, () => {}],
  ['a tool leaves a file', undefined, () => pod.write(`workspace/${CLONE}/report.json`, '{}')],
  ['one file is removed', 'a b.txt is missing or changed', () => rmSync(join(tree, 'a b.txt'))],
  ['a file is cut off', 'a b.txt is missing or changed', () => truncateSync(join(tree, 'a b.txt'), 1)],
  ['all is removed', 'the directory cannot be read: ENOENT: no such file or directory', () => rmSync(tree, { recursive: true })],
])('a scan of an archive, whose files are listed beside it, during which %s', (_, reason, happens) => {
  rmSync(tree, { recursive: true });
  pod.write(`workspace/${CLONE}/a b.txt`, 'one');
  pod.write(`workspace/${CLONE}/b`, 'two');
  pod.write(`workspace/${CLONE}.files`, '3 a b.txt\n3 b\n');
  pod.write(`workspace/${CLONE}.json`, { commit: 'sha256:0', taskRun: 'a', files: true });

  expect(scan({ happens })).toBe(`${CLEAN}${reason === undefined ? '' : `, did not finish: ${changed}${reason}`}`);
});

it('a scan of a commit other than the cloned one did not finish', () => {
  writeFileSync(join(tree, '.git/HEAD'), `${'0'.repeat(40)}\n`);

  expect(scan()).toMatch(
    /did not finish: the sources differed from the clone before the scan: commit \w{40} was cloned, but 0{40} is checked out$/,
  );
});

it('a scan without sources did not finish', () => {
  rmSync(join(pod.workspace, RUN), { recursive: true });

  expect(scan()).toBe(
    `${CLEAN}, did not finish: the sources differed from the clone before the scan: the marker of a complete clone is missing`,
  );
});

it('sources that exist only at the end are not scanned sources', () => {
  renameSync(tree, `${tree}.away`);

  const said = scan({ happens: () => renameSync(`${tree}.away`, tree) });

  expect(said).toContain('did not finish: the sources differed from the clone before the scan: the directory cannot be read');
});

it('an unknown scan did not finish', () => {
  expect(scan({ happens: () => rmSync(join(pod.root, 'scratch/before.json')) })).toContain(
    'did not finish: the state of the sources before the scan is not known',
  );
  expect(scan({ happens: () => void pod.write('scratch/before.json', '{"mark') })).toContain(
    'did not finish: the state of the sources before the scan is not known',
  );
});

describe('sources without GitClone', () => {
  it('need no mark', () => {
    pod.write('workspace/source/main.go', 'package main');

    expect(scan({ path: 'source' })).toBe(CLEAN);
  });

  it.each<[string, string, () => void]>([
    ['are not there', 'the directory cannot be read: ENOENT: no such file or directory', () => {}],
    ['are empty', 'the directory is empty', () => void pod.directory('workspace/source')],
  ])('are not scanned when they %s', (_title, reason, prepare) => {
    prepare();

    expect(scan({ path: 'source' })).toBe(`${CLEAN}, did not finish: the sources differed from the clone before the scan: ${reason}`);
  });

  it.each([['.'], ['./']])('are not scanned when they are the workspace itself, %s, which contains runs', (path) => {
    expect(scan({ path })).toBe(
      `${CLEAN}, did not finish: the sources differed from the clone before the scan: the directory contains those of runs, such as ${RUN}; source-path must be the "path" result of the clone`,
    );
  });

  it('are scanned next to the findings of other scanners', () => {
    rmSync(join(pod.workspace, RUN), { recursive: true });
    pod.write('workspace/main.go', 'package main');
    pod.write(`workspace/${RUN}/findings/gitleaks.sarif`, logOf('gitleaks', []));

    expect(scan({ path: '.' })).toBe(CLEAN);
  });

  it('are not scanned when another directory replaces them', () => {
    pod.write('workspace/source/main.go', 'package main');
    const replace = () => {
      renameSync(join(pod.workspace, 'source'), join(pod.workspace, 'away'));
      pod.write('workspace/source/main.go', 'package main');
    };

    expect(scan({ path: 'source', happens: replace })).toBe(
      `${CLEAN}, did not finish: the sources changed during the scan: their directory was replaced`,
    );
  });
});

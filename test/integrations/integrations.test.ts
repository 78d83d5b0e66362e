import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

jest.setTimeout(120_000);

const root = join(__dirname, '../..');
const cli = join(root, 'dist/lib/cli/main.js');
const good = 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: [{image: "a:1", script: "true"}]}\n';
const bad = good.replace('image: "a:1", ', '');

/** A repository of a user with one Task. */
function repository(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-repository-'));
  mkdirSync(join(folder, 'my tasks'));
  writeFileSync(join(folder, 'my tasks/build.yaml'), text);
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
  ])
    spawnSync('git', args, { cwd: folder });
  return folder;
}

describe('the GitHub Action', () => {
  interface Action {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: { readonly steps: readonly { readonly env: Readonly<Record<string, string>>; readonly run: string }[] };
  }
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

  /** Runs the steps of the action as a runner does: with its inputs in the environment, by bash, and npx finds the built command. */
  function act(folder: string, given: Readonly<Record<string, string>> = {}) {
    const bin = mkdtempSync(join(tmpdir(), 'tekwire-bin-'));
    writeFileSync(join(bin, 'npx'), `#!/bin/sh\n[ "$1 $2" = "--yes tekwire@latest" ] || exit 9\nshift 2\nexec node ${cli} "$@"\n`);
    chmodSync(join(bin, 'npx'), 0o755);
    const [step] = action.runs.steps;
    const env = Object.fromEntries(
      Object.entries(step?.env ?? {}).map(([key, text]) => [
        key,
        text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => given[name] ?? action.inputs[name]?.default ?? ''),
      ]),
    );
    const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env, PATH: `${bin}:${process.env.PATH}` } } as const;
    return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''], options);
  }

  it('shows diagnostics as workflow commands, and fails', () => {
    const { status, stdout } = act(repository(bad));

    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=my tasks\/build\.yaml,line=4,col=\d+,title=TW120::/);
    expect(act(repository(good))).toMatchObject({ status: 0, stdout: '' });
  });

  it('takes paths one a line, and what fails', () => {
    const folder = repository(good.replace('a:1', 'a'));

    expect(act(folder, { paths: 'my tasks\n\n' }).status).toBe(0);
    expect(act(folder, { paths: 'other' }).status).toBe(3);
    expect(act(repository(good.replace('"true"', '"curl -k x"')), { 'fail-on': 'warning' }).status).toBe(1);
    expect(act(folder, { paths: '--rules=x.js' })).toMatchObject({ status: 3 });
    expect(act(folder, { 'fail-on': '$(touch run)' }).status).toBe(2);
    expect(spawnSync('ls', [folder], { encoding: 'utf8' }).stdout).not.toContain('run\n');
  });
});

it('the problem matcher reads the lines that tekwire validate prints', () => {
  const { problemMatcher } = JSON.parse(readFileSync(join(root, 'problem-matcher.json'), 'utf8'));
  const { regexp, ...groups } = problemMatcher[0].pattern[0] as Record<string, number> & { readonly regexp: string };
  const { stdout } = spawnSync(process.execPath, [cli, 'validate', '.'], { cwd: repository(bad), encoding: 'utf8' });
  const found = new RegExp(regexp).exec(stdout.split('\n')[0] ?? '') ?? [];

  expect(Object.fromEntries(Object.entries(groups).map(([name, at]) => [name, found[at]]))).toMatchObject({
    file: 'my tasks/build.yaml',
    line: '4',
    severity: 'error',
    code: 'TW120',
    message: expect.stringContaining('image'),
  });
});

describe('the hook of pre-commit', () => {
  interface Hook {
    readonly id: string;
    readonly entry: string;
    readonly args: readonly string[];
  }
  const [hook] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly Hook[];
  const { error } = spawnSync('pre-commit', ['--version']);
  const whereInstalled = error === undefined ? it : it.skip;

  it('starts a command of this package with options that it has', () => {
    const call = (text: string) =>
      spawnSync(process.execPath, [cli, ...(hook?.entry.split(' ').slice(1) ?? []), ...(hook?.args ?? [])], { cwd: repository(text) })
        .status;

    expect(hook?.entry.split(' ')[0]).toBe('tekwire');
    expect([call(good), call(bad), call('a: 1\n')]).toEqual([0, 1, 0]);
  });

  whereInstalled('is run by pre-commit itself', () => {
    const commit = (text: string) => {
      const folder = repository(text);
      // as installed already: what pre-commit installs is the package
      const local = { ...hook, language: 'system', entry: `node ${cli} ${hook?.entry.split(' ').slice(1).join(' ')}` };
      writeFileSync(join(folder, '.pre-commit-config.yaml'), JSON.stringify({ repos: [{ repo: 'local', hooks: [local] }] }));
      const env = { ...process.env, PRE_COMMIT_HOME: join(folder, '.git/pre-commit') };
      return spawnSync('pre-commit', ['run', '--all-files'], { cwd: folder, encoding: 'utf8', env });
    };

    expect(commit(good)).toMatchObject({ status: 0, stdout: expect.stringContaining('Passed') });
    expect(commit(bad)).toMatchObject({ status: 1, stdout: expect.stringContaining('TW120') });
  });
});

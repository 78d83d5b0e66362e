import 'tekwire/testing/jest';
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { runStep } from 'tekwire/testing';
import { releaseTasks } from './tasks';

const chart = new Chart(new App(), 'test');
const { version, coverage, publish } = releaseTasks(chart);

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

describe('the next version', () => {
  it.each([
    ['a correction', 'v1.4.2', ['fix: typo'], 'v1.4.3'],
    ['something new', 'v1.4.2', ['fix: typo', 'feat: search'], 'v1.5.0'],
    ['a break', 'v1.4.2', ['feat: search\n\nBREAKING CHANGE: no more v1'], 'v2.0.0'],
    ['the first tag', '', ['feat: everything'], 'v0.1.0'],
  ])('after %s', async (_, tag, messages, expected) => {
    const { results } = await runStep(version, 'count', { workspaces: { source: repository(tag, messages) } });

    expect(results.version).toBe(expected);
  });
});

describe('coverage', () => {
  const report = (rate: string) => ({ 'coverage.xml': `<coverage line-rate="${rate}"/>` });

  it('passes, and tells how much is tested', async () => {
    const { exitCode, results } = await runStep(coverage, 'measure', { workspaces: { source: report('0.813') } });

    expect([exitCode, results.percent]).toEqual([0, '81.3']);
  });

  it('fails below the minimum, also with the result', async () => {
    const { exitCode, results, stderr } = await runStep(coverage, 'measure', {
      params: { minimum: '90' },
      workspaces: { source: report('0.813') },
    });

    expect([exitCode, results.percent]).toEqual([1, '81.3']);
    expect(stderr).toContain('81.3 % of the lines are tested; 90 % are required');
  });
});

describe('publishing', () => {
  const params = { name: '@acme/web', version: '1.5.0' };
  const given = { params, env: { NODE_AUTH_TOKEN: 'secret' }, workspaces: { source: { 'package.json': '{}' } } };

  it('publishes a version that the registry does not have', async () => {
    const { stdout } = await runStep(publish, 'publish', { ...given, commands: { npm: 'echo "npm $*"; [ "$1" != view ]' } });

    expect(stdout).toBe('npm version --no-git-tag-version -- 1.5.0\nnpm publish\n');
  });

  it('leaves a published version alone', async () => {
    const { exitCode, stdout } = await runStep(publish, 'publish', { ...given, commands: { npm: 'echo 1.5.0' } });

    expect([exitCode, stdout]).toEqual([0, '@acme/web 1.5.0 is published\n']);
  });
});

/** A repository with a commit, its tag, and a commit for each message. */
function repository(tag: string, messages: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'versions-'));
  const git = (...words: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@acme.example', ...words]);
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'chore: begin');
  if (tag !== '') git('tag', tag);
  for (const message of messages) git('commit', '--quiet', '--allow-empty', '--message', message);
  return folder;
}

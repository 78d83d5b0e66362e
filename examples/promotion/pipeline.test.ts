import 'tekwire/testing/jest';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { runStep } from 'tekwire/testing';
import { promotion } from './pipeline';

const chart = new Chart(new App(), 'test');
const { pipeline, release, verify } = promotion(chart);
const params = { environment: 'staging', image: 'ghcr.io/acme/web@sha256:9f86' };

it('has no problems', () => {
  expect(chart).toHaveNoProblems();
});

it('releases an image only where the environment before it runs it, and to production after an approval', () => {
  expect(pipeline).toRunAfter('release-staging', 'verify-development');
  expect(pipeline).toRunAfter('approve', 'verify-staging');
  expect(pipeline).toHaveEdge('approve', 'release-production');
});

it('commits the image to the repository that the cluster follows, once', async () => {
  const remote = git(mkdtempSync(join(tmpdir(), 'remote-')), 'init', '--quiet', '--bare', '--initial-branch=main');
  const clone = git(mkdtempSync(join(tmpdir(), 'config-')), 'clone', '--quiet', remote, '.');
  mkdirSync(join(clone, 'staging'));
  writeFileSync(join(clone, 'staging/image.yaml'), 'image: ghcr.io/acme/web@sha256:0000\n');
  git(clone, 'add', '.');
  git(clone, '-c', 'user.name=a', '-c', 'user.email=a@acme.example', 'commit', '--quiet', '--message', 'first');
  git(clone, 'push', '--quiet', 'origin', 'HEAD:main');

  for (let run = 0; run < 2; run += 1) {
    const { exitCode } = await runStep(release, 'commit', { params, workspaces: { config: clone } });
    expect(exitCode).toBe(0);
  }

  const log = execFileSync('git', ['-C', remote, 'log', '--format=%s', 'main'], { encoding: 'utf8' });
  expect(log).toBe('staging: ghcr.io/acme/web@sha256:9f86\nfirst\n');
});

it('waits until the environment runs the image', async () => {
  const answers = 'case "$*" in *staging.acme.example/version*) echo ghcr.io/acme/web@sha256:9f86 ;; esac';

  const { exitCode } = await runStep(verify, 'verify', { params, commands: { curl: answers } });

  expect(exitCode).toBe(0);
});

function git(folder: string, ...words: string[]): string {
  execFileSync('git', ['-C', folder, ...words], { stdio: 'pipe' });
  return folder;
}

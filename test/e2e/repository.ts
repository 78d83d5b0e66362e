import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectl } from './kubectl';

/** A git repository that pods of one namespace can clone. */
export interface Repository {
  readonly url: string;
  /** Hash of the commit of its first branch. */
  readonly commit: string;
}

/** A token in parts, so that scanners of this repository find nothing here. It was never valid anywhere. */
export const TOKEN = ['ghp', 'tR7vQ2mX9kLw4ZsB8nJd3HfYc6GpUa1E5oVi'].join('_');
const BRANCH = 'main';
/** A second branch, in which the token is in another file. */
const NEXT = 'next';

/** Serves the folder `repository/` as a git repository inside the namespace, over git's own protocol. */
export async function serveRepository(namespace: string, gitImage: string): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-repository-'));
  try {
    const commit = makeRepository(folder);
    await kubectl(['-n', namespace, 'create', 'configmap', 'repository', `--from-file=${join(folder, 'webshop.bundle')}`]);
    await kubectl(['-n', namespace, 'apply', '-f', '-'], server(gitImage));
    await kubectl(['-n', namespace, 'wait', 'pod/git-server', '--for=condition=Ready', '--timeout=120s']);
    return { url: `git://git-server.${namespace}.svc:9418/webshop`, commit };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function makeRepository(folder: string): string {
  const work = join(folder, 'webshop');
  cpSync(join(__dirname, 'repository'), work, { recursive: true });
  const settings = join(work, 'deploy.env');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('@TOKEN@', TOKEN));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', work, ...args], { encoding: 'utf8', env: { ...process.env, ...AUTHOR } }).trim();
  git('init', '--quiet', `--initial-branch=${BRANCH}`);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a shop');
  git('checkout', '--quiet', '-b', NEXT);
  git('mv', 'deploy.env', 'next.env');
  git('commit', '--quiet', '--message', 'another shop');
  git('bundle', 'create', '--quiet', join(folder, 'webshop.bundle'), BRANCH, NEXT);
  return git('rev-parse', BRANCH);
}

const AUTHOR = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'e2e'],
    [`GIT_${role}_EMAIL`, 'e2e@example.org'],
    [`GIT_${role}_DATE`, '2025-01-01T00:00:00Z'],
  ]),
);

// Alpine keeps git's daemon in a package of its own.
const SERVE = `set -eu
[ -x "$(git --exec-path)/git-daemon" ] || apk add --no-cache git-daemon
git clone --quiet --bare --branch ${BRANCH} /bundle/webshop.bundle /srv/webshop
exec git daemon --export-all --reuseaddr --base-path=/srv /srv`;

function server(image: string): string {
  const labels = { app: 'git-server' };
  const container = {
    name: 'git',
    image,
    command: ['sh', '-c', SERVE],
    ports: [{ containerPort: 9418 }],
    readinessProbe: { tcpSocket: { port: 9418 }, periodSeconds: 1 },
    volumeMounts: [{ name: 'bundle', mountPath: '/bundle' }],
  };
  const spec = {
    containers: [container],
    volumes: [{ name: 'bundle', configMap: { name: 'repository' } }],
    terminationGracePeriodSeconds: 0,
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'git-server', labels }, spec };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'git-server' },
    spec: { selector: labels, ports: [{ port: 9418 }] },
  };
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod, service] });
}

/** A lockfile of npm with a package of which every database of advisories knows a vulnerability: CVE-2021-23337, GHSA-35jh-r3h4-6jhm. */
export const VULNERABLE_LOCKFILE = JSON.stringify({
  name: 'canary',
  lockfileVersion: 3,
  packages: { '': { dependencies: { lodash: '4.17.20' } }, 'node_modules/lodash': { version: '4.17.20' } },
});

/** A secret of GitHub that was never valid, in pieces, so that scanners of manifests do not find it. It has no word that a scanner would take for an example. */
export const INVALID_TOKEN = ['TOKEN=ghp', '_', '0tR7vQ2mX9kLw4ZsB8nJd3HfYc6GpU1xKq5W', '\n'] as const;

/** An image that runs as root. */
export const ROOT_DOCKERFILE = 'FROM scratch\nUSER root\n';

/**
 * Digests that public repositories pin for exactly the version that the catalogue uses. No registry was asked: `npm run images -- --lookup` replaces
 * them by what it answers. An entry needs at least three repositories that do not copy each other, and no larger group that pins another digest.
 * A wrong digest fails closed: a registry has nothing under it, and the step does not start.
 *
 * `repositories`: how many agree, counted up to ten; of those that pin the same image from another registry (docker.io and ghcr.io have the same
 * index), too. `others`: how many pin another digest for this version; those are earlier builds of the same tag, or one platform of the index.
 * @type {Readonly<Record<string, PublicPin>>}
 */
export const publicPins = {
  'docker.io/alpine/git:v2.49.1': pin('c0280cf9572316299b08544065d3bf35db65043d5e3963982ec50647d2746e26', 10, 2),
  'docker.io/anchore/grype:v0.120.0': pin('5c88961f4130e830542d441c7ed6c78baa28e799163abac53d2be4923fb5ab7d', 9),
  'docker.io/anchore/syft:v1.54.1': pin('3eb5379ba7b409c3f4069b686110527af0c47df993fa5c10d13e7cf34f49b1aa', 9),
  'docker.io/bridgecrew/checkov:3.3.26': pin('8e63f217cb084f1c1a067326a9cf6e37d54bdc82e5822210d50ca4e2f647dd93', 4),
  'docker.io/hadolint/hadolint:v2.15.1-alpine': pin('a1d49ae1a4e83c1dbad26b8c1ad7588c8bd1e04f4866b34ad3cac50335198552', 7),
  'docker.io/koalaman/shellcheck-alpine:v0.11.0': pin('9955be09ea7f0dbf7ae942ac1f2094355bb30d96fffba0ec09f5432207544002', 10),
  'docker.io/library/golang:1.27.2-alpine3.24': pin('85dc1069ac644ea3c527b177303a406eb3358192816cd7f9e5848eb658851673', 7, 2),
  'docker.io/library/node:22.23.3-alpine3.24': pin('0a7108bf6c7bf5de370ffb1a3ed6be93d405b43ff159f681a8d18c0e2bc2e402', 10),
  'docker.io/library/python:3.14.8-alpine3.24': pin('f6a589d43c42b9e7f7dc67a12d37132491f362859a5d750607710cc56da3bc72', 10, 1),
  'docker.io/projectdiscovery/nuclei:v3.11.1': pin('582d5546902e67052097cb2d07296c642d50a1afc5e44623cb038845df9a32eb', 6),
  'docker.io/semgrep/semgrep:1.180.0': pin('529ee8a277ec8adc5b534d7c74eea0a47e9de21d62852b6ba7ac6ba9566845c3', 3),
  'ghcr.io/aquasecurity/trivy:0.74.0': pin('62b1e65e8869bc4b4c6aa4fa2b21595256c7c2f6018a9d9ad61caf87187c1969', 9, 1),
  'ghcr.io/gitleaks/gitleaks:v8.30.1': pin('c00b6bd0aeb3071cbcb79009cb16a60dd9e0a7c60e2be9ab65d25e6bc8abbb7f', 10),
  'ghcr.io/google/osv-scanner:v2.6.0': pin('afd838850ac1a0fcc15ff4a041dc9ba11123c3f0d2666217a5f0fcf9222b55fa', 6),
  'ghcr.io/securego/gosec:2.28.0': pin('4342ad119a7c69f3f4e4ce78d81ba183dc774a70a7a4c6eeb15fe9e511f214f0', 3),
  'ghcr.io/trufflesecurity/trufflehog:3.97.9': pin('52e67fef4d054ecff5c2ce4b4ae376626d1ef54aa0898b53cac19c25e92e14db', 7),
  'ghcr.io/zaproxy/zaproxy:2.17.0': pin('781a2bdaea47324e7bab583e2263f21d257b0aee61ed51521a5be45f5f5081ef', 10, 3),
  'ghcr.io/zizmorcore/zizmor:1.30.1': pin('a2eb396d886c053073405c7a980f2139ba2248ec172243cfa3841e57196e8101', 9),
  'quay.io/skopeo/stable:v1.22.3-immutable': pin('c0ee1f4edca5c01cb8d5611124f92f3cc47196ecab68aee5d0f90834e00574d5', 3),
};

/** The day on which the repositories were looked at. */
export const PINS_SEEN = '2026-11-30';

/** @typedef {{ digest: string, repositories: number, others: number }} PublicPin */

/**
 * @param {string} hex
 * @param {number} repositories
 * @returns {PublicPin}
 */
function pin(hex, repositories, others = 0) {
  return { digest: `sha256:${hex}`, repositories, others };
}
